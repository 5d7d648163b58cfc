#include "orgsim/login/login_options.hpp"

#include "orgsim/answers/json_text.hpp"
#include "orgsim/login/assertion.hpp"
#include "orgsim/login/key_pair.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace sluice::orgsim {

namespace {

std::optional<login_fault> settle(std::string& value, const std::string& file) {
  if (file.empty()) return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  if (!in) return login_fault{file + ": can not be read"};
  value.assign(std::istreambuf_iterator<char>(in), {});
  while (value.ends_with('\n') || value.ends_with('\r')) value.pop_back();
  if (value.empty()) return login_fault{file + ": is empty"};
  return std::nullopt;
}

std::optional<login_fault> settle_key(prepared_login& p, const login_options& wanted) {
  std::string pem;
  if (auto fault = settle(pem, wanted.jwt_public_key_file)) return fault;
  if (pem.empty() && wanted.credentials_file.empty()) return std::nullopt;
  if (pem.empty()) {
    auto made = make_rsa_keys();
    if (!made) return login_fault{"a key for JWT logins can not be made"};
    p.jwt_private_key = std::move(made->private_pem);
    pem = std::move(made->public_pem);
  }
  p.given.jwt_public_key = public_key_of(pem + "\n");
  if (p.given.jwt_public_key) return std::nullopt;
  return login_fault{wanted.jwt_public_key_file + ": holds no RSA public key or certificate in PEM form"};
}

}  // namespace

boost::system::result<prepared_login, login_fault> prepare_login(const login_options& wanted, std::uint64_t seed) {
  prepared_login p{made_up_credentials(seed), {}};
  if (!wanted.client_id.empty()) p.given.client_id = wanted.client_id;
  p.given.rules = {wanted.token_lifetime, wanted.rotate_refresh_tokens};
  for (auto& [value, file] : {std::pair{&p.given.client_secret, &wanted.client_secret_file},
                              std::pair{&p.given.refresh_token, &wanted.refresh_token_file},
                              std::pair{&p.given.password, &wanted.password_file}})
    if (auto fault = settle(*value, *file)) return std::move(*fault);
  if (auto fault = settle_key(p, wanted)) return std::move(*fault);
  return p;
}

std::optional<login_fault> write_credentials(const std::string& file, const std::string& url,
                                             const prepared_login& prepared, const login_desk& desk) {
  const credentials& known = desk.known();
  std::string text;
  json_text json(text);
  json.begin_object().member("instance_url", url).member("login_url", url).member("access_token", desk.token());
  json.member("username", known.username).member("password", known.password);
  json.member("client_id", known.client_id).member("client_secret", known.client_secret);
  json.member("refresh_token", known.refresh_token);
  json.member("sfdx_auth_url", "force://" + known.client_id + ":" + known.client_secret + ":" + known.refresh_token +
                                   "@" + url.substr(url.find("//") + 2));
  if (!prepared.jwt_private_key.empty()) json.member("jwt_private_key", prepared.jwt_private_key);
  json.key("users").begin_list();
  for (const auto& [name, token] : desk.standing_tokens())
    json.begin_object().member("username", name).member("access_token", token).end_object();
  json.end_list().end_object();
  text += '\n';
  ::unlink(file.c_str());  // an older one could be readable for others
  const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const bool written = out >= 0 && ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const int why = errno;
  const bool closed = out < 0 || ::close(out) == 0;
  if (written && closed) return std::nullopt;
  return login_fault{file + ": the credentials can not be written there: " + std::strerror(why)};
}

}  // namespace sluice::orgsim
