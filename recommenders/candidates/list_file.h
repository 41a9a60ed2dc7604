// Recommendation lists from a file: one list for each user or each track.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "recommenders/sentence.h"

namespace reprise {

/// Whose lists a file holds.
enum class ListOf { users, tracks };

/// The lists of a file, by user index or track id. A list that is not there is empty.
struct Lists {
  std::vector<std::uint64_t> begin;  // n + 1 offsets
  std::vector<TrackId> flat;
  std::vector<float> scores;  // as many, or none

  std::span<const TrackId> of(std::uint32_t key) const {
    return std::span(flat).subspan(begin[key], begin[key + 1] - begin[key]);
  }
};

/// Reads JSON lines {"user" | "track" | "item_id": id, "tracks" | "recommendations": [track, ...]},
/// with optional "scores": [number, ...] in all lines or none, keeping at most `top` of each list.
/// Users are named by their ids. Throws UserError with the line for other shapes, ids unknown to
/// the world, and keys that are there twice.
Lists read_lists(const std::filesystem::path& path, ListOf of, std::size_t top, const World& world);

struct ListFileParameters {
  InputFile file;
  std::int64_t top = 1'000'000;
  bool ordered = false;

  static Parameters<ListFileParameters> declare(const char* name) {
    return Parameters<ListFileParameters>(name)
        .require("file", &ListFileParameters::file, "JSON lines with the lists")
        .short_form()
        .add("top", &ListFileParameters::top, "items of each list that are used",
             {.min = 1, .max = 1e9})
        .add("ordered", &ListFileParameters::ordered, "whether the lists are best first");
  }
};

}  // namespace reprise
