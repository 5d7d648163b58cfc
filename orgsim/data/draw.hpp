// Reproducible draws: every made-up value of the org comes from a draw named by (seed, object, part), so that any
// piece of data can be computed again, alone and in any order, and nothing has to be stored.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <string_view>

namespace sluice::orgsim {

// FNV-1a, for naming draws by text; stable across runs and machines, unlike std::hash.
constexpr std::uint64_t hash_text(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  return hash;
}

// splitmix64's finalizer.
constexpr std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 30U;
  x *= 0xbf58476d1ce4e5b9U;
  x ^= x >> 27U;
  x *= 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

class draw {
 public:
  template <class... Keys>
  explicit constexpr draw(std::uint64_t seed, Keys... keys) : state_(mix(seed + step)) {
    (absorb(keys), ...);
  }

  constexpr std::uint64_t next() {
    state_ += step;
    return mix(state_);
  }
  // In [0, 1).
  constexpr double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  // In [0, bound); bound must not be 0. The bias of a plain remainder does not matter for bounds this small.
  constexpr std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  constexpr bool chance(double probability) { return unit() < probability; }
  // Standard normal, by Box and Muller.
  double normal() {
    const double u = 1.0 - unit();
    const double v = unit();
    return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * v);
  }
  template <class Range>
  constexpr const auto& pick(const Range& range) {
    return range[static_cast<std::size_t>(below(std::size(range)))];
  }

 private:
  static constexpr std::uint64_t step = 0x9e3779b97f4a7c15U;
  constexpr void absorb(std::uint64_t key) { state_ = mix(state_ ^ (key + step)); }
  constexpr void absorb(std::string_view key) { absorb(hash_text(key)); }
  constexpr void absorb(const char* key) { absorb(hash_text(key)); }

  std::uint64_t state_;
};

}  // namespace sluice::orgsim
