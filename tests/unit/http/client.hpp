// What every test of the transport needs: a transport, and a result to wait for.
#pragma once

#include "http/curl_transport.hpp"

#include <future>
#include <memory>
#include <string>
#include <utility>

namespace sluice::http_test {

inline std::unique_ptr<curl_transport> transport_with(curl_options options = {}) {
  return curl_transport::make(std::move(options)).value();
}

inline std::future<http_result> ask(http_transport& transport, http_request wanted) {
  auto promise = std::make_shared<std::promise<http_result>>();
  auto future = promise->get_future();
  transport.start(std::move(wanted), [promise](http_result made) { promise->set_value(std::move(made)); });
  return future;
}

inline http_result get(http_transport& transport, std::string url) {
  http_request wanted;
  wanted.url = std::move(url);
  return ask(transport, std::move(wanted)).get();
}

}  // namespace sluice::http_test
