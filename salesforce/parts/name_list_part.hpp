// A set part whose payload is the names of an object's rows: a JSON array, sorted, each name once.
#pragma once

#include "salesforce/parts/set_part.hpp"

#include <memory>
#include <string_view>

namespace sluice {

class name_list_part : public set_part {
 public:
  /// `name` is the column that is listed, one of the statement's columns.
  name_list_part(call_kind kind, const set_statement& statement, std::string_view name)
      : set_part(std::move(kind), statement), name_(name) {}

 protected:
  [[nodiscard]] std::unique_ptr<set_fold> fold(std::size_t objects) const override;

 private:
  std::string_view name_;
};

}  // namespace sluice
