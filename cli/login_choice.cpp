#include "cli/login_choice.hpp"

#include "cli/sf_cli.hpp"
#include "library/fingerprint.hpp"
#include "salesforce/given_token.hpp"
#include "salesforce/oauth_token.hpp"
#include "salesforce/trimmed.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace sluice {

namespace {

/// Host, and port where the URL names one, in small letters.
std::string address_of(std::string url) {
  if (const auto scheme = url.find("://"); scheme != std::string::npos) url.erase(0, scheme + 3);
  url.resize(std::min(url.find('/'), url.size()));
  std::ranges::transform(url, url.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return url;
}

std::string host_of(const std::string& url) {
  const std::string address = address_of(url);
  return address.substr(0, address.find(':'));
}

/// A secret of a few thousand bytes; a bigger file is something else.
result<std::string> secret_in(const std::string& file, const std::string& flag) {
  constexpr std::size_t bytes_max = std::size_t{64} << 10;
  std::ifstream in(file, std::ios::binary);
  std::string text(bytes_max + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  const bool whole = in.eof() && text.size() <= bytes_max;
  if (!whole) {
    return error{.code = exit_code::bad_usage,
                 .what = text.empty() ? "can't be read" : "is too big for a secret",
                 .about = file,
                 .remedy = "name a readable file with " + flag};
  }
  const auto bare = trimmed(text);
  if (bare.empty()) {
    return error{.code = exit_code::bad_usage,
                 .what = "holds nothing",
                 .about = file,
                 .remedy = "name a file that holds the secret with " + flag};
  }
  return std::string(bare);
}

/// The variable's text, and then no longer in the environment: no child inherits it, and /proc shows blanks.
std::string take_from_environment(const char* name) {
  char* value = std::getenv(name);
  std::string text = value == nullptr ? "" : value;
  std::fill_n(value, text.size(), ' ');
  ::unsetenv(name);
  return text;
}

result<chosen_login> by_source(result<std::unique_ptr<token_source>> source, std::string org, std::string address,
                               const std::vector<std::string>& api_versions) {
  if (!source) return source.error();
  auto how = org_login::make(std::move(*source), api_versions);
  if (!how) return how.error();
  return chosen_login{.how = std::move(*how), .org = std::move(org), .address = std::move(address)};
}

result<chosen_login> by_address(const login_options& o) {
  std::string token;
  if (!o.access_token_file.empty()) {
    auto read = secret_in(o.access_token_file, "--access-token-file");
    if (!read) return read.error();
    token = std::move(*read);
  } else {
    token = take_from_environment("SLUICE_ACCESS_TOKEN");
  }
  if (trimmed(token).empty()) {
    return error{.code = exit_code::bad_usage,
                 .what = "there is no access token",
                 .remedy = "put it in SLUICE_ACCESS_TOKEN or in a file for --access-token-file"};
  }
  return bare_login(o.instance_url, token, o.api_versions);
}

result<chosen_login> by_sf_cli(const login_options& o, const std::string& alias) {
  auto session = ask_sf_cli({.program = o.sf_path, .alias = alias});
  if (!session) return session.error();
  return by_source(given_token::make(session->instance_url, session->access_token),
                   alias.empty() ? host_of(session->instance_url) : alias, address_of(session->instance_url),
                   o.api_versions);
}

result<oauth_grant> grant_of(const login_options& o, token_keeper& keeper) {
  std::string secret;
  if (!o.client_secret_file.empty()) {
    auto read = secret_in(o.client_secret_file, "--client-secret-file");
    if (!read) return read.error();
    secret = std::move(*read);
  }
  if (!o.jwt_key_file.empty()) {
    auto key = secret_in(o.jwt_key_file, "--jwt-key-file");
    if (!key) return key.error();
    return oauth_grant(jwt_bearer{.client_id = o.client_id, .username = o.username, .private_key = std::move(*key)});
  }
  if (!o.refresh_token_file.empty()) {
    const std::string home = o.token_state.empty() ? o.refresh_token_file : o.token_state;
    const bool has_state = !o.token_state.empty() && std::filesystem::exists(o.token_state);
    auto token =
        has_state ? secret_in(o.token_state, "--token-state") : secret_in(o.refresh_token_file, "--refresh-token-file");
    if (!token) return token.error();
    keeper.keep_in(home);
    return oauth_grant(refresh_token{.client_id = o.client_id, .client_secret = secret, .token = std::move(*token)});
  }
  if (secret.empty()) {
    return error{.code = exit_code::bad_usage,
                 .what = "--client-id alone opens nothing",
                 .remedy = "add --client-secret-file, or --jwt-key-file and --username, or --refresh-token-file"};
  }
  return oauth_grant(client_credentials{.client_id = o.client_id, .client_secret = std::move(secret)});
}

/// An org's own domain tells it; behind the hosts where all orgs log in, app and user do.
std::string address_behind(const login_options& o) {
  std::string address = address_of(o.login_url);
  if (address != "login.salesforce.com" && address != "test.salesforce.com") return address;
  const std::string& token = o.token_state.empty() ? o.refresh_token_file : o.token_state;
  fingerprint who;
  for (const std::string& part :
       {o.client_id, o.username, token.empty() ? token : std::filesystem::absolute(token).string()}) {
    who.add(part + "\n");
  }
  return address + "-" + who.text();
}

result<chosen_login> by_oauth(const login_options& o, token_keeper& keeper) {
  auto grant = grant_of(o, keeper);
  if (!grant) return grant.error();
  return by_source(
      make_oauth_token(
          {.login_url = o.login_url,
           .grant = std::move(*grant),
           .keep = [&keeper](const std::string& rotated) { keeper.keep(rotated); },
           .now = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }}),
      host_of(o.login_url), address_behind(o), o.api_versions);
}

}  // namespace

result<chosen_login> bare_login(const std::string& instance_url, const std::string& token,
                                const std::vector<std::string>& api_versions) {
  return by_source(given_token::make(instance_url, token), host_of(instance_url), address_of(instance_url),
                   api_versions);
}

result<chosen_login> choose_login(const login_options& o, token_keeper& keeper) {
  if (!o.instance_url.empty()) return by_address(o);
  if (!o.target_org.empty()) return by_sf_cli(o, o.target_org);
  if (!o.client_id.empty()) return by_oauth(o, keeper);
  const char* alias = std::getenv("SF_ORG_ALIAS");
  return by_sf_cli(o, alias == nullptr ? "" : alias);
}

}  // namespace sluice
