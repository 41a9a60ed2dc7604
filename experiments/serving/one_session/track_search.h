// Tracks by what people remember of them: words of the artist and the title.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/world/world.h"

namespace reprise {

/// Letters as small ones, in every script that the C library knows, so that texts which differ in
/// case alone become equal. Bytes that are not UTF-8 stay as they are. Thread-safe.
std::string fold_case(std::string_view text);

/// Immutable; its world must outlive it.
class TrackSearch {
 public:
  enum class In { artist_and_title, artist, title };

  struct Found {
    std::vector<TrackId> tracks;  // the first of them
    std::size_t count = 0;        // all there are
  };

  explicit TrackSearch(const World& world);

  /// The tracks in whose text all words of `query` are, anywhere and in any case; those most
  /// popular first, then by id; at most `most` of them. A query without words finds nothing.
  Found find(std::string_view query, In in, std::size_t most) const;

 private:
  const World& world_;
  std::vector<TrackId> order_;        // all tracks, those most popular first
  std::vector<std::string> artists_;  // folded
  std::vector<std::string> titles_;
};

}  // namespace reprise
