// Replies and questions as the tests of this folder make them, in one line each.
#pragma once

#include "protocol/question.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::testing {

inline http_result reply(int status, std::string body, std::vector<http_header> headers = {}) {
  http_result r;
  r.status = status;
  r.body = std::make_shared<const std::string>(std::move(body));
  r.headers = std::move(headers);
  return r;
}

inline http_result failed(http_failure why) {
  http_result r;
  r.failure = why;
  r.detail = "as told by the transport";
  return r;
}

inline std::vector<object_name> objects(const std::vector<std::string>& names) {
  return {names.begin(), names.end()};
}

/// The rows of a query, whole or with a next page.
inline std::string page_of(const std::string& rows, const std::string& next = "") {
  const std::string more = next.empty() ? "\"done\":true" : "\"done\":false,\"nextRecordsUrl\":\"" + next + "\"";
  return "{\"totalSize\":7," + more + ",\"records\":[" + rows + "]}";
}

/// Why a reader refuses a body; empty: it doesn't.
inline std::string why_refused(const question& q, const std::vector<object_name>& asked, const http_result& page) {
  const auto reader = q.reader(asked.size() == 1 ? form_kind::single : form_kind::set_query, asked);
  const auto verdict = reader->read(page);
  const auto* bad = std::get_if<unreadable>(&verdict);
  return bad == nullptr ? std::string{} : bad->why;
}

/// The answers to a reply of one page.
inline std::vector<answer> answers_to(const question& q, const std::vector<object_name>& asked,
                                      const std::string& body) {
  const auto reader = q.reader(asked.size() == 1 ? form_kind::single : form_kind::set_query, asked);
  if (!std::holds_alternative<last_page>(reader->read(reply(200, body)))) return {};
  return reader->answers();
}

/// Decodes %XX, so that a test can state the statement as a person reads it.
inline std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      plain += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

}  // namespace sluice::testing
