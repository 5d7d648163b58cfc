#include "salesforce/parts/triggers.hpp"

#include "salesforce/parts/name_list_part.hpp"

namespace sluice {

std::unique_ptr<part> make_triggers() {
  const set_statement statement{
      .api = query_api::tooling,
      .columns = "Name",
      .from = "ApexTrigger",
      .object = "EntityDefinition.QualifiedApiName",
      .condition = "",
  };
  return std::make_unique<name_list_part>(call_kind("triggers"), statement, "Name");
}

}  // namespace sluice
