// Room in the byte window, held for as long as somebody holds what fills it. A reply's lease is split over its answers
// and travels with each of them to the durable ack; wherever the last holder lets go (the librarian after the commit,
// the composer for a reply that nobody stores, a fetcher that dies), the room is given back, exactly once.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

namespace sluice {

class byte_lease {
 public:
  using release = std::function<void(std::size_t bytes)>;

  byte_lease() = default;
  byte_lease(std::size_t bytes, release give_back) : held_(std::make_shared<holding>(bytes, std::move(give_back))) {}

  [[nodiscard]] std::size_t bytes() const { return held_ ? held_->bytes : 0; }

 private:
  struct holding {
    holding(std::size_t n, release r) : bytes(n), give_back(std::move(r)) {}
    holding(const holding&) = delete;
    holding& operator=(const holding&) = delete;
    ~holding() { give_back(bytes); }
    std::size_t bytes;
    release give_back;
  };
  std::shared_ptr<const holding> held_;
};

}  // namespace sluice
