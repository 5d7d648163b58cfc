#include "tests/unit/http/certificates.hpp"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace sluice::http_test {
namespace {

template <auto Free>
struct freed_by {
  template <class T>
  void operator()(T* thing) const noexcept {
    Free(thing);
  }
};
using certificate_ptr = std::unique_ptr<X509, freed_by<&X509_free>>;
using key_ptr = std::unique_ptr<EVP_PKEY, freed_by<&EVP_PKEY_free>>;
using bio_ptr = std::unique_ptr<BIO, freed_by<&BIO_free_all>>;

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

void extend(X509* certificate, int what, const char* value) {
  X509_EXTENSION* made = X509V3_EXT_conf_nid(nullptr, nullptr, what, value);
  if (made == nullptr) throw std::runtime_error("no such certificate extension");
  X509_add_ext(certificate, made, -1);
  X509_EXTENSION_free(made);
}

}  // namespace

identity make_identity(const std::string& names) {
  const key_ptr key(EVP_EC_gen("P-256"));
  const certificate_ptr made(X509_new());
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
  X509_set_pubkey(made.get(), key.get());
  X509_NAME* name = X509_get_subject_name(made.get());
  const unsigned char common[] = "made for a test";
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0);
  X509_set_issuer_name(made.get(), name);
  extend(made.get(), NID_subject_alt_name, names.c_str());
  extend(made.get(), NID_basic_constraints, "critical,CA:TRUE");
  if (X509_sign(made.get(), key.get(), EVP_sha256()) == 0) throw std::runtime_error("cannot sign a certificate");

  const bio_ptr certificate_text(BIO_new(BIO_s_mem()));
  const bio_ptr key_text(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(certificate_text.get(), made.get());
  PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return {text_of(certificate_text.get()), text_of(key_text.get())};
}

std::unique_ptr<boost::asio::ssl::context> server_context(const identity& who) {
  auto made = std::make_unique<boost::asio::ssl::context>(boost::asio::ssl::context::tls_server);
  made->use_certificate_chain(boost::asio::buffer(who.certificate));
  made->use_private_key(boost::asio::buffer(who.key), boost::asio::ssl::context::pem);
  return made;
}

temporary_file::temporary_file(std::string_view content) {
  path_ = (std::filesystem::temp_directory_path() / "sluice-http-XXXXXX").string();
  const int file = ::mkstemp(path_.data());
  if (file < 0 || ::write(file, content.data(), content.size()) != static_cast<ssize_t>(content.size()))
    throw std::runtime_error("cannot write a temporary file");
  ::close(file);
}

temporary_file::~temporary_file() {
  ::unlink(path_.c_str());
}

}  // namespace sluice::http_test
