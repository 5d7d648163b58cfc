#include "orgsim/http/gunzip.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <zlib.h>

namespace sluice::orgsim {

std::optional<std::string> gunzipped(std::string_view packed, std::size_t most) {
  constexpr int only_gzip = 15 + 16;
  constexpr std::size_t piece = 16384;
  z_stream state{};
  if (packed.size() > std::numeric_limits<uInt>::max() || inflateInit2(&state, only_gzip) != Z_OK) return std::nullopt;
  state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  state.avail_in = static_cast<uInt>(packed.size());
  std::array<Bytef, piece> room;
  std::string out;
  int status = Z_OK;
  while (status == Z_OK && out.size() <= most) {
    state.next_out = room.data();
    state.avail_out = static_cast<uInt>(room.size());
    status = inflate(&state, Z_NO_FLUSH);
    out.append(reinterpret_cast<const char*>(room.data()), room.size() - state.avail_out);
  }
  inflateEnd(&state);
  if (status != Z_STREAM_END || out.size() > most) return std::nullopt;
  return out;
}

}  // namespace sluice::orgsim
