// How the store keeps a text: as it is, or as one zstd frame where that is smaller (short payloads are not).
#pragma once

#include "protocol/error.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <zstd.h>

namespace sluice {

/// As the database holds it; values never change their meaning.
enum class packing : std::uint8_t { plain = 0, zstd = 1 };

/// Keeps zstd's memory between texts. Not thread-safe.
class packer {
 public:
  packer();

  struct packed {
    packing form;
    std::string_view bytes;  ///< the text itself, or valid until the next `pack`
  };
  [[nodiscard]] packed pack(std::string_view text);
  /// With could_not_go_on where the bytes are damaged.
  [[nodiscard]] result<std::string> unpack(packing form, std::string_view bytes);

 private:
  struct free_context {
    void operator()(ZSTD_CCtx* c) const noexcept { ZSTD_freeCCtx(c); }
    void operator()(ZSTD_DCtx* d) const noexcept { ZSTD_freeDCtx(d); }
  };
  std::unique_ptr<ZSTD_CCtx, free_context> compress_;
  std::unique_ptr<ZSTD_DCtx, free_context> expand_;
  std::string buffer_;
};

}  // namespace sluice
