// Reads recommendation lists from a file or takes them from a trained model: one list for each user
// or each track.
#pragma once

#include <memory>
#include <string>
#include <type_traits>

#include <fmt/format.h>

#include "recommenders/lists.h"
#include "recommenders/sentence.h"
#include "sim/support/parameters/input_file.h"

namespace reprise {

/// Reads objects {"user" | "track" | "item_id": id, "tracks" | "recommendations": [track, ...]}.
/// Either all objects or none have "scores": [number, ...].
/// The file holds JSON lines, an array of objects, or one object {id: [track, ...], ...}; it is
/// plain or gzip. Ids are numbers or text. Users are named by their ids. A track has no list if its
/// list is null, or if its object is a row of tracks.json (it has "artist") without a list. Throws
/// UserError with the place for other shapes, for ids unknown to the world, and for keys that occur
/// twice.
Lists read_lists(const std::filesystem::path& path, ListOf of, const World& world);

/// The source of lists, as written below `item_list:` and `user_list:`.
struct ListSource {
  InputFile file;
  std::optional<std::string> model;
  std::int64_t top = 0;
  bool ordered = false;
  std::int64_t per_artist = 0;
  bool with_anchor = true;

  /// Declares them for a struct that is a ListSource, under the name `name`.
  template <class Source = ListSource>
  static Parameters<Source> declare(const char* name);
  /// Returns the parameters as YAML, `{file: ..., top: ...}`, for shorthands.
  Node write() const;
};

template <class Source>
Parameters<Source> ListSource::declare(const char* name) {
  const auto of = [](auto ListSource::*field) {
    return static_cast<std::remove_reference_t<decltype(std::declval<Source>().*field)> Source::*>(
        field);
  };
  return Parameters<Source>(name)
      .add("file", of(&ListSource::file),
           "JSON with the lists: a line each, an array or an object; gzip or not")
      .short_form()
      .add("model", of(&ListSource::model), "instead of a file, a model of the experiment")
      .add("top", of(&ListSource::top),
           "items of each list that are used; 0 for all of a file's, 100 of a model's",
           {.min = 0, .max = 1e9})
      .add("ordered", of(&ListSource::ordered), "of a file: whether its lists are best first")
      .add("per_artist", of(&ListSource::per_artist),
           "of a model: items of one artist in a list at most; 0 for any number",
           {.min = 0, .max = 1e9})
      .add("with_anchor", of(&ListSource::with_anchor),
           "of a model: whether a track may be in its own list")
      .check([name](const Source& source, const Node& node) {
        if (source.file && source.model) {
          throw UserError(node.place, fmt::format("{} has a file and a model; remove one", name));
        }
        if (!source.file && !source.model) {
          throw UserError(
              node.place,
              fmt::format("{} needs 'file': JSON lines with the lists; or 'model'", name));
        }
      });
}

}  // namespace reprise
