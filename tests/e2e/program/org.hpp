// An orgsim in a process of its own, and what it tells of itself.
#pragma once

#include "tests/e2e/program/process.hpp"

#include <string>
#include <vector>

#include <boost/json/value.hpp>

namespace sluice::e2e {

class org {
 public:
  explicit org(std::vector<std::string> arguments, const std::string& port = "0");

  [[nodiscard]] const std::string& url() const { return url_; }
  /// For another org in its place: describes hold the address that they came from.
  [[nodiscard]] std::string port() const { return url_.substr(url_.rfind(':') + 1); }
  [[nodiscard]] const std::string& token() const { return token_; }
  /// A harvest of it into the folder; `more` arguments behind.
  [[nodiscard]] std::vector<std::string> harvest(const std::string& folder, std::vector<std::string> more = {}) const;
  [[nodiscard]] environment with_token() const { return {{"SLUICE_ACCESS_TOKEN", token_}}; }

  [[nodiscard]] boost::json::value stats() const { return ask("/__orgsim/stats"); }
  [[nodiscard]] boost::json::value truth() const { return ask("/__orgsim/truth"); }

 private:
  [[nodiscard]] boost::json::value ask(const std::string& path) const;

  process process_;
  std::string url_;
  std::string token_;
};

/// The parsed text of a file.
[[nodiscard]] boost::json::value json_of(const std::string& file);
[[nodiscard]] std::string text_of(const std::string& file);
/// Writes the file and gives its name back.
std::string written(const std::string& file, const std::string& text);

}  // namespace sluice::e2e
