#include "salesforce/parts/validation_rules.hpp"

#include "salesforce/parts/name_list_part.hpp"

namespace sluice {

std::unique_ptr<part> make_validation_rules() {
  const set_statement statement{
      .api = query_api::tooling,
      .columns = "ValidationName",
      .from = "ValidationRule",
      .object = "EntityDefinition.QualifiedApiName",
      .condition = "",
  };
  return std::make_unique<name_list_part>(call_kind("validation_rules"), statement, "ValidationName");
}

}  // namespace sluice
