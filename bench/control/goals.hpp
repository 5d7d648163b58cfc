// The goals that the law was set, class by class, against the rows of a table: the figure reached, and the rows that
// miss. Shares and figures are medians of a row's seeds unless a goal speaks of the worst seed.
#pragma once

#include "bench/control/table.hpp"

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::bench {

enum class bound : std::uint8_t { at_least, at_most };

struct judged_goal {
  std::string_view cls;
  std::string_view what;
  bound is = bound::at_least;
  double limit = 0;
  double reached = 0;  ///< of the row that is furthest from the goal, where the goal is for each row
  struct miss {
    std::string row;
    double figure = 0;
  };
  std::vector<miss> misses;  ///< the furthest first; none where the goal is for the class as a whole

  [[nodiscard]] bool met() const { return is == bound::at_least ? reached >= limit : reached <= limit; }
};

/// Those that the rows can tell of.
[[nodiscard]] std::vector<judged_goal> judge_goals(const std::vector<row>& rows);
void print_goals(std::ostream& out, const std::vector<judged_goal>& goals);

/// A row on which a rival that overdrives nothing there is ahead of the first law by more than it may be.
struct behind {
  std::string row;
  std::string_view rival;
  double ours = 0;
  double its = 0;
};
/// The furthest of each row.
[[nodiscard]] std::vector<behind> rows_behind(const std::vector<measured_law>& laws);
void print_behind(std::ostream& out, const std::vector<behind>& rows);

}  // namespace sluice::bench
