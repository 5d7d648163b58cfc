#include "orgsim/login/credentials.hpp"

#include "orgsim/data/draw.hpp"

namespace sluice::orgsim {

namespace {

std::string drawn_text(std::uint64_t seed, const char* what, std::string_view letters, int length) {
  draw d(seed, what);
  std::string text;
  for (int i = 0; i < length; ++i) text += letters[static_cast<std::size_t>(d.below(letters.size()))];
  return text;
}

}  // namespace

credentials made_up_credentials(std::uint64_t seed) {
  constexpr std::string_view word = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  constexpr std::string_view hex = "0123456789ABCDEF";
  credentials c;
  c.client_id = "3MVG9" + drawn_text(seed, "client id", word, 80);
  c.client_secret = drawn_text(seed, "client secret", hex, 64);
  c.refresh_token = "5Aep861" + drawn_text(seed, "refresh token", word, 80);
  c.password = drawn_text(seed, "password", word, 16);
  return c;
}

}  // namespace sluice::orgsim
