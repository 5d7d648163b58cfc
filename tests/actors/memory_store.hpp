// A store in memory. It says what was written in which transaction, and it can be made to fail.
#pragma once

#include "protocol/store.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sluice::actors_test {

/// Used by one actor at a time; read by the test when the run is over.
class memory_store : public store {
 public:
  using place = std::pair<std::string, std::string>;  // object, part

  explicit memory_store(std::vector<std::string> parts = {}) : kinds_(std::move(parts)) {}

  result<opened_run> open_run(const run_identity&, resume_mode mode) override {
    if (mode == resume_mode::fresh) parts_.clear();
    std::erase_if(parts_, [](const auto& p) { return p.second.content.missing == gap::failed; });
    if (broken == "open") return failure();
    return opened_run{.run_id = "1", .as_of = "2024-05-01", .resumed = mode != resume_mode::fresh};
  }
  result<void> plan(std::span<const object_name> objects) override {
    if (broken == "plan") return failure();
    planned_.assign(objects.begin(), objects.end());
    return {};
  }
  result<std::vector<object_name>> complete() override {
    std::vector<object_name> all;
    for (const object_name& o : planned_) {
      bool whole = !kinds_.empty();
      for (const std::string& kind : kinds_) whole = whole && parts_.contains({o.str(), kind});
      if (whole) all.push_back(o);
    }
    return all;
  }
  result<void> put(std::span<const stored_part> parts) override {
    if (broken == "put") return failure();
    puts.push_back(parts.size());
    for (const stored_part& p : parts) {
      ++written[{p.object.str(), p.part.str()}];
      parts_[{p.object.str(), p.part.str()}] = p;
    }
    return {};
  }
  result<std::vector<stored_part>> recall(const object_name& object) override {
    if (broken == "recall") return failure();
    std::vector<stored_part> found;
    for (auto it = parts_.lower_bound({object.str(), {}}); it != parts_.end() && it->first.first == object.str();
         ++it) {
      found.push_back(it->second);
    }
    return found;
  }
  result<published_files> publish() override {
    if (broken == "publish") return failure();
    ++published;
    return published_files{.objects = planned_.size(), .bytes = 0};
  }

  /// Object and part -> payload, or the gap's reason.
  [[nodiscard]] std::map<place, std::string> contents() const {
    std::map<place, std::string> all;
    for (const auto& [where, p] : parts_)
      all[where] = p.content.missing ? "gap: " + p.content.reason : p.content.payload;
    return all;
  }
  [[nodiscard]] const stored_part* find(const std::string& object, const std::string& part) const {
    const auto it = parts_.find({object, part});
    return it == parts_.end() ? nullptr : &it->second;
  }
  void have(stored_part p) {
    place where{p.object.str(), p.part.str()};
    parts_[std::move(where)] = std::move(p);
  }

  std::string broken;             ///< the operation that fails from now on
  std::vector<std::size_t> puts;  ///< parts in each transaction
  std::map<place, int> written;   ///< how often each part was
  std::size_t published = 0;

 private:
  static error failure() { return {.code = exit_code::could_not_go_on, .what = "No space left on device"}; }

  std::vector<std::string> kinds_;
  std::vector<object_name> planned_;
  std::map<place, stored_part> parts_;
};

}  // namespace sluice::actors_test
