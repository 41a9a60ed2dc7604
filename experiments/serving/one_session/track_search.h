// Finds tracks by words of the artist's name and the title.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/world/world.h"

namespace reprise {

/// Returns the text in lower case, in every script that the C library knows, so that texts that
/// differ only in case become equal. Bytes that are not UTF-8 stay unchanged. Thread-safe.
std::string fold_case(std::string_view text);

/// Searches the tracks of a world. Immutable; the world must outlive this object.
class TrackSearch {
 public:
  enum class In { artist_and_title, artist, title };

  struct Found {
    std::vector<TrackId> tracks;  // the first tracks found, at most `most`
    std::size_t count = 0;        // the number of all tracks found
  };

  explicit TrackSearch(const World& world);

  /// Returns the tracks whose text has all words of `query`, anywhere and in any case: at most
  /// `most` tracks, the most popular first, then by id. A query without words finds nothing.
  Found find(std::string_view query, In in, std::size_t most) const;

 private:
  const World& world_;
  std::vector<TrackId> order_;        // all tracks, the most popular first
  std::vector<std::string> artists_;  // in lower case; by artist
  std::vector<std::string> titles_;   // in lower case; by track
};

}  // namespace reprise
