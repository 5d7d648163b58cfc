#include "salesforce/given_token.hpp"

#include "salesforce/instance_address.hpp"
#include "salesforce/trimmed.hpp"

#include <algorithm>
#include <utility>

namespace sluice {
namespace {

/// Anything else could end the header that the token travels in.
bool fits_a_header(std::string_view token) {
  return !token.empty() && std::ranges::all_of(token, [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

result<std::unique_ptr<token_source>> given_token::make(std::string_view instance_url, std::string_view token) {
  auto instance = instance_address(trimmed(instance_url));
  if (!instance) return instance.error();
  const auto bare = trimmed(token);
  if (!fits_a_header(bare)) {
    return error{
        .code = exit_code::bad_usage,
        .what = bare.empty() ? "the access token is empty" : "the access token has blanks or foreign characters",
        .about = *instance,
        .kept = {},
        .remedy = "give one token and nothing else"};
  }
  return std::unique_ptr<token_source>(
      new given_token({.instance_url = *instance, .token = std::string(bare), .organization_id = {}, .user = {}}));
}

std::string given_token::hidden(std::string text) const {
  return without(std::move(text), access_.token);
}

std::string given_token::remedy() const {
  return "get a new token (sf org auth show-access-token), and check that it belongs to this address and its user may "
         "use the API";
}

}  // namespace sluice
