// A profile file for one test, gone when the test is.
#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace orgsim_test {

class scratch_profile {
 public:
  explicit scratch_profile(const std::string& text) {
    static std::atomic<int> made = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("sluice-profile-" + std::to_string(::getpid()) + "-" + std::to_string(++made) + ".toml");
    std::ofstream(path_) << text;
  }
  ~scratch_profile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  scratch_profile(const scratch_profile&) = delete;
  scratch_profile& operator=(const scratch_profile&) = delete;

  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace orgsim_test
