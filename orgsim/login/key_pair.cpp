#include "orgsim/login/key_pair.hpp"

#include "orgsim/http/openssl_owned.hpp"

#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace sluice::orgsim {

std::optional<key_pair> make_rsa_keys() {
  constexpr unsigned int bits = 2048;
  const owned<EVP_PKEY> key(EVP_RSA_gen(bits));
  const owned<BIO> secret(BIO_new(BIO_s_mem()));
  const owned<BIO> open(BIO_new(BIO_s_mem()));
  if (!key || !secret || !open) return std::nullopt;
  if (PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
      PEM_write_bio_PUBKEY(open.get(), key.get()) != 1)
    return std::nullopt;
  return key_pair{text_of(secret.get()), text_of(open.get())};
}

}  // namespace sluice::orgsim
