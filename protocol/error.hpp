// What every failure that a user may see carries, and the exit codes of the contract. A failure is a value: `result<T>`
// is boost::system::result with this error.
#pragma once

#include <stdexcept>
#include <string>

#include <boost/system/result.hpp>

namespace sluice {

/// How a run ends, as scripts see it.
enum class exit_code : int {
  all_done = 0,
  could_not_go_on = 1,
  bad_usage = 2,
  some_parts_failed = 3,
  login_refused = 4,
  out_of_reach = 5,
  limit_reached = 75,
  interrupted = 130,
  terminated = 143,
};

/// One failure, told so that a tired person can act on it. Only `what` is always there.
struct error {
  exit_code code = exit_code::could_not_go_on;
  std::string what;    ///< what happened: "cannot write library.db: No space left on device"
  std::string about;   ///< to which object, file or address
  std::string kept;    ///< what is safe: "1,200 finished objects are in the store"
  std::string remedy;  ///< what to do: "free some space, then run again with --resume"

  /// All of it on one line, in that order.
  [[nodiscard]] std::string line() const {
    std::string text = about.empty() ? what : about + ": " + what;
    if (!kept.empty()) text += "; " + kept;
    if (!remedy.empty()) text += "; " + remedy;
    return text;
  }
};

/// Asked of a result that holds an error: a broken invariant of ours, since every result is looked at first.
[[noreturn]] inline void throw_exception_from_error(const error& e, const boost::source_location&) {
  throw std::logic_error(e.line());
}

template <class T>
using result = boost::system::result<T, error>;

}  // namespace sluice
