#include "salesforce/one_page.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace sluice {
namespace {

class one_page_reader : public reply_reader {
 public:
  explicit one_page_reader(page_rule rule) : rule_(std::move(rule)) {}

  page_verdict read(const http_result& page) override {
    if (page.failure != http_failure::none || page.status != 200 || !page.body) {
      return unreadable{"no answer: HTTP " + std::to_string(page.status)};
    }
    auto made = rule_(*page.body);
    if (auto* bad = std::get_if<unreadable>(&made)) return std::move(*bad);
    answer_ = std::get<answer>(std::move(made));
    return last_page{};
  }

  std::vector<answer> answers() override {
    std::vector<answer> one;
    one.push_back(std::move(answer_));
    return one;
  }

 private:
  page_rule rule_;
  answer answer_;
};

}  // namespace

std::unique_ptr<reply_reader> read_one_page(page_rule rule) {
  return std::make_unique<one_page_reader>(std::move(rule));
}

std::span<const question_form> single_form_only() {
  static constexpr std::array forms{question_form{form_kind::single, 1}};
  return forms;
}

}  // namespace sluice
