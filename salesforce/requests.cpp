#include "salesforce/requests.hpp"

#include "salesforce/soql.hpp"

#include <utility>

namespace sluice {

http_request get(std::string reference) {
  http_request request;
  request.url = std::move(reference);
  request.headers = {{"Accept", "application/json"}, {"Sforce-Call-Options", "client=sluice"}};
  return request;
}

http_request query(query_api api, std::string_view statement) {
  const std::string_view resource = api == query_api::tooling ? "tooling/query?q=" : "query?q=";
  return get(std::string(resource) + soql::percent_encoded(statement));
}

}  // namespace sluice
