// Tells texts apart that differ by accident (not by malice): length and 64-bit FNV-1a, the constants as in RFC 9923.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/core.h>

namespace sluice {

class fingerprint {
 public:
  void add(std::string_view bytes) {
    size_ += bytes.size();
    for (const char c : bytes) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  [[nodiscard]] std::string text() const { return fmt::format("{:x}-{:016x}", size_, hash_); }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
  std::uint64_t size_ = 0;
};

}  // namespace sluice
