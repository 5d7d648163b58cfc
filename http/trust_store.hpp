// The certificates that a server's must lead to: the machine's own (OpenSSL's default places, so SSL_CERT_FILE and
// SSL_CERT_DIR count) and those of one PEM file. Loaded once and shared by every connection; curl by itself would read
// the whole bundle again for each. For one thread at a time.
#pragma once

#include "protocol/error.hpp"

#include <memory>
#include <string>

#include <openssl/x509.h>

namespace sluice {

struct free_x509_store {
  void operator()(X509_STORE* store) const noexcept { X509_STORE_free(store); }
};
using trust_store = std::unique_ptr<X509_STORE, free_x509_store>;

/// With bad_usage where `ca_file` is named and cannot be read or holds no certificate.
result<trust_store> load_trust_store(const std::string& ca_file);

}  // namespace sluice
