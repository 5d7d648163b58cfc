#include "library/schema_input.hpp"

#include "library/fingerprint.hpp"
#include "library/json_text.hpp"
#include "library/schema_events.hpp"
#include "protocol/file_error.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <unordered_set>

#include <boost/json/basic_parser_impl.hpp>
#include <fmt/core.h>

namespace sluice {
namespace json = boost::json;
namespace {

// A batch of originals is one transaction.
constexpr std::size_t entries_in_batch = 256;
constexpr std::size_t batch_bytes_max = 4U << 20U;
constexpr std::size_t input_block = std::size_t{64} << 10U;

struct close_file {
  void operator()(std::FILE* f) const noexcept { std::fclose(f); }
};
using open_file = std::unique_ptr<std::FILE, close_file>;

error bad_input(const std::filesystem::path& file, std::string what) {
  return {exit_code::bad_usage, std::move(what), file.string(), std::string(kept_in_store),
          "mend the file, or name another schema.json by --input"};
}

error unreadable_file(const std::filesystem::path& file, int reason) {
  return bad_input(file, std::string("cannot read the input: ") + std::strerror(reason));
}

/// Passes over a file's bytes in blocks: `take(bytes, whether more may follow)` until it says false.
template <class Take>
std::optional<error> for_each_block(const std::filesystem::path& file, Take take) {
  errno = 0;
  const open_file in(std::fopen(file.c_str(), "rbe"));
  if (!in) return unreadable_file(file, errno);
  std::array<char, input_block> buffer{};
  for (;;) {
    const auto got = std::fread(buffer.data(), 1, buffer.size(), in.get());
    if (std::ferror(in.get()) != 0) return unreadable_file(file, errno);
    const bool more = got == buffer.size();
    if (!take(std::string_view(buffer.data(), got), more) || !more) return {};
  }
}

/// Where in a text, counted from 1.
struct position {
  std::size_t line = 1;
  std::size_t column = 1;

  void pass(std::string_view text) {
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    line += lines;
    column = lines == 0 ? column + text.size() : text.size() - text.rfind('\n');
  }
};

json::parse_options options() {
  json::parse_options o;
  o.max_depth = json_depth_max;
  return o;
}

class schema_reader {
 public:
  schema_reader(const std::filesystem::path& file, sqlite_store& store, std::size_t wanted, bool read_on)
      : file_(file), store_(store), wanted_(wanted), read_on_(read_on), parser_(options(), [this](json::value entry) {
          return take(std::move(entry));
        }) {}

  result<std::vector<object_name>> read() {
    auto broken = for_each_block(file_, [this](std::string_view bytes, bool more) { return parse(bytes, more); });
    if (broken) return std::move(*broken);
    if (problem_) return std::move(*problem_);
    if (!parser_.handler().has_list()) return bad_input(file_, "there is no list \"objects\" in the input");
    if (auto done = flush(); !done) return done.error();
    return std::move(names_);
  }

 private:
  bool parse(std::string_view bytes, bool more) {
    if (first_ && bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);  // some editors' mark of UTF-8
    first_ = false;
    json::error_code ec;
    const auto read = parser_.write_some(more, bytes.data(), bytes.size(), ec);
    if (enough_ || problem_) return place_problem(bytes.substr(0, read));
    if (!ec && read < bytes.size()) ec = json::error::extra_data;
    at_.pass(bytes.substr(0, read));
    if (!ec) return true;
    problem_ = bad_input(
        file_, fmt::format("the input is no JSON at line {}, column {}: {}", at_.line, at_.column, ec.message()));
    return false;
  }

  bool place_problem(std::string_view before) {
    at_.pass(before);
    if (problem_ && problem_->code == exit_code::bad_usage) problem_->what += fmt::format(" (line {})", at_.line);
    return false;
  }

  bool take(json::value entry) {
    ++count_;
    const auto* members = entry.if_object();
    const auto* name = members == nullptr ? nullptr : members->if_contains("name");
    const auto* text = name == nullptr ? nullptr : name->if_string();
    if (text == nullptr || text->empty() || !exact_number(*name).empty()) {
      return refuse(fmt::format("object {} of the input has no name", count_));
    }
    object_name object{std::string(*text)};
    if (!known_.insert(object.str()).second) return refuse("the input names object " + object.str() + " twice");
    if (names_.size() < wanted_) names_.push_back(object);
    original_entry original{std::move(object), {}};
    write_json(original.entry, entry, json_layout::compact);
    bytes_ += original.entry.size();
    batch_.push_back(std::move(original));
    if (batch_.size() >= entries_in_batch || bytes_ >= batch_bytes_max) {
      if (auto done = flush(); !done) {
        problem_ = done.error();
        return false;
      }
    }
    enough_ = names_.size() == wanted_ && !read_on_;
    return !enough_;
  }

  bool refuse(std::string what) {
    problem_ = bad_input(file_, std::move(what));
    return false;
  }

  result<void> flush() {
    if (auto done = store_.put_originals(batch_); !done) return done;
    batch_.clear();
    bytes_ = 0;
    return {};
  }

  const std::filesystem::path& file_;
  sqlite_store& store_;
  const std::size_t wanted_;
  const bool read_on_;  ///< beyond the wanted ones
  json::basic_parser<schema_events> parser_;
  bool first_ = true;
  bool enough_ = false;
  position at_;
  std::optional<error> problem_;
  std::size_t count_ = 0;
  std::vector<object_name> names_;
  std::unordered_set<std::string> known_;
  std::vector<original_entry> batch_;
  std::size_t bytes_ = 0;
};

}  // namespace

result<std::vector<object_name>> read_schema_input(const std::filesystem::path& file, sqlite_store& store,
                                                   std::size_t objects_max) {
  store.drop_waiting_originals();
  std::error_code ec;
  const bool own = std::filesystem::equivalent(file, store.folder() / "schema.json", ec);
  if (own) {
    fingerprint print;
    auto broken = for_each_block(file, [&](std::string_view bytes, bool) {
      print.add(bytes);
      return true;
    });
    if (broken) return std::move(*broken);
    auto stored = store.take_originals_behind(print.text());
    if (!stored) return stored.error();
    if (*stored) {
      if ((*stored)->size() > objects_max) (*stored)->resize(objects_max);
      return std::move(**stored);
    }
  }
  auto names = schema_reader(file, store, objects_max, own).read();
  if (!names) store.drop_waiting_originals();
  return names;
}

}  // namespace sluice
