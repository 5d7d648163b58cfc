// Every question that Sluice can ask of an org: the one place where a new part is named. Owns the questions; the
// questionnaires that it makes hold plain pointers to them, so it must outlive the run.
#pragma once

#include "protocol/question.hpp"

#include <memory>
#include <vector>

namespace sluice {

/// What a run wants, by the options of the command line.
struct wanted_parts {
  bool describe = true;     ///< not under --fetch=none
  bool automation = false;  ///< --with-automation
  bool stats = false;       ///< --with-stats
};

class part_list {
 public:
  part_list();

  [[nodiscard]] questionnaire make(const wanted_parts& wanted) const;

 private:
  struct listed {
    std::unique_ptr<part> asked;
    bool wanted_parts::*when;
  };
  std::unique_ptr<survey> objects_;
  std::unique_ptr<survey> counts_;
  std::vector<listed> parts_;  ///< in the order in which they are asked
};

}  // namespace sluice
