// A fuzz target without a fuzzing engine: asks it every file of a corpus folder, then COUNT mutations of them, the same
// ones every time. PROGRAM FOLDER COUNT. A crash is the failure; the input that caused it is in the file that is named.
#include "tests/fuzz/mutation.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fs = std::filesystem;

namespace {

// Written before it is asked: after a crash it tells what was asked last.
void ask(const std::string& input, const fs::path& last) {
  std::ofstream(last, std::ios::binary) << input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

std::vector<std::string> read_folder(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<std::string> texts;
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return texts;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: " << argv[0] << " FOLDER COUNT\n";
    return 2;
  }
  const std::vector<std::string> seeds = read_folder(argv[1]);
  if (seeds.empty()) {
    std::cerr << argv[1] << ": holds no seeds\n";
    return 2;
  }
  const fs::path last = fs::path(argv[0]).string() + ".last-input";
  for (const std::string& seed : seeds) ask(seed, last);
  sluice::fuzz::mutation mutations(seeds, 1);
  const long count = std::strtol(argv[2], nullptr, 10);
  for (long i = 0; i < count; ++i) ask(mutations.next(), last);
  fs::remove(last);
  std::cout << seeds.size() << " seeds and " << count << " mutations asked\n";
  return 0;
}
