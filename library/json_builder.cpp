#include "library/json_builder.hpp"

#include "library/json_number.hpp"

namespace sluice {

std::string_view exact_number(const boost::json::value& v) {
  const auto* text = v.if_string();
  if (text == nullptr || text->empty() || text->front() != exact_number_mark) return {};
  return {text->data() + 1, text->size() - 1};
}

void json_builder::integer(std::int64_t i) {
  number_.clear();
  stack_.push_int64(i);
}

void json_builder::integer(std::uint64_t u) {
  number_.clear();
  stack_.push_uint64(u);
}

void json_builder::real(std::string_view rest) {
  number_.append(rest);
  if (const auto value = exact_double(number_)) {
    stack_.push_double(*value);
  } else {
    stack_.push_string(exact_number_mark + number_);
  }
  number_.clear();
}

}  // namespace sluice
