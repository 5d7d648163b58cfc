// Answers of real orgs, where the shared recordings are at hand.
#include "salesforce/login_questions.hpp"
#include "salesforce/parts/describe.hpp"
#include "salesforce/parts/object_list_survey.hpp"
#include "salesforce/parts/record_counts.hpp"
#include "salesforce/rest_classifier.hpp"
#include "tests/unit/salesforce/replies.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/json.hpp>
#include <doctest/doctest.h>

using namespace sluice;
using namespace sluice::testing;
namespace json = boost::json;

namespace {

const std::filesystem::path folder = std::filesystem::path(SLUICE_SHARED_DATA) / "recordings";

bool at_hand() {
  const bool there = std::filesystem::is_directory(folder);
  if (!there) MESSAGE("no recordings in " << folder.string() << ": nothing is tested against them");
  return there;
}

/// The recordings of a family's file, as replies.
std::vector<http_result> recorded(const std::filesystem::path& file) {
  std::ifstream in(file);
  const auto whole = json::parse(std::string(std::istreambuf_iterator<char>(in), {})).as_object();
  json::array entries;
  if (const auto* many = whole.if_contains("recordings")) {
    entries = many->as_array();
  } else {
    entries.push_back(whole);
  }
  std::vector<http_result> replies;
  for (const auto& each : entries) {
    const auto& entry = each.as_object();
    const auto* body = entry.if_contains("body");
    const auto* status = entry.if_contains("status");
    const bool is_text = body != nullptr && body->is_string();
    const auto text = is_text ? std::string(body->get_string()) : body == nullptr ? "" : json::serialize(*body);
    replies.push_back(
        reply(status == nullptr || !status->is_int64() ? 200 : static_cast<int>(status->as_int64()), text));
    if (const auto* headers = entry.if_contains("headers")) {
      for (const auto& [key, value] : headers->as_object()) {
        if (value.is_string()) replies.back().headers.emplace_back(key, value.get_string());
      }
    }
  }
  return replies;
}

std::vector<std::filesystem::path> family(const std::string& prefix) {
  std::vector<std::filesystem::path> files;
  for (const auto& each : std::filesystem::directory_iterator(folder)) {
    if (each.path().filename().string().starts_with(prefix)) files.push_back(each.path());
  }
  return files;
}

}  // namespace

TEST_CASE("recorded describes are read, each as its own object's alone") {
  if (!at_hand()) return;
  const auto p = make_describe();
  const auto files = family("describe-");
  CHECK(files.size() >= 30);
  for (const auto& file : files) {
    CAPTURE(file.string());
    for (const auto& page : recorded(file)) {
      const auto name = std::string(json::parse(*page.body).as_object().at("name").as_string());
      CHECK(why_refused(*p, objects({name}), page).empty());
      CHECK_FALSE(why_refused(*p, objects({name + "2"}), page).empty());
    }
  }
}

TEST_CASE("recorded object lists are read whole and in order") {
  if (!at_hand()) return;
  const auto s = make_object_list();
  for (const auto& file : family("describeGlobal-")) {
    CAPTURE(file.string());
    for (const auto& page : recorded(file)) {
      const auto body = json::parse(*page.body).as_object();
      std::vector<object_name> names;
      for (const auto& each : body.at("sobjects").as_array())
        names.emplace_back(std::string(each.at("name").as_string()));
      const auto answers = answers_to(*s, objects({"-"}), *page.body);
      REQUIRE(answers.size() == 1);
      const auto data = s->open(answers[0].payload);
      CHECK(dynamic_cast<const object_list&>(*data).objects() == names);
    }
  }
}

TEST_CASE("recorded counts and versions are read") {
  if (!at_hand()) return;
  const auto counts = make_record_counts();
  for (const auto& page : recorded(folder / "limits-recordCount.json")) {
    CHECK(why_refused(*counts, objects({"-"}), page).empty());
  }
  const auto versions = make_versions_question();
  for (const auto& page : recorded(folder / "services-data-versions.json")) {
    CHECK(why_refused(*versions, objects({"-"}), page).empty());
  }
}

TEST_CASE("recorded errors are never taken for answers, and their codes are told") {
  if (!at_hand()) return;
  const rest_classifier classifier;
  const auto p = make_describe();
  std::size_t refusals = 0;
  for (const auto& file : family("error")) {
    CAPTURE(file.string());
    for (const auto& page : recorded(file)) {
      CAPTURE(*page.body);
      CHECK_FALSE(why_refused(*p, objects({"Account"}), page).empty());
      if (page.status == 200) continue;
      const auto end = classifier.classify(page);
      CHECK(end.cls != outcome_class::ok);
      const auto body = json::parse(*page.body == "" ? "null" : page.body->front() == '[' ? *page.body : "null");
      if (body.is_array()) CHECK(end.code == std::string(body.as_array().at(0).at("errorCode").as_string()));
      ++refusals;
    }
  }
  CHECK(refusals > 80);
}

TEST_CASE("recorded usage headers are levels") {
  if (!at_hand()) return;
  const rest_classifier classifier;
  for (const auto& file : family("describe-")) {
    for (const auto& page : recorded(file)) {
      const auto* header = find_header(page.headers, "Sforce-Limit-Info");
      if (header != nullptr) CHECK(classifier.classify(page).usage.has_value());
    }
  }
}
