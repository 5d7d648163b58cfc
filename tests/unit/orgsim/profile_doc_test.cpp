// docs/orgsim.md against the reader of profiles.
#include "orgsim/behaviour/profile_file.hpp"
#include "orgsim/behaviour/profile_settings.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

using namespace sluice::orgsim;

namespace {

std::string documentation() {
  std::ifstream in(SLUICE_SOURCE_FOLDER "/docs/orgsim.md");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("every setting of a profile stands in the documentation, and every form of a fault") {
  const std::string text = documentation();
  REQUIRE_FALSE(text.empty());
  for (const std::string& name : profile_setting_names()) {
    INFO(name);
    CHECK(text.find("`" + name + "`") != std::string::npos);
  }
  for (const std::string_view form : words_of<fault_form>) {
    INFO(form);
    CHECK(text.find("`" + std::string(form) + "`") != std::string::npos);
  }
}
