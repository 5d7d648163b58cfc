// gzip for bodies, whole or piece by piece, by zlib.
#pragma once

#include <string>
#include <string_view>
#include <zlib.h>

namespace sluice::orgsim {

class gzip_stream {
 public:
  gzip_stream();
  ~gzip_stream();
  gzip_stream(const gzip_stream&) = delete;
  gzip_stream& operator=(const gzip_stream&) = delete;

  // Appends what comes out for this piece; the last one closes the stream.
  void add(std::string_view piece, bool last, std::string& out);

 private:
  z_stream state_{};
};

std::string gzipped(std::string_view text);

}  // namespace sluice::orgsim
