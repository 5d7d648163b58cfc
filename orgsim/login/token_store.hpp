// Access and refresh tokens that an org has given out: who holds them, when they end, what revokes them. A plain rule:
// time comes in as an argument. Tokens are drawn from the seed, so a run can be repeated; they are as long as real
// ones, and no secret.
//
// Invariant: at most `tokens_max` of each kind are alive; the one given out longest ago goes first.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sluice::orgsim {

using wall_time = std::chrono::sys_time<std::chrono::milliseconds>;

// The org's own id; 18 characters.
std::string organization_id(std::uint64_t seed);
// `00D`, 12 more characters, `!`, and 96 that look random: what a session id looks like.
std::string make_token(std::uint64_t seed, std::uint64_t number = 0);

struct token_rules {
  std::chrono::seconds lifetime{7200};  // of an access token; 0: they never end
  bool rotate_refresh_tokens = false;   // each renewal gives a new refresh token, and the old one is dead
};

class token_store {
 public:
  using account_index = std::size_t;
  static constexpr std::size_t tokens_max = 10000;

  token_store(std::uint64_t seed, token_rules rules) : seed_(seed), rules_(rules) {}

  // Given from outside: without an end.
  void add_access(std::string token, account_index who);
  void add_refresh(std::string token, account_index who);

  std::string issue(account_index who, wall_time now);

  struct renewal {
    account_index who;
    std::string access;
    std::string refresh;  // empty where the old one stays
  };
  // Nothing for a refresh token that is unknown, revoked or replaced.
  std::optional<renewal> renew(std::string_view refresh, wall_time now);

  struct session {
    account_index who;
    std::optional<wall_time> ends;
  };
  // Nothing for a token that is unknown, revoked or past its end.
  std::optional<session> find(std::string_view access, wall_time now) const;

  // An access token alone, or a refresh token with all access tokens of its user. False: unknown.
  bool revoke(std::string_view token);

 private:
  struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  template <class Held>
  using by_token = std::unordered_map<std::string, Held, text_hash, std::equal_to<>>;

  std::uint64_t seed_;
  token_rules rules_;
  std::uint64_t given_ = 0;
  by_token<session> access_;
  by_token<account_index> refresh_;
  std::deque<std::string> access_order_;
  std::deque<std::string> refresh_order_;
};

}  // namespace sluice::orgsim
