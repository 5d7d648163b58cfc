#include "orgsim/http/certificate.hpp"

#include "orgsim/http/openssl_owned.hpp"

#include <array>
#include <cstdint>

#include <boost/asio/buffer.hpp>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace sluice::orgsim {

namespace {

certificate_fault last_error(const char* what) {
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_get_error(), text.data(), text.size());
  return {std::string("TLS: ") + what + ": " + text.data()};
}

bool add_extension(X509* certificate, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, id, value));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool fill(X509* certificate, EVP_PKEY* key) {
  constexpr long day_s = 86400;
  std::uint64_t serial = 0;
  if (RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) != 1) return false;
  X509_NAME* name = X509_get_subject_name(certificate);
  const auto* common = reinterpret_cast<const unsigned char*>("orgsim on localhost");
  return X509_set_version(certificate, 2) == 1 &&
         ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1U) == 1 &&
         X509_gmtime_adj(X509_getm_notBefore(certificate), -day_s) != nullptr &&
         X509_gmtime_adj(X509_getm_notAfter(certificate), 30 * day_s) != nullptr &&
         X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0) == 1 &&
         X509_set_issuer_name(certificate, name) == 1 && X509_set_pubkey(certificate, key) == 1 &&
         add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE") &&
         add_extension(certificate, NID_subject_key_identifier, "hash") &&
         add_extension(certificate, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1") &&
         X509_sign(certificate, key, EVP_sha256()) > 0;
}

}  // namespace

boost::system::result<made_certificate, certificate_fault> make_self_signed() {
  const owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
  if (!key) return last_error("making a key");
  const owned<X509> certificate(X509_new());
  if (!certificate || !fill(certificate.get(), key.get())) return last_error("making a certificate");
  const owned<BIO> text(BIO_new(BIO_s_mem()));
  const owned<BIO> secret(BIO_new(BIO_s_mem()));
  if (!text || !secret || PEM_write_bio_X509(text.get(), certificate.get()) != 1 ||
      PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return last_error("writing the certificate");
  return made_certificate{text_of(text.get()), text_of(secret.get())};
}

std::optional<certificate_fault> install(boost::asio::ssl::context& context, const made_certificate& made) {
  namespace asio = boost::asio;
  boost::system::error_code error;
  context.use_certificate(asio::buffer(made.certificate), asio::ssl::context::pem, error);
  if (!error) context.use_private_key(asio::buffer(made.key), asio::ssl::context::pem, error);
  if (!error) return std::nullopt;
  return certificate_fault{"TLS: using the certificate: " + error.message()};
}

std::optional<certificate_fault> require_client_certificates(boost::asio::ssl::context& context,
                                                             const std::string& authority_file) {
  namespace ssl = boost::asio::ssl;
  boost::system::error_code error;
  context.load_verify_file(authority_file, error);
  if (!error) context.set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert, error);
  if (!error) return std::nullopt;
  return certificate_fault{authority_file + ": no certificates can be read there: " + error.message()};
}

}  // namespace sluice::orgsim
