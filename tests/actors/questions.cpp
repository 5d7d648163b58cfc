#include "tests/actors/questions.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sluice::actors_test {

namespace {

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> pieces;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(by), text.size());
    if (end > 0) pieces.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pieces;
}

std::uint64_t number(std::string_view text) {
  std::uint64_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

std::string_view value_in(std::string_view url, std::string_view name) {
  const std::size_t at = url.find(name);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = url.substr(at + name.size());
  return rest.substr(0, rest.find('&'));
}

std::vector<std::string> texts(std::span<const object_name> objects) {
  std::vector<std::string> names;
  for (const object_name& o : objects) names.push_back(o.str());
  return names;
}

/// Lines "object<TAB>text"; a text that begins with '!' is a failure, a line that begins with '>' the next page.
class line_reader : public reply_reader {
 public:
  line_reader(std::span<const object_name> objects, bool tells_facts)
      : objects_(texts(objects)), tells_facts_(tells_facts) {}

  page_verdict read(const http_result& page) override {
    if (page.body->starts_with('?')) return unreadable{"not in the language of these tests"};
    if (objects_.empty()) {
      whole_ += *page.body;
      return last_page{};
    }
    std::optional<std::string> next;
    for (const std::string& line : split(*page.body, '\n')) {
      if (line.starts_with('>')) {
        next = line.substr(1);
        continue;
      }
      const std::size_t tab = line.find('\t');
      rows_[line.substr(0, tab)] += line.substr(tab + 1);
    }
    if (next) return next_page{{.url = *next}};
    return last_page{};
  }

  std::vector<answer> answers() override {
    if (objects_.empty()) return {answer::of(whole_)};
    std::vector<answer> all;
    for (const std::string& o : objects_) {
      const std::string& text = rows_[o];
      all.push_back(text.starts_with('!') ? answer::without(gap::failed, text.substr(1)) : answer::of(text));
      if (tells_facts_) all.back().facts = std::make_shared<test_facts>(!o.starts_with("Hidden"));
    }
    return all;
  }

 private:
  std::vector<std::string> objects_;
  bool tells_facts_;
  std::unordered_map<std::string, std::string> rows_;
  std::string whole_;
};

constexpr question_form single_form[] = {{.kind = form_kind::single, .objects_max = 1}};

}  // namespace

std::string address_of(const asked& a) {
  std::string url = a.kind + "?page=" + std::to_string(a.page) + "&of=" + std::to_string(a.pages) + "&objects=";
  for (std::size_t i = 0; i < a.objects.size(); ++i) url += (i > 0 ? "," : "") + a.objects[i];
  return url;
}

asked read_address(std::string_view url) {
  const std::size_t query = url.find('?');
  const std::size_t slash = url.substr(0, query).rfind('/');
  return {.kind = std::string(url.substr(slash + 1, query - slash - 1)),
          .page = number(value_in(url, "page=")),
          .pages = number(value_in(url, "of=")),
          .objects = split(value_in(url, "objects="), ',')};
}

std::string page_for(const asked& a) {
  std::string body;
  for (const std::string& o : a.objects) {
    body += o + "\t" + a.kind + "/" + o + "/" + std::to_string(a.page) + ";\n";
  }
  if (a.page + 1 < a.pages) {
    body += ">" + address_of({.kind = a.kind, .page = a.page + 1, .pages = a.pages, .objects = a.objects}) + "\n";
  }
  return body;
}

std::string payload_of(std::string_view part, std::string_view object, std::size_t pages) {
  std::string payload;
  for (std::size_t i = 0; i < pages; ++i) {
    payload += std::string(part) + "/" + std::string(object) + "/" + std::to_string(i) + ";";
  }
  return payload;
}

test_part::test_part(part_shape shape) : shape_(std::move(shape)), kind_(shape_.name) {
  if (shape_.objects_max > 1) forms_.push_back({.kind = form_kind::set_query, .objects_max = shape_.objects_max});
  forms_.push_back(single_form[0]);
}

http_request test_part::ask(form_kind, std::span<const object_name> objects) const {
  return {.url = address_of({.kind = shape_.name, .page = 0, .pages = shape_.pages, .objects = texts(objects)})};
}

