// The list of objects, entry by entry.

#include "orgsim/answers/describe.hpp"
#include "orgsim/answers/json_text.hpp"
#include "orgsim/answers/member_versions.hpp"
#include "orgsim/answers/object_members.hpp"

namespace sluice::orgsim {

namespace {

void append_entry(std::string& out, const described_object& what, const answer_place& place) {
  const object& self = what.self;
  const kind_traits& kind = traits(self.kind);
  const int version = place.version;
  json_text json(out);
  json.begin_object().member("activateable", false);
  write_association(json, what, version);
  json.member("createable", kind.createable).member("custom", kind.custom).member("customSetting", false);
  if (version >= since_v52) json.member("deepCloneable", false);
  json.member("deletable", kind.deletable).member("deprecatedAndHidden", false);
  json.member("feedEnabled", kind.feed_enabled);
  if (version >= since_v42) json.member("hasSubtypes", false);
  if (version >= since_v52) json.member("isInterface", false);
  if (version >= since_v42) json.member("isSubtype", false);
  json.key("keyPrefix").text_or_null(what.prefix);
  json.member("label", self.label).member("labelPlural", self.label + "s").member("layoutable", kind.layoutable);
  json.member("mergeable", kind.mergeable);
  if (version >= since_v42) json.member("mruEnabled", kind.mru_enabled);
  json.member("name", self.name).member("queryable", queryable(self)).member("replicateable", kind.replicateable);
  json.member("retrieveable", kind.retrieveable).member("searchable", kind.searchable);
  json.member("triggerable", kind.triggerable).member("undeletable", kind.undeletable);
  json.member("updateable", kind.updateable);
  write_urls(json, what, place, false);
  json.end_object();
}

}  // namespace

std::string object_list_begin() {
  return R"({"encoding":"UTF-8","maxBatchSize":200,"sobjects":[)";
}
std::string object_list_end() {
  return "]}";
}

void append_list_entry(std::string& out, const org& data, object_index o, const answer_place& place) {
  append_entry(out, described(data, o), place);
}

void append_table_entry(std::string& out, const soql::table& table, const answer_place& place) {
  const object self = object_of_table(table);
  append_entry(out, {self, {}, {}}, place);
}

}  // namespace sluice::orgsim
