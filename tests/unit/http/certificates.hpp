// Certificates made at test time, and a file for those that a client shall trust.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/ssl/context.hpp>

namespace sluice::http_test {

struct identity {
  std::string certificate;  ///< PEM, signed by itself
  std::string key;          ///< PEM
};

/// `names` as OpenSSL's subjectAltName takes them: "IP:127.0.0.1", "DNS:org.invalid".
identity make_identity(const std::string& names);

std::unique_ptr<boost::asio::ssl::context> server_context(const identity& who);

/// A file that is gone with its object.
class temporary_file {
 public:
  explicit temporary_file(std::string_view content);
  ~temporary_file();
  temporary_file(const temporary_file&) = delete;
  temporary_file& operator=(const temporary_file&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace sluice::http_test
