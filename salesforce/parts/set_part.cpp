#include "salesforce/parts/set_part.hpp"

#include "salesforce/api_name.hpp"
#include "salesforce/query_page.hpp"
#include "salesforce/soql.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <unordered_map>
#include <utility>
#include <vector>

#include <boost/json/monotonic_resource.hpp>

namespace sluice {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_other_clause = 200;
static_assert(set_part::objects_max <= soql::names_per_list(longest_other_clause));

/// No set has so many rows (45 objects of 800 fields in 5,000 permission sets would need 90,000 pages).
constexpr std::size_t pages_max = 100'000;

class set_reader : public reply_reader {
 public:
  set_reader(const set_statement& statement, std::span<const object_name> objects, std::unique_ptr<set_fold> fold)
      : statement_(statement), objects_(objects.size()), fold_(std::move(fold)) {
    for (std::size_t i = 0; i < objects.size(); ++i) places_[folded(objects[i].str())].push_back(i);
  }

  page_verdict read(const http_result& page) override {
    json::monotonic_resource memory;
    auto made = read_query_page(page, &memory);
    if (auto* bad = std::get_if<unreadable>(&made)) return std::move(*bad);
    const auto& rows = std::get<query_page>(made);
    for (const auto& row : rows.records) {
      if (auto why = take(row)) return unreadable{std::move(*why)};
    }
    return what_follows(rows.next);
  }

  std::vector<answer> answers() override {
    std::vector<answer> all;
    all.reserve(objects_);
    for (std::size_t i = 0; i < objects_; ++i) all.push_back(answer::of(fold_->payload(i)));
    return all;
  }

 private:
  std::optional<std::string> take(const json::value& value) {
    const auto* row = value.if_object();
    if (row == nullptr) return "a row that is no object";
    const auto* type = text_member(*row, "attributes.type");
    if (type != nullptr && !same_api_name({type->data(), type->size()}, statement_.from)) {
      return "a row of " + std::string(type->data(), type->size()) + " among those of " + std::string(statement_.from);
    }
    const auto* name = text_member(*row, statement_.object);
    if (name == nullptr) return "a row that names no object";
    const auto found = places_.find(folded({name->data(), name->size()}));
    if (found == places_.end()) return "a row of an object not asked: " + std::string(name->data(), name->size());
    for (const std::size_t place : found->second) {
      if (auto why = fold_->add(place, *row)) return why;
    }
    return std::nullopt;
  }

  page_verdict what_follows(const std::string& next) {
    if (next.empty()) return last_page{};
    if (next == asked_next_) return unreadable{"a page that names the same page as the one before"};
    if (++pages_ >= pages_max) return unreadable{"pages without end"};
    asked_next_ = next;
    return next_page{get(next)};
  }

  set_statement statement_;
  std::size_t objects_;
  std::unique_ptr<set_fold> fold_;
  std::unordered_map<std::string, std::vector<std::size_t>> places_;  ///< the same name may be asked in two spellings
  std::string asked_next_;
  std::size_t pages_ = 0;
};

}  // namespace

set_part::set_part(call_kind kind, const set_statement& statement) : kind_(std::move(kind)), statement_(statement) {
  assert(statement.object.size() + statement.condition.size() < longest_other_clause - 20);
}

std::span<const question_form> set_part::forms() const {
  static constexpr std::array both{question_form{form_kind::set_query, objects_max},
                                   question_form{form_kind::single, 1}};
  return both;
}

http_request set_part::ask(form_kind form, std::span<const object_name> objects) const {
  assert(!objects.empty() && objects.size() <= (form == form_kind::single ? 1 : objects_max));
  std::string statement = "SELECT ";
  statement += statement_.columns;
  statement += ", ";
  statement += statement_.object;
  statement += " FROM ";
  statement += statement_.from;
  statement += " WHERE ";
  if (!statement_.condition.empty()) {
    statement += statement_.condition;
    statement += " AND ";
  }
  if (form == form_kind::single) {
    statement += statement_.object;
    statement += " = " + soql::literal(objects.front().str());
  } else {
    statement += soql::in_list(statement_.object, objects);
  }
  return query(statement_.api, statement);
}

std::unique_ptr<reply_reader> set_part::reader(form_kind, std::span<const object_name> objects) const {
  return std::make_unique<set_reader>(statement_, objects, fold(objects.size()));
}

}  // namespace sluice
