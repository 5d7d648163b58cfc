// Another transport, with somebody who is told of each call once it is out.
#pragma once

#include "protocol/http.hpp"

#include <functional>
#include <utility>

namespace sluice::real_test {

class watched_transport : public http_transport {
 public:
  /// The other transport outlives this one.
  watched_transport(http_transport& other, std::function<void(const http_request&)> while_out)
      : other_(other), while_out_(std::move(while_out)) {}

  void start(http_request request, answer on_end) override {
    const http_request told = request;
    other_.start(std::move(request), std::move(on_end));
    while_out_(told);
  }
  void cancel_all() override { other_.cancel_all(); }

 private:
  http_transport& other_;
  const std::function<void(const http_request&)> while_out_;
};

}  // namespace sluice::real_test
