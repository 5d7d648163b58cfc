#include "orgsim/data/object.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>

namespace sluice::orgsim {

namespace {

// In the order of object_kind. Share, Feed, History and ChangeEvent as in the recorded lists; the rest by the
// documentation. Columns: custom, createable, deletable, updateable, queryable, replicateable, retrieveable,
// searchable, triggerable, undeletable, layoutable, mru, feed, mergeable; in recordCount, COUNT() answers;
// associateEntityType.
constexpr auto traits_by_kind = [] {
  constexpr bool y = true;
  constexpr bool n = false;
  return std::array<kind_traits, 11>{{
      {n, y, y, y, y, y, y, y, y, y, y, y, y, n, y, y, ""},
      {n, n, n, n, y, n, y, n, n, n, n, n, n, n, y, y, ""},
      {y, y, y, y, y, y, y, y, y, y, y, y, n, n, y, y, ""},
      {y, n, n, n, y, n, y, n, n, n, y, n, n, n, y, y, ""},
      {y, y, n, n, n, y, y, n, y, n, n, n, n, n, n, n, ""},
      {y, y, y, y, y, n, y, n, n, n, n, n, n, n, n, n, ""},
      {y, n, n, n, y, n, y, y, n, n, y, n, n, n, n, y, ""},
      {n, n, n, n, y, y, y, n, n, n, n, n, n, n, n, y, "History"},
      {n, y, y, y, y, n, y, n, n, n, n, n, n, n, n, y, "Share"},
      {n, n, y, n, y, y, y, n, n, n, n, n, n, n, n, y, "Feed"},
      {n, n, n, n, n, n, y, n, y, n, n, n, n, n, n, n, "ChangeEvent"},
  }};
}();

struct suffix {
  std::string_view text;
  object_kind kind;
};
constexpr std::array<suffix, 9> suffixes{{{"__c", object_kind::custom},
                                          {"__mdt", object_kind::metadata},
                                          {"__e", object_kind::event},
                                          {"__b", object_kind::big},
                                          {"__x", object_kind::external},
                                          {"ChangeEvent", object_kind::change},
                                          {"History", object_kind::history},
                                          {"Share", object_kind::share},
                                          {"Feed", object_kind::feed}}};

// As recorded of one org, beside its ChangeEvents.
constexpr std::array<std::string_view, 20> never_queryable{"ActivityHistory",
                                                           "AggregateResult",
                                                           "AssetTokenEvent",
                                                           "AttachedContentDocument",
                                                           "CombinedAttachment",
                                                           "ContentBody",
                                                           "DatasetExportEvent",
                                                           "EmailStatus",
                                                           "FeedLike",
                                                           "FeedSignal",
                                                           "FeedTrackedChange",
                                                           "FolderedContentDocument",
                                                           "LogoutEventStream",
                                                           "LookedUpFromActivity",
                                                           "Name",
                                                           "NoteAndAttachment",
                                                           "OpenActivity",
                                                           "OrgLifecycleNotification",
                                                           "OwnedContentDocument",
                                                           "ProcessInstanceHistory"};

}  // namespace

const kind_traits& traits(object_kind kind) {
  return traits_by_kind[static_cast<std::size_t>(kind)];
}

object_kind kind_of_suffix(std::string_view name) {
  for (const suffix& s : suffixes)
    if (name.size() > s.text.size() && name.ends_with(s.text)) return s.kind;
  return object_kind::standard;
}

std::string_view namespace_of(std::string_view name) {
  const std::size_t first = name.find("__");
  if (first == std::string_view::npos || name.find("__", first + 2) == std::string_view::npos) return {};
  return name.substr(0, first);
}

std::string label_of_name(std::string_view name) {
  if (const auto ns = namespace_of(name); !ns.empty()) name.remove_prefix(ns.size() + 2);
  if (const auto end = name.rfind("__"); end != std::string_view::npos) name = name.substr(0, end);
  std::string label;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool upper = std::isupper(static_cast<unsigned char>(c)) != 0;
    const bool after_lower = i > 0 && std::islower(static_cast<unsigned char>(name[i - 1])) != 0;
    if (upper && after_lower) label += ' ';
    label += c == '_' ? ' ' : c;
  }
  return label;
}

bool queryable(const object& o) {
  const bool named = std::find(never_queryable.begin(), never_queryable.end(), o.name) != never_queryable.end();
  const bool change = o.kind == object_kind::standard && o.name.ends_with("ChangeEvent");
  return traits(o.kind).queryable && !named && !change && o.name != "QuoteTemplateRichTextData";
}

bool has_automation(object_kind kind) {
  return kind == object_kind::standard || kind == object_kind::custom || kind == object_kind::event;
}

bool has_field_permissions(object_kind kind) {
  return kind == object_kind::standard || kind == object_kind::custom || kind == object_kind::external;
}

bool is_custom_entity(object_kind kind) {
  switch (kind) {
    case object_kind::custom:
    case object_kind::metadata:
    case object_kind::event:
    case object_kind::big:
    case object_kind::external:
      return true;
    default:
      return false;
  }
}

}  // namespace sluice::orgsim
