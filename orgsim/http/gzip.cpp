#include "orgsim/http/gzip.hpp"

#include <array>
#include <cassert>
#include <new>

namespace sluice::orgsim {

gzip_stream::gzip_stream() {
  constexpr int with_gzip_frame = 15 + 16;
  constexpr int memory = 8;
  if (deflateInit2(&state_, Z_BEST_SPEED, Z_DEFLATED, with_gzip_frame, memory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
}

gzip_stream::~gzip_stream() {
  deflateEnd(&state_);
}

void gzip_stream::add(std::string_view piece, bool last, std::string& out) {
  std::array<char, 16384> room;
  // zlib takes the input without const and leaves it alone.
  state_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
  state_.avail_in = static_cast<uInt>(piece.size());
  do {
    state_.next_out = reinterpret_cast<Bytef*>(room.data());
    state_.avail_out = static_cast<uInt>(room.size());
    [[maybe_unused]] const int status = deflate(&state_, last ? Z_FINISH : Z_NO_FLUSH);
    assert(status != Z_STREAM_ERROR);
    out.append(room.data(), room.size() - state_.avail_out);
  } while (state_.avail_out == 0);
}

std::string gzipped(std::string_view text) {
  std::string out;
  gzip_stream().add(text, true, out);
  return out;
}

}  // namespace sluice::orgsim
