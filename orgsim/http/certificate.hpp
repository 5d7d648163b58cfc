// Certificates for localhost and 127.0.0.1, made at start: self-signed, so that each is its own authority.
#pragma once

#include <optional>
#include <string>

#include <boost/asio/ssl/context.hpp>
#include <boost/system/result.hpp>

namespace sluice::orgsim {

// Both as PEM.
struct made_certificate {
  std::string certificate;
  std::string key;
};
struct certificate_fault {
  std::string message;  // one line
};

boost::system::result<made_certificate, certificate_fault> make_self_signed();

// Puts key and certificate into the context.
std::optional<certificate_fault> install(boost::asio::ssl::context& context, const made_certificate& made);

// From now on a client must show a certificate that an authority in this PEM file signed.
std::optional<certificate_fault> require_client_certificates(boost::asio::ssl::context& context,
                                                             const std::string& authority_file);

}  // namespace sluice::orgsim
