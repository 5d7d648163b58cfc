// What was learnt of an org, kept from run to run: one file an org in the user's state folder. It is a help and no
// more: whatever is wrong with it is one line to say, and the run goes on without.
//
// Several runs may read and write at once: each finds a whole file, since it is replaced by a rename, and adds to what
// it finds at its end; of two that end in the same moment one's may be lost, which the next run learns again.
#pragma once

#include "cli/history/org_knowledge.hpp"
#include "protocol/error.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace sluice {

/// In `folder`; safe as a name whatever stands in `org`, and as readable as that allows.
[[nodiscard]] std::filesystem::path history_file(const std::filesystem::path& folder, std::string_view org);

class org_history {
 public:
  /// `org` tells orgs apart: its address.
  org_history(const std::filesystem::path& folder, std::string org);

  struct reading {
    org_knowledge known;
    std::string trouble;      ///< why the file was left aside; empty where it was not, or is not there
    bool replaceable = true;  ///< false: not ours, or out of reach
  };
  [[nodiscard]] reading read(std::chrono::sys_days today) const;

  /// Makes the folder (0700) where there is none; the file is the user's alone (0600). A file that is not replaceable
  /// stays as it is. After an error so does any other.
  [[nodiscard]] result<void> keep(const known_limits& seen, std::chrono::sys_days today) const;

 private:
  std::filesystem::path file_;
  std::string org_;
};

}  // namespace sluice
