// A question without an API: its calls name their objects, its answers echo them, pages and trouble are as told.
#pragma once

#include "control/call_ledger.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sluice::test {

/// Reads `pages` pages, then answers for each object by its name. A page that says "bad" is unreadable.
class echo_reader : public reply_reader {
 public:
  echo_reader(std::vector<object_name> objects, std::size_t pages) : objects_(std::move(objects)), left_(pages) {}

  page_verdict read(const http_result& page) override {
    if (*page.body == "bad") return unreadable{"not what was asked"};
    if (--left_ == 0) return last_page{};
    return next_page{{.url = "next"}};
  }
  std::vector<answer> answers() override {
    std::vector<answer> all;
    for (const object_name& o : objects_) all.push_back(answer::of(o.str()));
    return all;
  }

 private:
  std::vector<object_name> objects_;
  std::size_t left_;
};

class fake_question : public question {
 public:
  explicit fake_question(std::string kind, std::size_t set_max = 4, std::size_t pages = 1)
      : kind_(std::move(kind)), pages_(pages) {
    if (set_max > 1) forms_.push_back({.kind = form_kind::set_query, .objects_max = set_max});
    forms_.push_back({.kind = form_kind::single, .objects_max = 1});
  }

  [[nodiscard]] const call_kind& kind() const override { return kind_; }
  [[nodiscard]] std::span<const question_form> forms() const override { return forms_; }
  [[nodiscard]] http_request ask(form_kind, std::span<const object_name> objects) const override {
    std::string url;
    for (const object_name& o : objects) url += o.str() + ",";
    return {.url = url};
  }
  [[nodiscard]] std::unique_ptr<reply_reader> reader(form_kind, std::span<const object_name> objects) const override {
    return std::make_unique<echo_reader>(std::vector<object_name>(objects.begin(), objects.end()), pages_);
  }

 private:
  call_kind kind_;
  std::size_t pages_;
  std::vector<question_form> forms_;
};

inline http_result reply(const std::string& body) {
  return {.status = 200, .body = std::make_shared<const std::string>(body)};
}

inline outcome ends_as(outcome_class cls) {
  outcome o;
  o.cls = cls;
  return o;
}

}  // namespace sluice::test
