// What an end of a transfer means in the words of protocol/http.hpp: one table of curl's codes, and before it the few
// codes that need their circumstances.
#pragma once

#include "protocol/http.hpp"

#include <string_view>

#include <curl/curl.h>

namespace sluice {

struct curl_end {
  CURLcode code = CURLE_OK;
  bool over_limit = false;   ///< our own callbacks stopped it, for its size
  bool connected = false;    ///< the connection stood (TLS and proxy included) and the request could be sent
  int os_error = 0;          ///< errno of the failed connect, 0 where there is none
  long proxy_status = 0;     ///< the proxy's answer to CONNECT, 0 where there is none
  std::string_view words{};  ///< curl's error buffer
};

http_failure failure_of(const curl_end& end);

}  // namespace sluice
