#include "http/trust_store.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

namespace sluice {
namespace {

error bad_ca_file(const std::string& file, std::string what) {
  return {exit_code::bad_usage, std::move(what), file, "",
          "name a file of PEM certificates (-----BEGIN CERTIFICATE-----) by --ca-file"};
}

}  // namespace

result<trust_store> load_trust_store(const std::string& ca_file) {
  trust_store store{X509_STORE_new()};
  if (!store) return error{exit_code::could_not_go_on, "no memory for certificates", "", "", ""};
  // A machine without roots of its own is no error here: --ca-file alone may do, and plain HTTP needs none.
  X509_STORE_set_default_paths(store.get());
  // As curl does: a certificate that is trusted by name needs no chain above it.
  X509_STORE_set_flags(store.get(), X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN);
  if (!ca_file.empty()) {
    errno = 0;
    std::ifstream in(ca_file, std::ios::binary);
    if (!in || in.peek() == std::ifstream::traits_type::eof()) {
      const int reason = errno;
      const std::string why = reason != 0 ? std::strerror(reason) : "it is empty";
      return bad_ca_file(ca_file, "cannot read the CA file: " + why);
    }
    if (X509_STORE_load_file(store.get(), ca_file.c_str()) != 1) {
      ERR_clear_error();
      return bad_ca_file(ca_file, "the CA file holds no certificate that can be read");
    }
  }
  ERR_clear_error();
  return store;
}

}  // namespace sluice
