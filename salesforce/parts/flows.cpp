#include "salesforce/parts/flows.hpp"

#include "salesforce/parts/name_list_part.hpp"

namespace sluice {

std::unique_ptr<part> make_flows() {
  const set_statement statement{
      .api = query_api::data,
      .columns = "ApiName",
      .from = "FlowDefinitionView",
      .object = "TriggerObjectOrEvent.QualifiedApiName",
      .condition = "IsActive = true",
  };
  return std::make_unique<name_list_part>(call_kind("flows"), statement, "ApiName");
}

}  // namespace sluice
