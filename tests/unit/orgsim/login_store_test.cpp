#include "orgsim/login/token_store.hpp"

#include <doctest/doctest.h>

using namespace sluice::orgsim;
using namespace std::chrono_literals;

namespace {
constexpr wall_time noon{std::chrono::milliseconds(1'700'000'000'000)};
}

TEST_CASE("a token is good until its end, and not at it") {
  token_store store(1, {.lifetime = 60s});
  const std::string token = store.issue(7, noon);
  CHECK(store.find(token, noon)->who == 7);
  CHECK(store.find(token, noon + 59999ms).has_value());
  CHECK_FALSE(store.find(token, noon + 60s).has_value());
}

TEST_CASE("a token given from outside has no end, nor has any where lifetimes are off") {
  token_store store(1, {.lifetime = 0s});
  store.add_access("00Dx!y", 0);
  const std::string token = store.issue(1, noon);
  CHECK(store.find("00Dx!y", noon + 87600h).has_value());
  CHECK(store.find(token, noon + 87600h).has_value());
}

TEST_CASE("a revoked access token is dead, its sisters live on") {
  token_store store(1, {});
  const std::string first = store.issue(0, noon);
  const std::string second = store.issue(0, noon);
  CHECK(first != second);
  CHECK(store.revoke(first));
  CHECK_FALSE(store.find(first, noon).has_value());
  CHECK(store.find(second, noon).has_value());
  CHECK_FALSE(store.revoke(first));
}

TEST_CASE("a revoked refresh token takes its user's access tokens with it") {
  token_store store(1, {});
  store.add_refresh("r", 3);
  const auto renewed = store.renew("r", noon);
  REQUIRE(renewed.has_value());
  const std::string other = store.issue(4, noon);
  CHECK(renewed->refresh.empty());
  CHECK(store.revoke("r"));
  CHECK_FALSE(store.find(renewed->access, noon).has_value());
  CHECK(store.find(other, noon).has_value());
  CHECK_FALSE(store.renew("r", noon).has_value());
}

TEST_CASE("where refresh tokens rotate, each is good once") {
  token_store store(1, {.rotate_refresh_tokens = true});
  store.add_refresh("r", 3);
  const auto first = store.renew("r", noon);
  REQUIRE(first.has_value());
  CHECK_FALSE(store.renew("r", noon).has_value());
  const auto second = store.renew(first->refresh, noon);
  REQUIRE(second.has_value());
  CHECK(second->who == 3);
  CHECK(second->refresh != first->refresh);
}

TEST_CASE("tokens look like session ids, and are the same for the same seed and order") {
  token_store one(5, {});
  token_store two(5, {});
  const std::string token = one.issue(0, noon);
  CHECK(token == two.issue(0, noon + 1h));
  CHECK(token.size() == 15 + 1 + 96);
  CHECK(token.substr(0, 3) == "00D");
  CHECK(token.substr(0, 15) == organization_id(5).substr(0, 15));
  CHECK(token != make_token(5));
  CHECK(make_token(5) != make_token(6));
}

TEST_CASE("a store that gave out ever so many tokens keeps a bounded number") {
  token_store store(1, {.lifetime = 0s});
  const std::string first = store.issue(0, noon);
  for (std::size_t i = 0; i < token_store::tokens_max; ++i) store.issue(0, noon);
  CHECK_FALSE(store.find(first, noon).has_value());
}
