#include "salesforce/jwt_assertion.hpp"

#include <cstdlib>
#include <jwt.h>
#include <memory>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace sluice {
namespace {

using token_ptr = std::unique_ptr<jwt_t, decltype(&jwt_free)>;
using text_ptr = std::unique_ptr<char, decltype(&std::free)>;

error bad_key(std::string what) {
  return {.code = exit_code::bad_usage,
          .what = std::move(what),
          .about = "the JWT key",
          .kept = {},
          .remedy = "name a file with an RSA private key in PEM form, without a passphrase"};
}

/// OpenSSL would ask for a passphrase on the terminal, where nobody sits.
int no_passphrase(char*, int, int, void*) {
  return -1;
}

bool is_rsa_key(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                       &BIO_free);
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      PEM_read_bio_PrivateKey(text.get(), nullptr, &no_passphrase, nullptr), &EVP_PKEY_free);
  return key && EVP_PKEY_base_id(key.get()) == EVP_PKEY_RSA;
}

}  // namespace

result<std::string> sign_rs256(const jwt_claims& claims, const std::string& private_key) {
  if (!is_rsa_key(private_key)) return bad_key("is no RSA private key that can be used");
  jwt_t* made = nullptr;
  if (jwt_new(&made) != 0) return bad_key("a JWT can't be made");
  const token_ptr token(made, &jwt_free);
  const auto* key = reinterpret_cast<const unsigned char*>(private_key.data());
  const bool complete = jwt_add_grant(made, "iss", claims.issuer.c_str()) == 0 &&
                        jwt_add_grant(made, "sub", claims.subject.c_str()) == 0 &&
                        jwt_add_grant(made, "aud", claims.audience.c_str()) == 0 &&
                        jwt_add_grant_int(made, "exp", claims.expires.time_since_epoch().count()) == 0 &&
                        jwt_set_alg(made, JWT_ALG_RS256, key, static_cast<int>(private_key.size())) == 0;
  const text_ptr text(complete ? jwt_encode_str(made) : nullptr, &std::free);
  if (!text) return bad_key("signs nothing");
  return std::string(text.get());
}

}  // namespace sluice
