// Base64 as logins use it: the Basic header, and the signature of a token answer.
#pragma once

#include <string>
#include <string_view>

namespace sluice::orgsim {

// Empty for what is no base64.
std::string from_base64(std::string_view text);
// HMAC-SHA256 of the text, in base64.
std::string hmac_base64(std::string_view key, std::string_view text);

}  // namespace sluice::orgsim
