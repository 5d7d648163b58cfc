#include "salesforce/part_list.hpp"

#include "salesforce/parts/describe.hpp"
#include "salesforce/parts/field_permissions.hpp"
#include "salesforce/parts/flows.hpp"
#include "salesforce/parts/object_list_survey.hpp"
#include "salesforce/parts/record_count.hpp"
#include "salesforce/parts/record_counts.hpp"
#include "salesforce/parts/triggers.hpp"
#include "salesforce/parts/validation_rules.hpp"

#include <algorithm>

namespace sluice {

part_list::part_list() : objects_(make_object_list()), counts_(make_record_counts()) {
  parts_.push_back({make_describe(), &wanted_parts::describe});
  parts_.push_back({make_flows(), &wanted_parts::automation});
  parts_.push_back({make_triggers(), &wanted_parts::automation});
  parts_.push_back({make_validation_rules(), &wanted_parts::automation});
  parts_.push_back({make_field_permissions(), &wanted_parts::automation});
  parts_.push_back({make_record_count(*counts_), &wanted_parts::stats});
}

questionnaire part_list::make(const wanted_parts& wanted) const {
  questionnaire asked;
  asked.list = objects_.get();
  asked.surveys.push_back(asked.list);
  for (const auto& each : parts_) {
    if (!(wanted.*each.when)) continue;
    asked.parts.push_back(each.asked.get());
    const auto* read = each.asked->reads();
    const bool known = std::ranges::find(asked.surveys, read) != asked.surveys.end();
    if (read != nullptr && !known) asked.surveys.push_back(read);
  }
  return asked;
}

}  // namespace sluice
