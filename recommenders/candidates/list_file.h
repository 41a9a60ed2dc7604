// Recommendation lists from a file or from a trained model: one list for each user or each track.
#pragma once

#include <memory>
#include <string>

#include "recommenders/lists.h"
#include "recommenders/sentence.h"

namespace reprise {

/// Reads objects {"user" | "track" | "item_id": id, "tracks" | "recommendations": [track, ...]},
/// with optional "scores": [number, ...] in all of them or none, keeping at most `top` of each
/// list. They are JSON lines, or an array of them, or one object {id: [track, ...], ...}; plain or
/// gzip; ids are numbers or text. Users are named by their ids. A track whose list is null, or
/// which a file of tracks describes without a list, has none. Throws UserError with the place for
/// other shapes, ids unknown to the world, and keys that are there twice.
Lists read_lists(const std::filesystem::path& path, ListOf of, std::size_t top, const World& world);

/// Where lists come from, as `item_list:` and `user_list:` say it.
struct ListSource {
  InputFile file;
  std::optional<std::string> model;
  std::int64_t top = 0;
  bool ordered = false;
  std::int64_t per_artist = 0;
  bool with_anchor = true;

  static Parameters<ListSource> declare(const char* name);
  /// The names of what is written, for shorthands: `{file: ..., top: ...}`.
  Node write() const;
};

}  // namespace reprise
