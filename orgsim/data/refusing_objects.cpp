#include "orgsim/data/refusing_objects.hpp"

#include "orgsim/data/draw.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace sluice::orgsim {

namespace {

struct refusing_object {
  std::string_view name;
  std::string_view columns;  // any of them, with commas between, will do; empty: nothing does
  std::string_view code;
  std::string_view words;
};

constexpr std::string_view malformed = "MALFORMED_QUERY";
constexpr std::string_view unsupported = "EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION";

constexpr std::array<refusing_object, 20> known{{
    {"ContentDocumentLink", "ContentDocumentId,LinkedEntityId", malformed,
     "Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or "
     "LinkedEntityId using the equals operator or multiple Id's using the IN operator."},
    {"ContentFolderItem", "Id,ParentContentFolderId", malformed,
     "Implementation restriction: ContentFolderItem requires a filter by Id or ParentContentFolderId using the equals "
     "or 'IN' operator"},
    {"ContentFolderMember", "Id,ChildRecordId,ParentContentFolderId", malformed,
     "Implementation restriction: ContentFolderMember requires a filter by a single Id, ChildRecordId or "
     "ParentContentFolderId using the equals operator"},
    {"IdeaComment", "CommunityId,Id,IdeaId", malformed,
     "Implementation restriction. When querying the Idea Comment object, you must filter using the following syntax: "
     "CommunityId = [single ID], Id = [single ID], IdeaId = [single ID], Id IN [list of IDs], or IdeaId IN [list of "
     "IDs]."},
    {"Vote", "ParentId,Parent.Type,Id", malformed,
     "Implementation restriction: When querying the Vote object, you must filter using the following syntax: ParentId "
     "= [single ID], Parent.Type = [single Type], Id = [single ID], or Id IN [list of ID's]."},
    {"DataStatistics", "StatType", unsupported, "Where clauses should contain StatType"},
    {"DatacloudAddress", "", "EXTERNAL_OBJECT_EXCEPTION",
     "SObject - DATACLOUD_ADDRESS : Transient queries are not implemented"},
    {"DatacloudCompany", "", "DATACLOUD_API_DISABLED_EXCEPTION",
     "Your organization doesn't have permission to access the Data.com API"},
    {"DatacloudContact", "", "DATACLOUD_API_DISABLED_EXCEPTION",
     "Your organization doesn't have permission to access the Data.com API"},
    {"DatacloudDandBCompany", "DunsNumber,Name", unsupported,
     "Datacloud D&B company is not filterable without a criteria."},
    {"FlexQueueItem", "JobType", unsupported, "The WHERE clause must contain a JobType field expression."},
    {"ListViewChartInstance", "ListViewChartId,SourceEntity", unsupported,
     "Getting all ListViewChartInstances is unsupported"},
    {"OutgoingEmail", "", unsupported, "This query is not supported on the OutgoingEmail object."},
    {"OutgoingEmailRelation", "", unsupported, "This query is not supported on the OutgoingEmail object."},
    {"PlatformAction", "ActionListContext,SourceEntity", unsupported,
     "Getting all PlatformAction entities is unsupported"},
    {"OwnerChangeOptionInfo", "EntityDefinitionId,DurableId", malformed,
     "OwnerChangeOptionInfo: a filter on a reified column is required [EntityDefinitionId,DurableId]"},
    {"SearchLayout", "EntityDefinitionId,DurableId", malformed,
     "SearchLayout: a filter on a reified column is required [EntityDefinitionId,DurableId]"},
    {"SiteDetail", "DurableId", malformed, "SiteDetail: a filter on a reified column is required [DurableId]"},
    {"UserEntityAccess", "UserId,DurableId", malformed,
     "UserEntityAccess: a filter on a reified column is required [UserId,DurableId]"},
    {"UserRecordAccess", "RecordId", "INVALID_FIELD",
     "Can select only RecordId, a Has*Access field, and MaxAccessLevel"},
}};

soql::filter_need need_of(const refusing_object& r) {
  soql::filter_need need;
  for (std::string_view rest = r.columns; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    need.columns.emplace_back(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  need.otherwise = {400, std::string(r.code), std::string(r.words)};
  return need;
}

}  // namespace

std::optional<soql::filter_need> filter_need_of(const org& data, object_index o, const traps& how) {
  const object& self = data.at(o);
  for (const refusing_object& r : known)
    if (r.name == self.name) return need_of(r);
  const bool companion = !traits(self.kind).associate.empty();
  const auto one_in = static_cast<std::uint64_t>(std::max<std::int64_t>(how.refusing_objects_one_in, 0));
  if (!companion || one_in == 0 || draw(data.seed(), self.key, "refuses").below(one_in) != 0) return std::nullopt;
  return soql::filter_need{{"Id", "ParentId"},
                           {400, std::string(malformed),
                            "Implementation restriction: " + self.name +
                                " requires a filter by Id or ParentId using the equals or 'IN' operator"}};
}

}  // namespace sluice::orgsim
