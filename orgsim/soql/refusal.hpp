// Why an org refuses a request: the status and errorCode of the API, and its words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sluice::orgsim {

struct refusal {
  int status = 400;
  std::string code;
  std::string message;
};

namespace soql {

// The form in which an org points into a statement: the stretch round the fault, a caret under it, and the column
// counted from the start of the whole statement (recordings: errors-amp-labs.json, soql-refused.txt).
std::string point_at(std::string_view statement, std::size_t offset, std::string_view what);

refusal malformed(std::string message);
refusal unexpected_token(std::string_view statement, std::size_t offset, std::string_view token);
refusal unknown_object(std::string_view statement, std::size_t offset, std::string_view name);
refusal unknown_column(std::string_view statement, std::size_t offset, std::string_view column,
                       std::string_view entity);
refusal unknown_relationship(std::string_view statement, std::size_t offset, std::string_view relationship);

}  // namespace soql
}  // namespace sluice::orgsim
