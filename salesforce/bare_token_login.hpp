// Login with an instance address and an access token that somebody else has obtained (--instance-url with
// SLUICE_ACCESS_TOKEN or --access-token-file). Asks the org which API versions it offers and which organisation it is;
// when the session was ended, the same token is tried again, on the version chosen first.
// The token stands in the endpoint alone: never in an error, a payload or an identity, not even where a server's own
// words repeat it.
#pragma once

#include "protocol/login.hpp"
#include "salesforce/api_version.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

struct bare_token {
  std::string instance_url;               ///< https, or http to this machine
  std::string token;                      ///< blanks around it are dropped
  std::vector<std::string> api_versions;  ///< tried in this order; empty: the newest that both know
};

class bare_token_login : public login {
 public:
  /// Errors: bad_usage, where an option can't be right whatever the org says.
  [[nodiscard]] static result<std::unique_ptr<bare_token_login>> make(const bare_token& options);

  void begin() override;
  [[nodiscard]] const question* next() override;
  [[nodiscard]] std::optional<error> heard(const answer& a) override;
  [[nodiscard]] endpoint where() const override;
  [[nodiscard]] run_identity who() const override;
  [[nodiscard]] bool renews() const override { return false; }

 private:
  enum class step : std::uint8_t { versions, organization, complete };

  bare_token_login(std::string instance, std::string token, std::vector<api_version> wanted);
  [[nodiscard]] std::optional<error> take_versions(std::string_view payload);
  [[nodiscard]] std::optional<error> take_organization(std::string_view payload);
  [[nodiscard]] error refusal(const answer& a) const;
  [[nodiscard]] std::string without_token(std::string text) const;

  std::string instance_;
  std::string token_;
  std::vector<api_version> wanted_;
  std::unique_ptr<question> versions_;
  std::unique_ptr<question> organization_;
  step step_ = step::versions;
  std::optional<api_version> version_;
  std::string organization_id_;
  std::uint32_t generation_ = 0;
};

}  // namespace sluice
