// What has been played as bytes: checkpoints on disk, and what processes hand each other. Numbers
// are small and many, so each takes as many bytes as it needs; a checksum ends them.
#pragma once

#include <string>
#include <string_view>

#include "experiments/running/played.h"

namespace reprise {

/// Of which run the portions are.
struct PlayedOf {
  std::string config_hash;
  std::string world;    // fingerprint
  std::string program;  // version; another one may play other sessions

  friend bool operator==(const PlayedOf&, const PlayedOf&) = default;
};

class PlayedFile {
 public:
  static std::string write(const Played& played, const PlayedOf& of);

  /// Who wrote it. Throws std::runtime_error, saying what is wrong with the bytes.
  static PlayedOf read_header(std::string_view bytes);
  /// `into` is empty and of the same run; `shape` is an empty Totals of each arm. Throws
  /// std::runtime_error as read_header does: nothing in the bytes is trusted.
  static void read(std::string_view bytes, const std::vector<Totals>& shape, Played& into);

 private:
  static bool fits_together(const Played& played, std::size_t n_arms);
};

}  // namespace reprise
