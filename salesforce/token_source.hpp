// Where a login has its token from: given from outside, or asked of the org's OAuth endpoint. One object per login,
// used by it alone; tokens and secrets stand here and in the endpoint, and nowhere else.
#pragma once

#include "protocol/error.hpp"
#include "protocol/question.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sluice {

/// What a token opens, as far as it is known.
struct access {
  std::string instance_url;     ///< without a slash at the end
  std::string token;            ///< empty until there is one
  std::string organization_id;  ///< 18 characters; empty: not told
  std::string user;             ///< the user's id; empty: not told
};

class token_source {
 public:
  virtual ~token_source() = default;
  /// The question whose answer brings a token; nullptr where the token was given, and no other can be had.
  [[nodiscard]] virtual const question* asks() const = 0;
  /// Takes that answer's payload.
  [[nodiscard]] virtual std::optional<error> take(std::string_view payload) = 0;
  [[nodiscard]] virtual const access& has() const = 0;
  /// The text without any of the secrets that stand here, whoever's words it is.
  [[nodiscard]] virtual std::string hidden(std::string text) const = 0;
  /// What to do when the org refuses.
  [[nodiscard]] virtual std::string remedy() const = 0;
};

/// The text with every `secret` in it replaced.
[[nodiscard]] std::string without(std::string text, std::string_view secret);

}  // namespace sluice
