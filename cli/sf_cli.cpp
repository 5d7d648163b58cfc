#include "cli/sf_cli.hpp"

#include "cli/child_process.hpp"
#include "salesforce/json_text.hpp"

#include <array>
#include <chrono>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace sluice {

namespace {

namespace json = boost::json;

constexpr auto time_out = std::chrono::seconds(60);

error refused_by_sf(const sf_question& asked, const json::object& told) {
  const std::string_view name = text_in(told, "name");
  const std::string words(text_in(told, "message"));
  const std::string about = asked.alias.empty() ? "the sf CLI's default org" : asked.alias;
  constexpr std::array unknown_org{"NamedOrgNotFoundError", "NoDefaultEnvError", "NoOrgFound"};
  for (const std::string_view each : unknown_org) {
    if (name != each) continue;
    return {.code = exit_code::bad_usage,
            .what = "the sf CLI knows no such org: " + words,
            .about = about,
            .remedy = "see `sf org list` and name one with --target-org, or give --instance-url with a token"};
  }
  return {.code = exit_code::login_refused,
          .what = "the sf CLI gives no session: " + (words.empty() ? std::string("no reason told") : words),
          .about = about,
          .remedy = "log in with `sf org login web`, then run again"};
}

result<json::object> answer_of(const sf_question& asked, std::vector<std::string> words) {
  words.insert(words.begin(), asked.program);
  if (!asked.alias.empty()) words.insert(words.end(), {"--target-org", asked.alias});
  words.emplace_back("--json");
  auto end = run_child(words, time_out);
  if (!end) {
    error e = end.error();
    e.what = "the sf CLI can't be asked: " + e.what;
    e.remedy = "install it or name it with --sf-path, or give --instance-url with a token";
    return e;
  }
  const auto told = parse_json(end->out);
  if (!told || !told->is_object()) return refused_by_sf(asked, {{"message", "its answer is no JSON"}});
  const auto* outcome = told->get_object().if_contains("result");
  if (end->exit_code != 0 || outcome == nullptr || !outcome->is_object())
    return refused_by_sf(asked, told->get_object());
  return outcome->get_object();
}

}  // namespace

result<sf_session> ask_sf_cli(const sf_question& asked) {
  const auto shown = answer_of(asked, {"org", "display"});
  if (!shown) return shown.error();
  sf_session session{.instance_url = std::string(text_in(*shown, "instanceUrl")),
                     .access_token = std::string(text_in(*shown, "accessToken"))};
  if (session.access_token.empty() || session.access_token.starts_with("[REDACTED]")) {
    const auto token = answer_of(asked, {"org", "auth", "show-access-token"});
    if (!token) return token.error();
    session.access_token = text_in(*token, "accessToken");
  }
  return session;
}

}  // namespace sluice
