#include "salesforce/org_login.hpp"

#include "salesforce/json_text.hpp"
#include "salesforce/login_questions.hpp"
#include "salesforce/query_page.hpp"

#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace sluice {

result<std::unique_ptr<org_login>> org_login::make(std::unique_ptr<token_source> opens,
                                                   const std::vector<std::string>& api_versions) {
  std::vector<api_version> wanted;
  for (const auto& each : api_versions) {
    const auto version = read_api_version(each);
    if (!version) {
      return error{.code = exit_code::bad_usage,
                   .what = "not an API version",
                   .about = each,
                   .kept = {},
                   .remedy = "write it as 62.0"};
    }
    wanted.push_back(*version);
  }
  return std::unique_ptr<org_login>(new org_login(std::move(opens), std::move(wanted)));
}

org_login::org_login(std::unique_ptr<token_source> opens, std::vector<api_version> wanted)
    : opens_(std::move(opens)),
      wanted_(std::move(wanted)),
      versions_(make_versions_question()),
      organization_(make_organization_question()) {}

void org_login::begin() {
  ++generation_;
  if (opens_->asks() != nullptr) {
    step_ = step::token;
  } else {
    step_ = version_ ? step::organization : step::versions;
  }
}

const question* org_login::next() {
  switch (step_) {
    case step::token:
      return opens_->asks();
    case step::versions:
      return versions_.get();
    case step::organization:
      return organization_.get();
    case step::complete:
      return nullptr;
  }
  return nullptr;
}

std::optional<error> org_login::heard(const answer& a) {
  if (a.missing) return refusal(a);
  if (step_ == step::token) return take_token(a.payload);
  return step_ == step::versions ? take_versions(a.payload) : take_organization(a.payload);
}

endpoint org_login::where() const {
  const access& a = opens_->has();
  const std::string base = a.instance_url + "/services/data/";
  return {version_ ? base + "v" + version_->str() + "/" : base, a.token, generation_};
}

run_identity org_login::who() const {
  return {.organization_id = organization_id_,
          .instance_url = opens_->has().instance_url,
          .user = opens_->has().user,
          .api_version = version_ ? version_->str() : std::string{}};
}

std::optional<error> org_login::take_token(std::string_view payload) {
  if (auto refused = opens_->take(payload)) return refused;
  const std::string& told = opens_->has().organization_id;
  // A session that is renewed for the same organisation needs no other proof.
  if (!organization_id_.empty() && !told.empty()) return settle_organization(told);
  step_ = version_ ? step::organization : step::versions;
  return std::nullopt;
}

std::optional<error> org_login::take_versions(std::string_view payload) {
  const auto list = parse_json(payload);
  std::vector<api_version> offered;
  if (list && list->is_array()) {
    for (const auto& each : list->get_array()) {
      const auto* text = each.if_string();
      const auto version = text == nullptr ? std::nullopt : read_api_version({text->data(), text->size()});
      if (version) offered.push_back(*version);
    }
  }
  auto chosen = choose_version(wanted_, offered);
  if (!chosen) {
    error none = chosen.error();
    none.about = opens_->has().instance_url;
    return none;
  }
  version_ = *chosen;
  step_ = step::organization;
  return std::nullopt;
}

std::optional<error> org_login::take_organization(std::string_view payload) {
  const auto told = parse_json(payload);
  const auto* row = told ? told->if_object() : nullptr;
  const auto* id = row == nullptr ? nullptr : text_member(*row, "Id");
  if (id == nullptr) {
    return refusal(answer::without(gap::failed, "no organisation's id"));
  }
  return settle_organization({id->data(), id->size()});
}

std::optional<error> org_login::settle_organization(const std::string& found) {
  if (!organization_id_.empty() && organization_id_ != found) {
    return error{.code = exit_code::login_refused,
                 .what = "the org became another one, " + found + " instead of " + organization_id_,
                 .about = opens_->has().instance_url,
                 .kept = {},
                 .remedy = "check the address and the token"};
  }
  organization_id_ = found;
  step_ = step::complete;
  return std::nullopt;
}

error org_login::refusal(const answer& a) const {
  const auto why = a.reason.empty() ? std::string{} : ": " + opens_->hidden(a.reason);
  error e{.code = exit_code::out_of_reach, .what = {}, .about = opens_->has().instance_url, .kept = {}, .remedy = {}};
  // The OAuth endpoint tells whatever is wrong with a login as a 400.
  const bool refused = a.missing == gap::denied || (step_ == step::token && a.missing == gap::unsupported);
  if (refused) {
    e.code = exit_code::login_refused;
    e.what = (step_ == step::token ? "the org refused the login" : "the org refused the access token") + why;
    e.remedy = opens_->remedy();
  } else {
    e.what = "the org can't be asked" + why;
    e.remedy = a.reason.find("certificate") == std::string::npos
                   ? "check the address, the network and a proxy's settings, then run again"
                   : "check the address, and name the authority of its certificate with --ca-file if it is right";
  }
  return e;
}

}  // namespace sluice
