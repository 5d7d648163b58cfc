// Describe bodies that were asked for before, plain and packed, as many as fit into a bound of bytes; the one that was
// used longest ago goes first.
#pragma once

#include "orgsim/http/message.hpp"

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>

namespace sluice::orgsim {

class body_cache {
 public:
  explicit body_cache(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  shared_text find(const std::string& key) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return found->second->body;
  }

  void add(const std::string& key, shared_text body) {
    if (body->size() > bytes_max_ || entries_.contains(key)) return;
    bytes_ += body->size();
    order_.push_front({key, std::move(body)});
    entries_.emplace(key, order_.begin());
    while (bytes_ > bytes_max_) {
      bytes_ -= order_.back().body->size();
      entries_.erase(order_.back().key);
      order_.pop_back();
    }
  }

 private:
  struct entry {
    std::string key;
    shared_text body;
  };
  std::size_t bytes_max_;
  std::size_t bytes_ = 0;
  std::list<entry> order_;
  std::unordered_map<std::string, std::list<entry>::iterator> entries_;
};

}  // namespace sluice::orgsim