std::unique_ptr<reply_reader> test_part::reader(form_kind, std::span<const object_name> objects) const {
  return std::make_unique<line_reader>(objects, shape_.tells_facts);
}

std::optional<std::string> test_part::not_applicable(const object_facts* facts) const {
  const auto* known = dynamic_cast<const test_facts*>(facts);
  if (!shape_.needs_queryable || known == nullptr || known->queryable()) return {};
  return "can't be queried";
}

std::optional<answer> test_part::from_survey(const survey_data& data, const object_name& object) const {
  const auto& names = dynamic_cast<const test_survey_data&>(data).names;
  if (std::find(names.begin(), names.end(), object.str()) == names.end()) return {};
  return answer::of("surveyed " + object.str());
}

facts_ptr test_part::facts(std::string_view payload) const {
  if (!shape_.tells_facts) return nullptr;
  return std::make_shared<test_facts>(payload.find("/Hidden") == std::string_view::npos);
}

test_list::test_list(std::string_view payload) {
  for (std::string& name : split(payload, '\n')) objects_.emplace_back(std::move(name));
}

facts_ptr test_list::facts(const object_name& object) const {
  if (std::find(objects_.begin(), objects_.end(), object) == objects_.end()) return nullptr;
  return std::make_shared<test_facts>(!object.str().starts_with("Hidden"));
}

test_survey::test_survey(std::string name, bool lists) : kind_(std::move(name)), lists_(lists) {}

std::span<const question_form> test_survey::forms() const {
  return single_form;
}

http_request test_survey::ask(form_kind, std::span<const object_name>) const {
  return {.url = address_of({.kind = kind_.str(), .objects = {}})};
}

std::unique_ptr<reply_reader> test_survey::reader(form_kind, std::span<const object_name>) const {
  return std::make_unique<line_reader>(std::span<const object_name>{}, false);
}

survey_ptr test_survey::open(std::string_view payload) const {
  if (payload.starts_with('?')) return nullptr;
  if (lists_) return std::make_shared<test_list>(payload);
  auto data = std::make_shared<test_survey_data>();
  data->names = split(payload, '\n');
  return data;
}

void test_login::begin() {
  ++begun_;
  heard_ = 0;
}

const question* test_login::next() {
  return heard_ < shape_.questions ? &question_ : nullptr;
}

std::optional<error> test_login::heard(const answer& a) {
  ++heard_;
  if (!a.missing) return {};
  return error{.code = exit_code::login_refused, .what = "the login was refused", .about = a.reason};
}

endpoint test_login::where() const {
  const bool elsewhere = shape_.renews && heard_ < shape_.questions;
  const std::string token = shape_.renews ? "token-" + std::to_string(begun_) : "bare";
  return {.base_url = elsewhere ? "https://login/" : "https://org/", .token = elsewhere ? "" : token};
}

run_identity test_login::who() const {
  return {.organization_id = "00D", .instance_url = "https://org", .user = "me", .api_version = "62.0"};
}

outcome plain_classifier::classify(const http_result& r) const {
  outcome o{.cls = outcome_class::broken, .status = r.status, .code = "HTTP " + std::to_string(r.status)};
  if (const std::string* usage = find_header(r.headers, "usage")) {
    o.usage = org_usage{.used = number(*usage), .max = number(usage->substr(usage->find('/') + 1))};
  }
  if (const std::string* wait = find_header(r.headers, "retry-after"))
    o.retry_after = std::chrono::seconds(number(*wait));
  o.hint = find_header(r.headers, "at-once") != nullptr ? limit_hint::at_once : limit_hint::rate;
  if (r.failure != http_failure::none) {
    o.code = r.detail;
    o.cancelled = r.failure == http_failure::cancelled;
    if (r.failure == http_failure::connect_timeout || r.failure == http_failure::refused) {
      o.cls = outcome_class::overloaded;
    }
    return o;
  }
  if (r.status == 200) o.cls = outcome_class::ok;
  if (r.status == 429) o.cls = outcome_class::limited;
  if (r.status >= 502) o.cls = outcome_class::overloaded;
  if (r.status >= 400 && r.status < 429) {
    o.cls = outcome_class::rejected;
    o.unauthorized = r.status == 401;
    o.missing = r.status == 403 ? gap::denied : gap::unsupported;
  }
  return o;
}

}  // namespace sluice::actors_test
