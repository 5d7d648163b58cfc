// An org and what its clients log in with, keys and all, made for one test.
#pragma once

#include "orgsim/login/key_pair.hpp"
#include "tests/unit/orgsim/loopback_client.hpp"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <jwt.h>
#include <optional>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

#include <boost/json/parse.hpp>

namespace orgsim_test {

inline std::string escaped(const std::string& text) {
  return encoded(text);
}

inline std::string jwt_form(const std::string& assertion) {
  return "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + assertion;
}

struct answer {
  int status = 0;
  std::string usage;
  boost::json::value body;

  std::string access_token() const { return std::string(body.at("access_token").as_string()); }
};

struct claims {
  std::string audience, subject, issuer;  // empty: as they should be
  long expires_in_s = 120;
  jwt_alg_t algorithm = JWT_ALG_RS256;
  bool another_key = false;
};

class login_scene {
 public:
  explicit login_scene(sluice::orgsim::options wanted = {}) {
    static std::atomic<int> made = 0;
    file_ = std::filesystem::temp_directory_path() /
            ("orgsim-login-" + std::to_string(::getpid()) + "-" + std::to_string(++made) + ".json");
    wanted.objects = 5;
    wanted.login.credentials_file = file_.string();
    server_ = started(std::move(wanted));
    client_.emplace(*server_);
    std::ifstream in(file_);
    known_ = boost::json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
  }
  ~login_scene() { std::filesystem::remove(file_); }
  login_scene(const login_scene&) = delete;
  login_scene& operator=(const login_scene&) = delete;

  std::string text(const char* name) const { return std::string(known_.at(name).as_string()); }
  std::string client_id() const { return text("client_id"); }
  const std::filesystem::path& credentials_file() const { return file_; }

  std::string assertion(const claims& c) const {
    const std::string key = c.another_key ? sluice::orgsim::make_rsa_keys()->private_pem : text("jwt_private_key");
    jwt_t* token = nullptr;
    jwt_new(&token);
    jwt_add_grant(token, "iss", (c.issuer.empty() ? client_id() : c.issuer).c_str());
    jwt_add_grant(token, "sub", (c.subject.empty() ? text("username") : c.subject).c_str());
    jwt_add_grant(token, "aud", (c.audience.empty() ? server_->url() : c.audience).c_str());
    jwt_add_grant_int(token, "exp", std::time(nullptr) + c.expires_in_s);
    if (c.algorithm != JWT_ALG_NONE)
      jwt_set_alg(token, c.algorithm, reinterpret_cast<const unsigned char*>(key.data()), static_cast<int>(key.size()));
    char* encoded_token = jwt_encode_str(token);
    std::string all(encoded_token);
    std::free(encoded_token);
    jwt_free(token);
    return all;
  }

  answer token(const std::string& form) { return post("/services/oauth2/token", form); }
  answer post(const std::string& target, const std::string& form) {
    http::request<http::string_body> r(http::verb::post, target, 11);
    r.set(http::field::host, "localhost");
    r.set(http::field::content_type, "application/x-www-form-urlencoded");
    r.body() = form;
    return ask(std::move(r));
  }
  answer get(const std::string& target, const std::string& token) {
    http::request<http::string_body> r(http::verb::get, target, 11);
    r.set(http::field::host, "localhost");
    r.set(http::field::authorization, "Bearer " + token);
    return ask(std::move(r));
  }

 private:
  answer ask(http::request<http::string_body> r) {
    client_->send(std::move(r));
    const response got = client_->receive();
    boost::json::error_code no_json;
    return {static_cast<int>(got.result_int()), std::string(got["Sforce-Limit-Info"]),
            boost::json::parse(got.body(), no_json)};
  }

  std::filesystem::path file_;
  std::unique_ptr<sluice::orgsim::server> server_;
  std::optional<client> client_;
  boost::json::value known_;
};

}  // namespace orgsim_test
