#include "library/packing.hpp"

#include <new>

namespace sluice {
namespace {

constexpr int level = 3;
constexpr std::size_t worth_trying = 64;       ///< bytes; a frame alone takes some 12
constexpr std::size_t text_max = 1ULL << 30U;  ///< bytes; SQLite holds no more in a value

error damaged() {
  return {exit_code::could_not_go_on, "a stored value is damaged", "", "",
          "harvest again into another folder, or restore this one"};
}

}  // namespace

packer::packer() : compress_(ZSTD_createCCtx()), expand_(ZSTD_createDCtx()) {
  if (!compress_ || !expand_) throw std::bad_alloc();
}

packer::packed packer::pack(std::string_view text) {
  if (text.size() < worth_trying) return {packing::plain, text};
  buffer_.resize(ZSTD_compressBound(text.size()));
  const auto size = ZSTD_compressCCtx(compress_.get(), buffer_.data(), buffer_.size(), text.data(), text.size(), level);
  if (ZSTD_isError(size) != 0 || size >= text.size()) return {packing::plain, text};
  return {packing::zstd, {buffer_.data(), size}};
}

result<std::string> packer::unpack(packing form, std::string_view bytes) {
  if (form == packing::plain) return std::string(bytes);
  const auto size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > text_max) return damaged();
  std::string text(size, '\0');
  const auto got = ZSTD_decompressDCtx(expand_.get(), text.data(), text.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(got) != 0 || got != size) return damaged();
  return text;
}

}  // namespace sluice
