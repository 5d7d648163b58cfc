// A certificate for localhost and 127.0.0.1, made at start; its key never leaves this process's memory.
#pragma once

#include <string>

#include <boost/asio/ssl/context.hpp>
#include <boost/system/result.hpp>

namespace sluice::orgsim {

struct certificate_pem {
  std::string text;
};
struct certificate_fault {
  std::string message;
};

// Puts key and certificate into the context and returns the certificate as PEM; an error is one line of OpenSSL's.
boost::system::result<certificate_pem, certificate_fault> install_self_signed(boost::asio::ssl::context& context);

}  // namespace sluice::orgsim
