// Any text as a SOQL statement, asked of both query resources: parser, binding and evaluation. The first byte chooses
// the resource; the rest is the statement.
#include "tests/fuzz/org_under_fuzz.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace {

std::string percent_encoded(const std::uint8_t* data, std::size_t size) {
  constexpr const char* hex = "0123456789ABCDEF";
  std::string out;
  for (std::size_t i = 0; i < size; ++i) (out += '%') += {hex[data[i] >> 4U], hex[data[i] & 15U]};
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string target = std::string("/services/data/v64.0/") + (data[0] == 'T' ? "tooling/query" : "query") +
                             "?q=" + percent_encoded(data + 1, size - 1);
  sluice::orgsim::request_view request;
  request.target = target;
  sluice::fuzz::answer_wholly(request);
  return 0;
}
