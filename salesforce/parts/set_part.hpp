// A part that is asked by one query for a set of objects: rows of a setup object, each of which names the object that
// it belongs to. The same statement serves a set of many (IN) and of one (=); a row goes to its object whatever the
// set, so the answers don't depend on how the objects were split into sets. An object without rows gets an empty
// answer.
#pragma once

#include "protocol/question.hpp"
#include "salesforce/requests.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

namespace sluice {

/// SELECT `columns`, `object` FROM `from` WHERE [`condition` AND] `object` IN (...)
struct set_statement {
  query_api api = query_api::data;
  std::string_view columns;
  std::string_view from;
  std::string_view object;     ///< path of the column that names the row's object
  std::string_view condition;  ///< may be empty
};

/// Folds the rows of a set into what the answers need. Adding a row twice must be the same as adding it once: a page
/// that could not be read to its end is read again.
class set_fold {
 public:
  virtual ~set_fold() = default;
  /// `object` is the place in the set. Nothing: taken; else what is wrong with the row.
  [[nodiscard]] virtual std::optional<std::string> add(std::size_t object, const boost::json::object& row) = 0;
  [[nodiscard]] virtual std::string payload(std::size_t object) const = 0;
};

class set_part : public part {
 public:
  /// The longest set whose WHERE clause stays within bounds with names of the greatest length.
  static constexpr std::size_t objects_max = 45;

  set_part(call_kind kind, const set_statement& statement);

  [[nodiscard]] const call_kind& kind() const override { return kind_; }
  [[nodiscard]] std::span<const question_form> forms() const override;
  [[nodiscard]] http_request ask(form_kind form, std::span<const object_name> objects) const override;
  [[nodiscard]] std::unique_ptr<reply_reader> reader(form_kind form,
                                                     std::span<const object_name> objects) const override;
  [[nodiscard]] std::optional<std::string> not_applicable(const object_facts*) const override { return {}; }

 protected:
  [[nodiscard]] virtual std::unique_ptr<set_fold> fold(std::size_t objects) const = 0;

 private:
  call_kind kind_;
  set_statement statement_;
};

}  // namespace sluice
