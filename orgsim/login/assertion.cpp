#include "orgsim/login/assertion.hpp"

#include "orgsim/http/openssl_owned.hpp"

#include <algorithm>
#include <jwt.h>
#include <memory>

#include <openssl/pem.h>

namespace sluice::orgsim {

namespace {

struct free_jwt {
  void operator()(jwt_t* p) const { jwt_free(p); }
};

std::string grant(jwt_t* token, const char* name) {
  const char* text = jwt_get_grant(token, name);
  return text == nullptr ? std::string() : std::string(text);
}

owned<BIO> reading(const std::string& text) {
  return owned<BIO>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

}  // namespace

boost::system::result<assertion_claims, login_refusal> check_assertion(const std::string& text,
                                                                       const std::string& public_key_pem,
                                                                       std::span<const std::string> audiences,
                                                                       wall_time now) {
  const auto* key = reinterpret_cast<const unsigned char*>(public_key_pem.data());
  jwt_t* decoded = nullptr;
  const int failed = jwt_decode(&decoded, text.c_str(), key, static_cast<int>(public_key_pem.size()));
  const std::unique_ptr<jwt_t, free_jwt> token(decoded);
  // A token that names another algorithm could pass the public key off as a shared secret.
  if (failed != 0 || !token || jwt_get_alg(token.get()) != JWT_ALG_RS256)
    return login_refusal{"invalid_grant", "invalid assertion"};
  const auto expires = std::chrono::sys_seconds(std::chrono::seconds(jwt_get_grant_int(token.get(), "exp")));
  if (expires <= now) return login_refusal{"invalid_grant", "expired authorization code"};
  std::string audience = grant(token.get(), "aud");
  while (audience.ends_with('/')) audience.pop_back();
  if (std::find(audiences.begin(), audiences.end(), audience) == audiences.end())
    return login_refusal{"invalid_grant", "audience is invalid"};
  return assertion_claims{grant(token.get(), "iss"), grant(token.get(), "sub")};
}

std::optional<std::string> public_key_of(const std::string& pem) {
  const owned<BIO> as_certificate = reading(pem);
  const owned<X509> certificate(PEM_read_bio_X509(as_certificate.get(), nullptr, nullptr, nullptr));
  const owned<BIO> as_key = reading(pem);
  const owned<EVP_PKEY> key(certificate ? X509_get_pubkey(certificate.get())
                                        : PEM_read_bio_PUBKEY(as_key.get(), nullptr, nullptr, nullptr));
  if (!key || EVP_PKEY_base_id(key.get()) != EVP_PKEY_RSA) return std::nullopt;
  const owned<BIO> out(BIO_new(BIO_s_mem()));
  if (!out || PEM_write_bio_PUBKEY(out.get(), key.get()) != 1) return std::nullopt;
  return text_of(out.get());
}

}  // namespace sluice::orgsim
