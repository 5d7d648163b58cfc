// A small language of questions for the tests of the actors: parts with sets, pages and surveys, a list of objects, a
// login, and a classifier that goes by the status alone. A question's address says all that a server must know.
#pragma once

#include "protocol/login.hpp"
#include "protocol/question.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sluice::actors_test {

/// What an address asks: page `page` of `pages` for these objects.
struct asked {
  std::string kind;
  std::size_t page = 0;
  std::size_t pages = 1;
  std::vector<std::string> objects;
};
[[nodiscard]] std::string address_of(const asked& a);
[[nodiscard]] asked read_address(std::string_view url);

/// A right answer's page: a line an object, and where the next page is.
[[nodiscard]] std::string page_for(const asked& a);
/// What a part's payload is when everything went well.
[[nodiscard]] std::string payload_of(std::string_view part, std::string_view object, std::size_t pages = 1);

/// Objects whose names begin with "Hidden" can't be queried; the list and a part that describes tell so.
class test_facts : public object_facts {
 public:
  explicit test_facts(bool queryable) : queryable_(queryable) {}
  [[nodiscard]] bool queryable() const { return queryable_; }

 private:
  bool queryable_;
};

struct part_shape {
  std::string name = "describe";
  std::size_t objects_max = 1;  ///< of its set form; 1: there is only the single form
  std::size_t pages = 1;
  const survey* reads = nullptr;
  bool tells_facts = false;
  bool needs_queryable = false;
};

class test_part : public part {
 public:
  explicit test_part(part_shape shape);
  const call_kind& kind() const override { return kind_; }
  std::span<const question_form> forms() const override { return forms_; }
  http_request ask(form_kind form, std::span<const object_name> objects) const override;
  std::unique_ptr<reply_reader> reader(form_kind form, std::span<const object_name> objects) const override;
  std::optional<std::string> not_applicable(const object_facts* facts) const override;
  const survey* reads() const override { return shape_.reads; }
  std::optional<answer> from_survey(const survey_data& data, const object_name& object) const override;
  facts_ptr facts(std::string_view payload) const override;

 private:
  part_shape shape_;
  call_kind kind_;
  std::vector<question_form> forms_;
};

/// What the list survey tells: the names in its payload, one a line.
class test_list : public object_list {
 public:
  explicit test_list(std::string_view payload);
  std::vector<object_name> objects() const override { return objects_; }
  facts_ptr facts(const object_name& object) const override;

 private:
  std::vector<object_name> objects_;
};

/// What another survey tells: which objects it names, one a line.
struct test_survey_data : survey_data {
  std::vector<std::string> names;
};

/// A survey: the list of objects, or one that parts read. A payload that begins with '?' can't be opened.
class test_survey : public survey {
 public:
  test_survey(std::string name, bool lists);
  const call_kind& kind() const override { return kind_; }
  std::span<const question_form> forms() const override;
  http_request ask(form_kind form, std::span<const object_name> objects) const override;
  std::unique_ptr<reply_reader> reader(form_kind form, std::span<const object_name> objects) const override;
  survey_ptr open(std::string_view payload) const override;

 private:
  call_kind kind_;
  bool lists_;
};

/// A login of so many questions. One that renews goes through another host and brings another token each time.
class test_login : public login {
 public:
  struct shape {
    std::size_t questions = 0;
    bool renews = false;
  };
  explicit test_login(shape s) : shape_(s), question_("login", false) {}
  void begin() override;
  const question* next() override;
  std::optional<error> heard(const answer& a) override;
  endpoint where() const override;
  run_identity who() const override;
  bool renews() const override { return shape_.renews; }
  [[nodiscard]] std::size_t begun() const { return begun_; }

 private:
  shape shape_;
  test_survey question_;
  std::size_t begun_ = 0;
  std::size_t heard_ = 0;
};

/// By the status; headers "usage" (USED/MAX), "retry-after" (seconds) and "at-once" tell the circumstances.
class plain_classifier : public classifier {
 public:
  outcome classify(const http_result& r) const override;
};

}  // namespace sluice::actors_test
