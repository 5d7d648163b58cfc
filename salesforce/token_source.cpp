#include "salesforce/token_source.hpp"

namespace sluice {

std::string without(std::string text, std::string_view secret) {
  constexpr std::string_view instead = "[secret]";
  if (secret.empty()) return text;
  for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + instead.size())) {
    text.replace(at, secret.size(), instead);
  }
  return text;
}

}  // namespace sluice
