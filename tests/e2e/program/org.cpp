#include "tests/e2e/program/org.hpp"

#include "http/curl_transport.hpp"

#include <fstream>
#include <future>
#include <iterator>
#include <stdexcept>

#include <boost/json/parse.hpp>

namespace sluice::e2e {

namespace {

std::vector<std::string> orgsim(std::vector<std::string> arguments, const std::string& port) {
  arguments.insert(arguments.begin(), {"orgsim", "--port", port});
  return arguments;
}

}  // namespace

org::org(std::vector<std::string> arguments, const std::string& port) : process_(orgsim(std::move(arguments), port)) {
  const std::string ready = process_.line();
  const std::string before_url = "orgsim ready on ";
  const std::string before_token = ", token ";
  const auto token = ready.find(before_token);
  if (!ready.starts_with(before_url) || token == std::string::npos) throw std::runtime_error("orgsim said: " + ready);
  url_ = ready.substr(before_url.size(), token - before_url.size());
  token_ = ready.substr(token + before_token.size());
}

std::vector<std::string> org::harvest(const std::string& folder, std::vector<std::string> more) const {
  more.insert(more.begin(), {"harvest", "--instance-url", url_, "-o", folder, "--progress", "none"});
  return more;
}

boost::json::value org::ask(const std::string& path) const {
  auto transport = curl_transport::make({});
  std::promise<http_result> answer;
  (*transport)->start({.url = url_ + path}, [&](http_result r) { answer.set_value(std::move(r)); });
  const http_result r = answer.get_future().get();
  if (r.status != 200) throw std::runtime_error(path + ": " + std::to_string(r.status) + " " + r.detail);
  return boost::json::parse(*r.body);
}

std::string text_of(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string written(const std::string& file, const std::string& text) {
  std::ofstream(file) << text;
  return file;
}

boost::json::value json_of(const std::string& file) {
  return boost::json::parse(text_of(file));
}

}  // namespace sluice::e2e
