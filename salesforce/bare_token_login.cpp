#include "salesforce/bare_token_login.hpp"

#include "salesforce/instance_address.hpp"
#include "salesforce/json_text.hpp"
#include "salesforce/login_questions.hpp"
#include "salesforce/query_page.hpp"
#include "salesforce/trimmed.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace sluice {
namespace {

/// Anything else could end the header that the token travels in.
bool fits_a_header(std::string_view token) {
  return !token.empty() && std::ranges::all_of(token, [](char c) { return c > ' ' && c < '\x7f'; });
}

error bad_usage(std::string what, std::string about, std::string remedy) {
  return {.code = exit_code::bad_usage,
          .what = std::move(what),
          .about = std::move(about),
          .kept = {},
          .remedy = std::move(remedy)};
}

}  // namespace

result<std::unique_ptr<bare_token_login>> bare_token_login::make(const bare_token& options) {
  auto instance = instance_address(trimmed(options.instance_url));
  if (!instance) return instance.error();
  const auto token = trimmed(options.token);
  if (!fits_a_header(token)) {
    return bad_usage(token.empty() ? "the access token is empty" : "the access token has blanks or foreign characters",
                     *instance, "give one token and nothing else");
  }
  std::vector<api_version> wanted;
  for (const auto& each : options.api_versions) {
    const auto version = read_api_version(each);
    if (!version) return bad_usage("not an API version", each, "write it as 62.0");
    wanted.push_back(*version);
  }
  return std::unique_ptr<bare_token_login>(
      new bare_token_login(std::move(*instance), std::string(token), std::move(wanted)));
}

bare_token_login::bare_token_login(std::string instance, std::string token, std::vector<api_version> wanted)
    : instance_(std::move(instance)),
      token_(std::move(token)),
      wanted_(std::move(wanted)),
      versions_(make_versions_question()),
      organization_(make_organization_question()) {}

void bare_token_login::begin() {
  ++generation_;
  step_ = version_ ? step::organization : step::versions;
}

const question* bare_token_login::next() {
  switch (step_) {
    case step::versions:
      return versions_.get();
    case step::organization:
      return organization_.get();
    case step::complete:
      return nullptr;
  }
  return nullptr;
}

std::optional<error> bare_token_login::heard(const answer& a) {
  if (a.missing) return refusal(a);
  return step_ == step::versions ? take_versions(a.payload) : take_organization(a.payload);
}

endpoint bare_token_login::where() const {
  const std::string base = instance_ + "/services/data/";
  return {version_ ? base + "v" + version_->str() + "/" : base, token_, generation_};
}

run_identity bare_token_login::who() const {
  return {.organization_id = organization_id_,
          .instance_url = instance_,
          .user = {},
          .api_version = version_ ? version_->str() : std::string{}};
}

std::optional<error> bare_token_login::take_versions(std::string_view payload) {
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
    none.about = instance_;
    return none;
  }
  version_ = *chosen;
  step_ = step::organization;
  return std::nullopt;
}

std::optional<error> bare_token_login::take_organization(std::string_view payload) {
  const auto told = parse_json(payload);
  const auto* row = told ? told->if_object() : nullptr;
  const auto* id = row == nullptr ? nullptr : text_member(*row, "Id");
  if (id == nullptr) {
    return refusal(answer::without(gap::failed, "no organisation's id"));
  }
  const std::string found(id->data(), id->size());
  if (!organization_id_.empty() && organization_id_ != found) {
    return error{.code = exit_code::login_refused,
                 .what = "the org became another one, " + found + " instead of " + organization_id_,
                 .about = instance_,
                 .kept = {},
                 .remedy = "check the address and the token"};
  }
  organization_id_ = found;
  step_ = step::complete;
  return std::nullopt;
}

error bare_token_login::refusal(const answer& a) const {
  const auto why = a.reason.empty() ? std::string{} : ": " + without_token(a.reason);
  error e{.code = exit_code::out_of_reach, .what = {}, .about = instance_, .kept = {}, .remedy = {}};
  if (a.missing == gap::denied) {
    e.code = exit_code::login_refused;
    e.what = "the org refused the access token" + why;
    e.remedy =
        "get a new token (sf org auth show-access-token), and check that it belongs to this address and its user "
        "may use the API";
  } else {
    e.what = "the org can't be asked" + why;
    e.remedy = "check the address, the network and a proxy's settings, then run again";
  }
  return e;
}

std::string bare_token_login::without_token(std::string text) const {
  constexpr std::string_view instead = "[token]";
  for (auto at = text.find(token_); at != std::string::npos; at = text.find(token_, at + instead.size())) {
    text.replace(at, token_.size(), instead);
  }
  return text;
}

}  // namespace sluice
