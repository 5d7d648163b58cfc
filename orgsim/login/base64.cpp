#include "orgsim/login/base64.hpp"

#include <array>
#include <vector>

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace sluice::orgsim {

namespace {

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string from_base64(std::string_view text) {
  constexpr std::size_t longest = 4096;
  if (text.empty() || text.size() % 4 != 0 || text.size() > longest) return {};
  std::vector<unsigned char> out(text.size());
  const int size = EVP_DecodeBlock(out.data(), bytes(text), static_cast<int>(text.size()));
  if (size < 0) return {};
  std::size_t padding = 0;
  while (padding < 2 && text[text.size() - 1 - padding] == '=') ++padding;
  return std::string(out.begin(), out.begin() + (size - static_cast<int>(padding)));
}

std::string hmac_base64(std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes(text), text.size(), digest.data(), &size);
  std::array<unsigned char, EVP_MAX_MD_SIZE * 2> out{};
  const int written = EVP_EncodeBlock(out.data(), digest.data(), static_cast<int>(size));
  return std::string(out.begin(), out.begin() + written);
}

}  // namespace sluice::orgsim
