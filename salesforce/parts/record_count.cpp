#include "salesforce/parts/record_count.hpp"

#include "salesforce/one_page.hpp"
#include "salesforce/parts/record_counts.hpp"
#include "salesforce/query_page.hpp"
#include "salesforce/requests.hpp"
#include "salesforce/sobject_facts.hpp"
#include "salesforce/soql.hpp"

#include <string>
#include <vector>

namespace sluice {
namespace {

class count_reader : public reply_reader {
 public:
  page_verdict read(const http_result& page) override {
    auto made = read_query_page(page, {});
    if (auto* bad = std::get_if<unreadable>(&made)) return std::move(*bad);
    const auto& counted = std::get<query_page>(made);
    if (!counted.next.empty() || !counted.records.empty()) return unreadable{"rows where a count belongs"};
    if (counted.total_size < -1) return unreadable{"a count below zero"};
    count_ = counted.total_size;
    return last_page{};
  }

  std::vector<answer> answers() override {
    if (count_ >= 0) return {answer::of(std::to_string(count_))};
    return {answer::without(gap::unsupported, "the org does not count this object (totalSize -1)")};
  }

 private:
  std::int64_t count_ = 0;
};

class record_count : public part {
 public:
  explicit record_count(const survey& counts) : counts_(counts) {}

  const call_kind& kind() const override { return kind_; }
  std::span<const question_form> forms() const override { return single_form_only(); }

  http_request ask(form_kind, std::span<const object_name> objects) const override {
    return query(query_api::data, "SELECT COUNT() FROM " + soql::from(objects.front().str()));
  }

  std::unique_ptr<reply_reader> reader(form_kind, std::span<const object_name>) const override {
    return std::make_unique<count_reader>();
  }

  std::optional<std::string> not_applicable(const object_facts* facts) const override {
    const auto* known = dynamic_cast<const sobject_facts*>(facts);
    if (known == nullptr || known->queryable().value_or(true)) return std::nullopt;
    return "the object can't be queried";
  }

  const survey* reads() const override { return &counts_; }

  std::optional<answer> from_survey(const survey_data& data, const object_name& object) const override {
    const auto* counts = dynamic_cast<const record_counts_data*>(&data);
    if (counts == nullptr) return std::nullopt;
    const auto count = counts->of(object);
    if (!count) return std::nullopt;
    return answer::of(std::to_string(*count));
  }

  bool is_stats() const override { return true; }

 private:
  call_kind kind_{"record_count"};
  const survey& counts_;
};

}  // namespace

std::unique_ptr<part> make_record_count(const survey& counts) {
  return std::make_unique<record_count>(counts);
}

}  // namespace sluice
