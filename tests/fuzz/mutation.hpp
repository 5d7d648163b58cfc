// Small changes to an input, drawn from a seed: what a short run without a fuzzing engine tries.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace sluice::fuzz {

class mutation {
 public:
  mutation(std::vector<std::string> seeds, std::uint64_t seed) : seeds_(std::move(seeds)), random_(seed) {}

  // One of the seeds, changed in one to eight places.
  std::string next() {
    std::string text = seeds_[below(seeds_.size())];
    for (std::size_t i = 1 + below(8); i > 0; --i) change(text);
    return text;
  }

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

  void change(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const std::string& other = seeds_[below(seeds_.size())];
    switch (below(6)) {
      case 0:
        text.insert(at, 1, static_cast<char>(below(256)));
        break;
      case 1:
        text.erase(at, 1 + below(4));
        break;
      case 2:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
        break;
      case 3:
        text.insert(at, other.substr(below(other.size() + 1), below(24)));
        break;
      case 4:
        text = text.substr(0, at) + other.substr(below(other.size() + 1));
        break;
      default:
        text.insert(at, text.substr(at, below(16)));
        break;
    }
  }

  std::vector<std::string> seeds_;
  std::mt19937_64 random_;
};

}  // namespace sluice::fuzz
