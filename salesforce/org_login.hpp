// A login, whatever the token comes from: gets the token, asks the org which API versions it offers and which
// organisation it is. When the session was ended it begins anew: with another token where one can be had, else with the
// same; on the version chosen first.
// The token stands in the endpoint alone: never in an error, a payload or an identity, not even where a server's own
// words repeat it.
#pragma once

#include "protocol/login.hpp"
#include "salesforce/api_version.hpp"
#include "salesforce/token_source.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

class org_login : public login {
 public:
  /// `api_versions` are tried in this order; none: the newest that both know. Errors: bad_usage, where one is no
  /// version.
  [[nodiscard]] static result<std::unique_ptr<org_login>> make(std::unique_ptr<token_source> opens,
                                                               const std::vector<std::string>& api_versions);

  void begin() override;
  [[nodiscard]] const question* next() override;
  [[nodiscard]] std::optional<error> heard(const answer& a) override;
  [[nodiscard]] endpoint where() const override;
  [[nodiscard]] run_identity who() const override;
  [[nodiscard]] bool renews() const override { return opens_->asks() != nullptr; }

 private:
  enum class step : std::uint8_t { token, versions, organization, complete };

  org_login(std::unique_ptr<token_source> opens, std::vector<api_version> wanted);
  [[nodiscard]] std::optional<error> take_token(std::string_view payload);
  [[nodiscard]] std::optional<error> take_versions(std::string_view payload);
  [[nodiscard]] std::optional<error> take_organization(std::string_view payload);
  [[nodiscard]] std::optional<error> settle_organization(const std::string& found);
  [[nodiscard]] error refusal(const answer& a) const;

  std::unique_ptr<token_source> opens_;
  std::vector<api_version> wanted_;
  std::unique_ptr<question> versions_;
  std::unique_ptr<question> organization_;
  step step_ = step::versions;
  std::optional<api_version> version_;
  std::string organization_id_;
  std::uint32_t generation_ = 0;
};

}  // namespace sluice
