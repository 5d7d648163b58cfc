#include "salesforce/part_list.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace sluice;

namespace {

std::vector<std::string> kinds(const questionnaire& q) {
  std::vector<std::string> names;
  for (const auto* each : q.parts) names.push_back(each->kind().str());
  for (const auto* each : q.surveys) names.push_back("+" + each->kind().str());
  return names;
}

using names = std::vector<std::string>;

}  // namespace

TEST_CASE("a run asks what its options want, and the surveys that this needs") {
  const part_list parts;
  CHECK(kinds(parts.make({})) == names{"describe", "+object_list"});
  CHECK(kinds(parts.make({.describe = false})) == names{"+object_list"});
  CHECK(kinds(parts.make({.describe = true, .automation = true, .stats = true})) ==
        names{"describe", "flows", "triggers", "validation_rules", "field_permissions", "record_count", "+object_list",
              "+record_counts"});
  CHECK(kinds(parts.make({.describe = false, .automation = false, .stats = true})) ==
        names{"record_count", "+object_list", "+record_counts"});
  CHECK(parts.make({}).list->kind() == call_kind("object_list"));
}

TEST_CASE("every question can be asked singly") {
  const part_list parts;
  const auto all = parts.make({.describe = true, .automation = true, .stats = true});
  for (const auto* each : all.parts) CHECK(each->forms().back().kind == form_kind::single);
  for (const auto* each : all.surveys) CHECK(each->forms().back().kind == form_kind::single);
}
