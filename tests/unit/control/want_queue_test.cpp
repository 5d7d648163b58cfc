#include "control/want_queue.hpp"

#include "tests/unit/control/fake_question.hpp"

#include <doctest/doctest.h>

namespace sluice {
namespace {
TEST_CASE("the question whose oldest want has waited longest goes first") {
  const test::fake_question flows("flows");
  const test::fake_question triggers("triggers");
  want_queue queue(true);
  queue.add({.id = 1, .asks = &triggers});
  queue.add({.id = 2, .asks = &flows});
  queue.add({.id = 3, .asks = &triggers});
  CHECK(queue.calls() == 2);
  CHECK(queue.first() == &triggers);
  CHECK(queue.next()->wants.size() == 2);
  CHECK(queue.first() == &flows);
}

TEST_CASE("a question whose set still fills doesn't keep a full one waiting") {
  const test::fake_question flows("flows", 4);
  const test::fake_question single("single", 1);
  want_queue queue(true);
  queue.starting(9);
  queue.add({.id = 1, .asks = &flows});
  CHECK(queue.first() == nullptr);
  CHECK_FALSE(queue.next());
  queue.add({.id = 2, .asks = &single});
  CHECK(queue.first() == &single);
}

TEST_CASE("a want that is forgotten is no more, a strange one was never there") {
  const test::fake_question flows("flows");
  want_queue queue(true);
  queue.add({.id = 1, .asks = &flows});
  CHECK_FALSE(queue.forget(2));
  CHECK(queue.forget(1));
  CHECK(queue.calls() == 0);
}
}  // namespace
}  // namespace sluice
