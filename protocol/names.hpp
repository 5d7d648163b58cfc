// Names that must not be mistaken for one another: an object of the org, a kind of call (which is also the name of
// the part or survey that asks it), an org-wide survey. Plain text inside, compared as text.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace sluice {

template <class Tag>
class name {
 public:
  name() = default;
  explicit name(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] const std::string& str() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  friend auto operator<=>(const name&, const name&) = default;
  friend bool operator==(const name&, const name&) = default;

 private:
  std::string text_;
};

using object_name = name<struct object_name_tag>;
using call_kind = name<struct call_kind_tag>;

}  // namespace sluice

template <class Tag>
struct std::hash<sluice::name<Tag>> {
  std::size_t operator()(const sluice::name<Tag>& n) const noexcept { return std::hash<std::string>{}(n.str()); }
};
