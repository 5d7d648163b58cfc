// What real orgs do that a client does not expect, each to be switched in a profile's [traps]. Sources disagree on some
// of them, so a client must stand both settings. Adding one is a member and a line in `trap_names`.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <variant>

namespace sluice::orgsim {

struct traps {
  // Rows of a page, unasked, where long text is selected; 0: the page of 2,000 that was asked for.
  std::int64_t long_text_page_rows = 1000;
  // EntityDefinition answers LIMIT and OFFSET as if OFFSET was not there.
  bool entity_offset_ignored = false;
  // More than this many rows of EntityDefinition and the like: EXCEEDED_ID_LIMIT, since they have no queryMore.
  std::int64_t entity_rows_at_most = 2000;
  // recordCount is silent about some empty objects, and about History, Share, Feed and ChangeEvent.
  bool record_count_leaves_out = true;
  // COUNT() on an object with more rows than this: QUERY_TIMEOUT; 0: never.
  std::int64_t count_timeout_rows = 0;
  // One in so many queryable objects refuses a plain SELECT, as Vote or IdeaComment do; 0: none.
  std::int64_t refusing_objects_one_in = 0;
  // Locators alive at once; the one used longest ago dies.
  std::int64_t cursors = 10;
  // The same set and object or field come twice in ObjectPermissions and FieldPermissions.
  bool duplicate_permissions = true;
  // More than 2,000 rows of MetadataComponentDependency: told page by page, or cut without a word.
  bool dependency_query_more = true;
  // A statement that walks more rows than this: QUERY_TIMEOUT, as after 120 s of a real org.
  std::int64_t query_work_rows = 4'000'000;
};

struct trap_name {
  std::string_view name;
  std::variant<bool traps::*, std::int64_t traps::*> member;
};

inline constexpr std::array<trap_name, 10> trap_names{{
    {"long_text_page_rows", &traps::long_text_page_rows},
    {"entity_offset_ignored", &traps::entity_offset_ignored},
    {"entity_rows_at_most", &traps::entity_rows_at_most},
    {"record_count_leaves_out", &traps::record_count_leaves_out},
    {"count_timeout_rows", &traps::count_timeout_rows},
    {"refusing_objects_one_in", &traps::refusing_objects_one_in},
    {"cursors", &traps::cursors},
    {"duplicate_permissions", &traps::duplicate_permissions},
    {"dependency_query_more", &traps::dependency_query_more},
    {"query_work_rows", &traps::query_work_rows},
}};

}  // namespace sluice::orgsim
