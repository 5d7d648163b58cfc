// A disk of a given size, which fills up, grows, and can be made read-only. It is a tmpfs that only this process and
// its children see; so it takes root's rights, which a build machine mostly has.
#pragma once

#include "tests/e2e/program/process.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace sluice::e2e {

class small_disk {
 public:
  /// Nothing where the system allows no mounting; the reason is told as a message of the test.
  [[nodiscard]] static std::unique_ptr<small_disk> make(std::size_t kilobytes);
  ~small_disk();
  small_disk(const small_disk&) = delete;
  small_disk& operator=(const small_disk&) = delete;

  void resize(std::size_t kilobytes);
  void make_read_only(bool read_only);
  [[nodiscard]] std::string operator/(const std::string& name) const { return folder_ / name; }

 private:
  small_disk() = default;
  [[nodiscard]] std::string place() const { return folder_ / "."; }

  temporary_folder folder_;
  std::size_t kilobytes_ = 0;
};

}  // namespace sluice::e2e
