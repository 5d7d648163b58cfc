#include "salesforce/entry_list.hpp"

#include <utility>

#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>

namespace sluice {
namespace {

class entry_visitor : public json_visitor {
 public:
  entry_visitor(const entry_shape& shape, const entry_sink& sink) : shape_(shape), sink_(sink) {}

  bool opened(std::size_t depth, std::string_view key, json_container what) override {
    if (depth == 0) return what == json_container::object;
    if (depth == 1 && key == shape_.list) {
      listed_ = inside_ = what == json_container::array;
      return inside_;
    }
    if (!inside_) return true;
    if (depth == 2) {
      name_.clear();
      value_ = nullptr;
      return what == json_container::object;
    }
    return true;
  }

  bool closed(std::size_t depth) override {
    if (depth == 1) inside_ = false;
    if (!inside_ || depth != 2) return true;
    return !name_.empty() && sink_(name_, value_);
  }

  bool scalar(std::size_t depth, std::string_view key, const json_scalar& value) override {
    if (depth == 0) return false;
    if (!inside_) return depth != 1 || key != shape_.list;
    if (depth == 2) return false;
    if (depth != 3) return true;
    if (key == "name") return keep_name(value);
    if (key == shape_.value) return keep_value(value);
    return true;
  }

  [[nodiscard]] bool listed() const { return listed_; }

 private:
  bool keep_name(const json_scalar& value) {
    const auto* text = std::get_if<std::string_view>(&value);
    if (text != nullptr) name_ = *text;
    return text != nullptr;
  }
  bool keep_value(const json_scalar& value) {
    // A text would not outlive this event; no kept value is one.
    if (std::holds_alternative<std::string_view>(value)) return false;
    value_ = value;
    return true;
  }

  entry_shape shape_;
  const entry_sink& sink_;
  bool listed_ = false;
  bool inside_ = false;
  std::string name_;
  json_scalar value_ = nullptr;
};

}  // namespace

std::optional<std::string> read_entries(std::string_view text, const entry_shape& shape, const entry_sink& sink) {
  entry_visitor visitor(shape, sink);
  if (auto why = visit_json(text, visitor)) return why;
  if (!visitor.listed()) return "no list named " + std::string(shape.list);
  return std::nullopt;
}

entry_writer::entry_writer(const entry_shape& shape) : shape_(shape), text_("{\"" + std::string(shape.list) + "\":[") {}

void entry_writer::add(std::string_view name, std::string_view value) {
  text_ += first_ ? "{\"name\":" : ",{\"name\":";
  first_ = false;
  text_ += boost::json::serialize(boost::json::string_view(name.data(), name.size()));
  text_ += ",\"";
  text_ += shape_.value;
  text_ += "\":";
  text_ += value;
  text_ += '}';
}

std::string entry_writer::finish() {
  text_ += "]}";
  return std::move(text_);
}

}  // namespace sluice
