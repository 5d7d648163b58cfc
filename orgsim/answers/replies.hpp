// The plain forms of a reply: a text, an error as the API writes it.
#pragma once

#include "orgsim/http/message.hpp"
#include "orgsim/soql/refusal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::orgsim {

reply text_reply(int status, std::string_view kind, std::string text);
reply error_reply(int status, std::string_view kind, std::string_view code, std::string_view message);
reply refusal_reply(std::string_view kind, const refusal& why);
reply not_found(std::string_view kind = "other");

// 401, of a token that is unknown or has ended.
reply session_ended(std::string_view kind);

// Replaces pieces by the body they make.
void gather_pieces(reply& r);

// A whole text that is a number.
std::optional<std::int64_t> number_in(std::string_view text);

}  // namespace sluice::orgsim
