// Packs text like gzip, for tests of readers that recognise a packed file by its bytes.
#pragma once

#include <string>
#include <string_view>

#include <zlib.h>

#include "sim/support/check.h"

namespace reprise {

/// Returns the text as a gzip file.
inline std::string gzipped(std::string_view text) {
  z_stream stream{};
  constexpr int kGzip = 16 + MAX_WBITS;
  REPRISE_CHECK(
      deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) == Z_OK,
      "deflateInit2 of {} bytes", text.size());
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REPRISE_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END, "deflate of {} bytes", text.size());
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace reprise
