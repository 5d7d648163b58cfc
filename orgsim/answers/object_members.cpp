#include "orgsim/answers/object_members.hpp"

#include "orgsim/answers/member_versions.hpp"

namespace sluice::orgsim {

described_object described(const org& data, object_index o) {
  const object& self = data.at(o);
  return {self, data.key_prefix(o), self.parent == no_object ? std::string() : data.at(self.parent).name,
          record_types_of(data, o)};
}

object object_of_table(const soql::table& table) {
  object o;
  o.name = table.name();
  o.label = label_of_name(table.name());
  o.kind = object_kind::setup;
  return o;
}

std::string own_path(const described_object& what, const answer_place& place) {
  return std::string(place.base) + "/sobjects/" + what.self.name;
}

void write_urls(json_text& json, const described_object& what, const answer_place& place, bool with_pages) {
  const object& self = what.self;
  const kind_traits& kind = traits(self.kind);
  const std::string path = own_path(what, place);
  const std::string host(place.host);
  json.key("urls").begin_object();
  if (kind.layoutable) json.member("compactLayouts", path + "/describe/compactLayouts");
  json.member("rowTemplate", path + "/{ID}");
  if (self.kind == object_kind::change || self.kind == object_kind::event)
    json.member("eventSchema", path + "/eventSchema");
  if (kind.layoutable) json.member("approvalLayouts", path + "/describe/approvalLayouts");
  if (kind.layoutable && with_pages && !what.prefix.empty()) {
    json.member("uiDetailTemplate", host + "/{ID}").member("uiEditTemplate", host + "/{ID}/e");
    json.member("uiNewRecord", host + "/" + what.prefix + "/e");
  }
  json.member("describe", path + "/describe");
  if (kind.layoutable)
    json.member("quickActions", path + "/quickActions").member("layouts", path + "/describe/layouts");
  json.member("sobject", path).end_object();
}

void write_association(json_text& json, const described_object& what, int version) {
  if (version < since_v52) return;
  json.key("associateEntityType").text_or_null(traits(what.self.kind).associate);
  json.key("associateParentEntity").text_or_null(what.parent_name);
}

}  // namespace sluice::orgsim
