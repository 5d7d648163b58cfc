#include "metrics/exposer.hpp"

#include <charconv>
#include <cstddef>
#include <exception>
#include <thread>
#include <utility>

#include <prometheus/collectable.h>
#include <prometheus/exposer.h>

namespace sluice {

namespace {
constexpr std::size_t threads = 2;
constexpr std::uint16_t ports_tried = 100;

error cannot_listen(const listen_address& at, const std::string& why) {
  return {.code = exit_code::bad_usage,
          .what = "cannot serve metrics there: " + why,
          .about = at.host + ":" + std::to_string(at.port),
          .remedy = "name a free address with --metrics-listen, or say off"};
}
}  // namespace

result<listen_address> read_listen_address(const std::string& text) {
  listen_address at;
  const auto colon = text.rfind(':');
  const char* const end = text.data() + text.size();
  if (colon != std::string::npos && colon > 0 && text.find(':') == colon) {
    const auto read = std::from_chars(text.data() + colon + 1, end, at.port);
    at.host = text.substr(0, colon);
    if (read.ec == std::errc() && read.ptr == end) return at;
  }
  return error{.code = exit_code::bad_usage,
               .what = text + " is not HOST:PORT, HOST being a name or an IPv4 address",
               .about = "--metrics-listen",
               .remedy = "say 127.0.0.1:9464, for example, or off"};
}

struct exposer::collectable : prometheus::Collectable {
  explicit collectable(collector c) : collect(std::move(c)) {}
  std::vector<prometheus::MetricFamily> Collect() const override { return collect(); }
  collector collect;
};

exposer::exposer(listen_address address, std::unique_ptr<prometheus::Exposer> server, collector collect)
    : address_(std::move(address)),
      collectable_(std::make_shared<collectable>(std::move(collect))),
      server_(std::move(server)) {
  server_->RegisterCollectable(collectable_);
}

// The server takes up to two seconds to notice its end, which nobody should wait for.
exposer::~exposer() {
  server_->RemoveCollectable(collectable_);
  std::thread([server = std::move(server_)]() mutable { server.reset(); }).detach();
}

result<std::unique_ptr<exposer>> exposer::open(const listen_address& address, collector collect) {
  try {
    auto server = std::make_unique<prometheus::Exposer>(address.host + ":" + std::to_string(address.port), threads);
    listen_address got = address;
    const auto ports = server->GetListeningPorts();
    if (!ports.empty()) got.port = static_cast<std::uint16_t>(ports.front());
    return std::unique_ptr<exposer>(new exposer(std::move(got), std::move(server), std::move(collect)));
  } catch (const std::exception&) {  // its words only say that it failed
    return cannot_listen(address, "the port is taken, or the address is none of this machine's");
  }
}

result<std::unique_ptr<exposer>> exposer::open_from(listen_address address, const collector& collect) {
  auto opened = open(address, collect);
  for (std::uint16_t tried = 1; !opened && tried < ports_tried; ++tried) {
    ++address.port;
    opened = open(address, collect);
  }
  return opened;
}

}  // namespace sluice
