// Questions whose answer is one page and one answer: a describe, a survey, a count, the steps of a login.
#pragma once

#include "protocol/question.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <variant>

namespace sluice {

/// Makes the answer of a whole body that came with status 200.
using page_rule = std::function<std::variant<answer, unreadable>(std::string_view body)>;

[[nodiscard]] std::unique_ptr<reply_reader> read_one_page(page_rule rule);

/// The one form of a question that is asked for one object (or for the org) at a time.
[[nodiscard]] std::span<const question_form> single_form_only();

}  // namespace sluice
