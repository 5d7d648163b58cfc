#include "salesforce/parts/name_list_part.hpp"

#include "salesforce/query_page.hpp"

#include <set>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace sluice {
namespace {

class name_fold : public set_fold {
 public:
  name_fold(std::string_view column, std::size_t objects) : column_(column), names_(objects) {}

  std::optional<std::string> add(std::size_t object, const boost::json::object& row) override {
    const auto* name = text_member(row, column_);
    if (name == nullptr || name->empty()) return "a row without " + std::string(column_);
    names_[object].emplace(name->data(), name->size());
    return std::nullopt;
  }

  std::string payload(std::size_t object) const override {
    boost::json::array list;
    for (const auto& each : names_[object]) list.emplace_back(each);
    return boost::json::serialize(list);
  }

 private:
  std::string_view column_;
  std::vector<std::set<std::string>> names_;
};

}  // namespace

std::unique_ptr<set_fold> name_list_part::fold(std::size_t objects) const {
  return std::make_unique<name_fold>(name_, objects);
}

}  // namespace sluice
