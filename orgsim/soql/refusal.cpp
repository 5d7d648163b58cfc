#include "orgsim/soql/refusal.hpp"

#include <algorithm>
#include <utility>

namespace sluice::orgsim::soql {

namespace {

constexpr std::size_t reach = 45;
constexpr std::string_view see_wsdl = "Please reference your WSDL or the describe call for the appropriate names.";

}  // namespace

std::string point_at(std::string_view statement, std::size_t offset, std::string_view what) {
  std::size_t begin = offset > reach ? offset - reach : 0;
  if (begin > 0) {
    const std::size_t space = statement.find_first_of(" ,", begin);
    if (space != std::string_view::npos && space < offset) begin = space + 1;
  }
  std::size_t end = std::min(statement.size(), offset + reach);
  if (end < statement.size()) {
    const std::size_t space = statement.find_last_of(" ,", end);
    if (space != std::string_view::npos && space > offset) end = space;
  }
  std::string message = "\n";
  message += statement.substr(begin, end - begin);
  message += '\n' + std::string(offset - begin, ' ') + "^\nERROR at Row:1:Column:" + std::to_string(offset + 1) + '\n';
  message += what;
  return message;
}

refusal malformed(std::string message) {
  return {400, "MALFORMED_QUERY", std::move(message)};
}

refusal unexpected_token(std::string_view statement, std::size_t offset, std::string_view token) {
  const std::string shown = token.empty() ? "<EOF>" : std::string(token);
  return malformed(point_at(statement, offset, "unexpected token: '" + shown + "'"));
}

refusal unknown_object(std::string_view statement, std::size_t offset, std::string_view name) {
  std::string what = "sObject type '" + std::string(name) +
                     "' is not supported. If you are attempting to use a custom object, be sure to append the '__c' "
                     "after the entity name. ";
  what += see_wsdl;
  return {400, "INVALID_TYPE", point_at(statement, offset, what)};
}

refusal unknown_column(std::string_view statement, std::size_t offset, std::string_view column,
                       std::string_view entity) {
  std::string what = "No such column '" + std::string(column) + "' on entity '" + std::string(entity) +
                     "'. If you are attempting to use a custom field, be sure to append the '__c' after the custom "
                     "field name. ";
  what += see_wsdl;
  return {400, "INVALID_FIELD", point_at(statement, offset, what)};
}

refusal unknown_relationship(std::string_view statement, std::size_t offset, std::string_view relationship) {
  std::string what = "Didn't understand relationship '" + std::string(relationship) +
                     "' in field path. If you are attempting to use a custom relationship, be sure to append the "
                     "'__r' after the custom relationship name. ";
  what += see_wsdl;
  return {400, "INVALID_FIELD", point_at(statement, offset, what)};
}

}  // namespace sluice::orgsim::soql
