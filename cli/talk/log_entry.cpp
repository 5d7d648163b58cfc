#include "cli/talk/log_entry.hpp"

#include "metrics/utc.hpp"

#include <array>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace sluice {

namespace {

constexpr std::array<std::string_view, 4> level_words{"debug", "info", "warning", "error"};

std::int64_t milliseconds(duration d) {
  return std::chrono::round<std::chrono::milliseconds>(d).count();
}

}  // namespace

std::string json_line(log_level level, const log_entry& entry, std::chrono::system_clock::time_point at) {
  boost::json::object line{{"time", utc_to_the_millisecond(at)},
                           {"level", level_words[static_cast<std::size_t>(level)]},
                           {"msg", entry.msg}};
  if (!entry.object.empty()) line["object"] = entry.object;
  if (!entry.part.empty()) line["part"] = entry.part;
  if (!entry.code.empty()) line["code"] = entry.code;
  if (entry.attempt) line["attempt"] = *entry.attempt;
  if (entry.wait) line["wait_ms"] = milliseconds(*entry.wait);
  if (entry.took) line["duration_ms"] = milliseconds(*entry.took);
  return boost::json::serialize(line);
}

}  // namespace sluice
