// What can be asked of an org, without a word of how it is asked. A part states its question for a *set* of objects,
// with the forms that the question can take, their limits, and how a reply splits by object; a survey asks something
// of the whole org, once. Questions are immutable and outlive the run's actors, which hold plain pointers to them.
#pragma once

#include "protocol/http.hpp"
#include "protocol/names.hpp"
#include "protocol/outcome.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sluice {

enum class form_kind : std::uint8_t { set_query, composite, single };

struct question_form {
  form_kind kind = form_kind::single;
  std::size_t objects_max = 1;
};

/// What is known of an object before its parts are asked. Opaque to the engine: the parts look inside.
class object_facts {
 public:
  virtual ~object_facts() = default;
};
using facts_ptr = std::shared_ptr<const object_facts>;

/// What came of a question for one object (or for the org): its payload, or the gap that it leaves.
struct answer {
  std::optional<gap> missing;  ///< nothing: the payload is there
  std::string payload;         ///< JSON text, as the store keeps it
  std::string reason;          ///< of a gap: code and words
  facts_ptr facts;             ///< where the answer tells more of the object than was known

  [[nodiscard]] static answer of(std::string json) {
    return {.missing = {}, .payload = std::move(json), .reason = {}, .facts = {}};
  }
  [[nodiscard]] static answer without(gap g, std::string why) {
    return {.missing = g, .payload = {}, .reason = std::move(why), .facts = {}};
  }
};

/// What a reader wants after a page: nothing more, another page, or a better reply (this one can't be read).
struct last_page {};
struct next_page {
  http_request request;
};
struct unreadable {
  std::string why;
};
using page_verdict = std::variant<last_page, next_page, unreadable>;

/// Reads the pages of one call's reply, one at a time, and keeps only what the answers need.
class reply_reader {
 public:
  virtual ~reply_reader() = default;
  [[nodiscard]] virtual page_verdict read(const http_result& page) = 0;
  /// One answer per object, in the order asked; one in all for a survey. Called once, after the last page.
  [[nodiscard]] virtual std::vector<answer> answers() = 0;
};

class question {
 public:
  virtual ~question() = default;
  [[nodiscard]] virtual const call_kind& kind() const = 0;
  /// Best first; the last is the single form, which any org answers.
  [[nodiscard]] virtual std::span<const question_form> forms() const = 0;
  /// REQUIRES: as many objects as the form allows, at least one (none for a survey).
  [[nodiscard]] virtual http_request ask(form_kind form, std::span<const object_name> objects) const = 0;
  [[nodiscard]] virtual std::unique_ptr<reply_reader> reader(form_kind form,
                                                             std::span<const object_name> objects) const = 0;
};

/// A survey's answer, opened for reading. Shared read-only between all that wait for it.
class survey_data {
 public:
  virtual ~survey_data() = default;
};
using survey_ptr = std::shared_ptr<const survey_data>;

/// An org-wide question. `open` reads a payload of its own, fresh or from the store.
class survey : public question {
 public:
  [[nodiscard]] virtual survey_ptr open(std::string_view payload) const = 0;
};

/// The survey that lists the org's objects.
class object_list : public survey_data {
 public:
  [[nodiscard]] virtual std::vector<object_name> objects() const = 0;
  /// Null for an object that the list doesn't have.
  [[nodiscard]] virtual facts_ptr facts(const object_name& object) const = 0;
};

/// One part of an object's record.
class part : public question {
 public:
  /// The reason why the question makes no sense for this object, as far as the facts tell (none known: null).
  [[nodiscard]] virtual std::optional<std::string> not_applicable(const object_facts* facts) const = 0;
  /// The survey whose answer this part reads before it asks anything itself.
  [[nodiscard]] virtual const survey* reads() const { return nullptr; }
  /// The answer that the survey holds for this object; nothing: ask.
  [[nodiscard]] virtual std::optional<answer> from_survey(const survey_data&, const object_name&) const { return {}; }
  /// What a stored payload of this part tells of the object, for a fetcher that takes over.
  [[nodiscard]] virtual facts_ptr facts(std::string_view /*payload*/) const { return nullptr; }
  /// Counted by --stats-resume.
  [[nodiscard]] virtual bool is_stats() const { return false; }
};

/// All that a run asks. The order of the parts is the order in which a fetcher asks them.
struct questionnaire {
  std::vector<const part*> parts;
  std::vector<const survey*> surveys;  ///< those that the parts read, and `list`
  const survey* list = nullptr;        ///< its data is an object_list
};

}  // namespace sluice
