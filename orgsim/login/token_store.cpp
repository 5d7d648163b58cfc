#include "orgsim/login/token_store.hpp"

#include "orgsim/data/draw.hpp"
#include "orgsim/data/record_id.hpp"

#include <utility>

namespace sluice::orgsim {

namespace {

constexpr std::uint64_t refresh_numbers = std::uint64_t{1} << 32U;

// Drops what was given out longest ago, until one more fits.
template <class Map>
void make_room(Map& held, std::deque<std::string>& order) {
  while (order.size() >= token_store::tokens_max) {
    held.erase(order.front());
    order.pop_front();
  }
}

}  // namespace

std::string organization_id(std::uint64_t seed) {
  return long_id("00D", mix(seed) % 1000000000U);
}

std::string make_token(std::uint64_t seed, std::uint64_t number) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
  constexpr int random_length = 96;
  draw d(seed, "token", number);
  std::string token = std::string(without_checksum(organization_id(seed))) + "!";
  for (int i = 0; i < random_length; ++i) token += letters[static_cast<std::size_t>(d.below(letters.size()))];
  return token;
}

void token_store::add_access(std::string token, account_index who) {
  access_.insert_or_assign(std::move(token), session{who, std::nullopt});
}

void token_store::add_refresh(std::string token, account_index who) {
  refresh_.insert_or_assign(std::move(token), who);
}

std::string token_store::issue(account_index who, wall_time now) {
  make_room(access_, access_order_);
  std::string token = make_token(seed_, ++given_);
  std::optional<wall_time> ends;
  if (rules_.lifetime.count() > 0) ends = now + rules_.lifetime;
  access_.insert_or_assign(token, session{who, ends});
  access_order_.push_back(token);
  return token;
}

std::optional<token_store::renewal> token_store::renew(std::string_view refresh, wall_time now) {
  const auto held = refresh_.find(refresh);
  if (held == refresh_.end()) return std::nullopt;
  renewal r{held->second, {}, {}};
  if (rules_.rotate_refresh_tokens) {
    refresh_.erase(held);
    make_room(refresh_, refresh_order_);
    r.refresh = "5Aep861" + make_token(seed_, refresh_numbers + ++given_).substr(16);
    refresh_.emplace(r.refresh, r.who);
    refresh_order_.push_back(r.refresh);
  }
  r.access = issue(r.who, now);
  return r;
}

std::optional<token_store::session> token_store::find(std::string_view access, wall_time now) const {
  const auto held = access_.find(access);
  if (held == access_.end() || (held->second.ends && *held->second.ends <= now)) return std::nullopt;
  return held->second;
}

bool token_store::revoke(std::string_view token) {
  if (const auto held = access_.find(token); held != access_.end()) {
    access_.erase(held);
    return true;
  }
  const auto held = refresh_.find(token);
  if (held == refresh_.end()) return false;
  std::erase_if(access_,
                [who = held->second](const auto& entry) { return entry.second.who == who && entry.second.ends; });
  refresh_.erase(held);
  return true;
}

}  // namespace sluice::orgsim
