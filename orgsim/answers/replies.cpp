#include "orgsim/answers/replies.hpp"

#include "orgsim/answers/small_answers.hpp"

#include <charconv>
#include <memory>
#include <utility>

namespace sluice::orgsim {

reply text_reply(int status, std::string_view kind, std::string text) {
  reply r;
  r.status = status;
  r.kind = kind;
  r.body = std::make_shared<const std::string>(std::move(text));
  return r;
}

reply error_reply(int status, std::string_view kind, std::string_view code, std::string_view message) {
  return text_reply(status, kind, error_text(code, message));
}

reply refusal_reply(std::string_view kind, const refusal& why) {
  return error_reply(why.status, kind, why.code, why.message);
}

reply not_found(std::string_view kind) {
  return error_reply(404, kind, "NOT_FOUND", "The requested resource does not exist");
}

reply session_ended(std::string_view kind) {
  reply r = error_reply(401, kind, "INVALID_SESSION_ID", "Session expired or invalid");
  r.wants_token = true;
  return r;
}

void gather_pieces(reply& r) {
  if (!r.pieces) return;
  std::string text;
  while (r.pieces(text)) continue;
  r.pieces = nullptr;
  r.body = std::make_shared<const std::string>(std::move(text));
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace sluice::orgsim
