#include "orgsim/login/key_pair.hpp"

#include <memory>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace sluice::orgsim {

namespace {

struct deleter {
  void operator()(BIO* p) const { BIO_free(p); }
  void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
};

std::string text_of(BIO* written) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(written, &data);
  return {data, static_cast<std::size_t>(size)};
}

}  // namespace

std::optional<key_pair> make_rsa_keys() {
  constexpr unsigned int bits = 2048;
  const std::unique_ptr<EVP_PKEY, deleter> key(EVP_RSA_gen(bits));
  const std::unique_ptr<BIO, deleter> secret(BIO_new(BIO_s_mem()));
  const std::unique_ptr<BIO, deleter> open(BIO_new(BIO_s_mem()));
  if (!key || !secret || !open) return std::nullopt;
  if (PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
      PEM_write_bio_PUBKEY(open.get(), key.get()) != 1)
    return std::nullopt;
  return key_pair{text_of(secret.get()), text_of(open.get())};
}

}  // namespace sluice::orgsim
