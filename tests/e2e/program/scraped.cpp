#include "tests/e2e/program/scraped.hpp"

#include "http/curl_transport.hpp"
#include "tests/e2e/program/org.hpp"

#include <future>
#include <sstream>
#include <utility>

namespace sluice::e2e {

std::string fetched(const std::string& url) {
  auto transport = curl_transport::make({});
  std::promise<http_result> answer;
  (*transport)->start({.url = url}, [&](http_result r) { answer.set_value(std::move(r)); });
  const http_result got = answer.get_future().get();
  return got.status == 200 ? *got.body : std::string();
}

std::string metrics_address(const process& harvest, const std::string& log_file) {
  const std::string before = "metrics on ";
  while (harvest.running()) {
    const std::string log = text_of(log_file);
    const auto at = log.find(before);
    const auto end = log.find("/metrics", at);
    if (at == std::string::npos || end == std::string::npos) continue;
    return log.substr(at + before.size(), end - at - before.size()) + "/metrics";
  }
  return {};
}

std::map<std::string, std::string> samples_in(const std::string& text) {
  std::map<std::string, std::string> samples;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    const auto space = line.rfind(' ');
    if (!line.starts_with('#') && space != std::string::npos) samples[line.substr(0, space)] = line.substr(space + 1);
  }
  return samples;
}

}  // namespace sluice::e2e
