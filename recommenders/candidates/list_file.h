// Reads recommendation lists from a file or takes them from a trained model: one list for each user
// or each track.
#pragma once

#include <memory>
#include <string>

#include "recommenders/lists.h"
#include "recommenders/sentence.h"
#include "sim/support/parameters/input_file.h"

namespace reprise {

/// Reads objects {"user" | "track" | "item_id": id, "tracks" | "recommendations": [track, ...]} and
/// keeps at most `top` items of each list. Either all objects or none have "scores": [number, ...].
/// The file holds JSON lines, an array of objects, or one object {id: [track, ...], ...}; it is
/// plain or gzip. Ids are numbers or text. Users are named by their ids. A track has no list if its
/// list is null, or if its object is a row of tracks.json (it has "artist") without a list. Throws
/// UserError with the place for other shapes, for ids unknown to the world, and for keys that occur
/// twice.
Lists read_lists(const std::filesystem::path& path, ListOf of, std::size_t top, const World& world);

/// The source of lists, as written below `item_list:` and `user_list:`.
struct ListSource {
  InputFile file;
  std::optional<std::string> model;
  std::int64_t top = 0;
  bool ordered = false;
  std::int64_t per_artist = 0;
  bool with_anchor = true;

  static Parameters<ListSource> declare(const char* name);
  /// Returns the parameters as YAML, `{file: ..., top: ...}`, for shorthands.
  Node write() const;
};

}  // namespace reprise
