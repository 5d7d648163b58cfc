// An instance address and an access token that somebody else has obtained (--instance-url with SLUICE_ACCESS_TOKEN or
// --access-token-file, or what the sf CLI tells).
#pragma once

#include "salesforce/token_source.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace sluice {

class given_token : public token_source {
 public:
  /// The address is https, or http to this machine; blanks around the token are dropped. Errors: bad_usage, where one
  /// of them can't be right whatever the org says.
  [[nodiscard]] static result<std::unique_ptr<token_source>> make(std::string_view instance_url,
                                                                  std::string_view token);

  [[nodiscard]] const question* asks() const override { return nullptr; }
  [[nodiscard]] std::optional<error> take(std::string_view) override { return std::nullopt; }
  [[nodiscard]] const access& has() const override { return access_; }
  [[nodiscard]] std::string hidden(std::string text) const override;
  [[nodiscard]] std::string remedy() const override;

 private:
  explicit given_token(access a) : access_(std::move(a)) {}
  access access_;
};

}  // namespace sluice
