#include "orgsim/http/address.hpp"

#include "orgsim/answers/replies.hpp"

#include <boost/url/encoding_opts.hpp>
#include <boost/url/params_encoded_view.hpp>
#include <boost/url/params_view.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/parse_query.hpp>

namespace sluice::orgsim {

namespace {

constexpr std::size_t below_version = 3;

}  // namespace

address::address(std::string_view target) {
  while (target.starts_with("//")) target.remove_prefix(1);
  const auto url = boost::urls::parse_origin_form(target);
  if (!url) return;
  valid = true;
  for (const auto& segment : url->segments()) segments.emplace_back(segment);
  std::erase(segments, "");
  boost::urls::encoding_opts with_plus;
  with_plus.space_as_plus = true;
  for (const auto& p : url->params(with_plus)) params.emplace_back(p.key, p.value);
  if (segments.size() < below_version || segments[0] != "services" || segments[1] != "data") return;
  const std::string_view word = segments[2];
  if (word.starts_with('v') && word.ends_with(".0"))
    version = static_cast<int>(number_in(word.substr(1, word.size() - 3)).value_or(0));
  base = "/services/data/" + segments[2];
}

std::optional<std::string> address::param(std::string_view key) const {
  for (const auto& [name, value] : params)
    if (name == key) return value;
  return std::nullopt;
}

std::span<const std::string> address::rest() const {
  return std::span(segments).subspan(base.empty() ? segments.size() : below_version);
}

std::vector<std::pair<std::string, std::string>> form_params(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> all;
  const auto read = boost::urls::parse_query(text);
  if (!read) return all;
  boost::urls::encoding_opts with_plus;
  with_plus.space_as_plus = true;
  for (const auto& p : boost::urls::params_view(*read, with_plus)) all.emplace_back(p.key, p.value);
  return all;
}

}  // namespace sluice::orgsim
