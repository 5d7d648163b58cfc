// The rules on the real tree: every source file below the root but what is built or fetched.
#include "tests/house/arrows.hpp"
#include "tests/house/habits.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace fs = std::filesystem;
using namespace sluice::house;

namespace {

struct source {
  std::string path;
  std::string text;
};

bool is_source(const fs::path& file) {
  const auto ending = file.extension();
  return ending == ".cpp" || ending == ".hpp" || ending == ".h";
}

bool is_ours(const fs::path& folder) {
  const auto name = folder.filename().string();
  return name != "build" && name != "node_modules" && !name.starts_with('.');
}

std::vector<source> read_tree(const fs::path& root) {
  std::vector<source> sources;
  for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator(); ++it) {
    if (it->is_directory() && !is_ours(it->path())) it.disable_recursion_pending();
    if (!it->is_regular_file() || !is_source(it->path())) continue;
    std::ifstream in(it->path(), std::ios::binary);
    sources.push_back({fs::relative(it->path(), root).generic_string(), {std::istreambuf_iterator<char>(in), {}}});
  }
  std::ranges::sort(sources, {}, &source::path);
  return sources;
}

const std::vector<source>& tree() {
  static const auto sources = read_tree(SLUICE_SOURCE_FOLDER);
  return sources;
}

void report(const std::vector<finding>& found) {
  for (const auto& f : found) FAIL_CHECK(f.text());
}

}  // namespace

TEST_SUITE("tree") {
  TEST_CASE("the tree is found") {
    const auto has = [](std::string_view path) { return std::ranges::count(tree(), path, &source::path) == 1; };
    CHECK(has("tests/house/tree_test.cpp"));
    CHECK(has("protocol/http.hpp"));
  }

  TEST_CASE("no source includes what its folder must not know") {
    for (const auto& s : tree()) report(broken_arrows(s.path, s.text));
  }

  TEST_CASE("every source keeps the habits of the house") {
    for (const auto& s : tree()) report(broken_habits(s.path, s.text));
  }
}
