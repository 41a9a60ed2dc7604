// Defines what is known of a person who was added to a world, as plain numbers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/results/fit_summary.h"

namespace reprise {

/// An interest of the person: a track of the world.
struct PersonInterest {
  std::uint32_t track = 0;
  std::string artist;
  std::string title;
  double sessions = 0;  // share of the person's sessions
};

struct PersonSummary {
  std::string id;  // in the world
  std::vector<std::string> files;
  std::string world;  // what it is
  std::uint64_t world_tracks = 0;
  std::uint64_t world_users = 0;  // without the person

  std::uint64_t plays = 0;
  std::uint64_t matched_plays = 0;
  std::uint64_t tracks = 0;  // of the export
  std::uint64_t matched_by_id = 0;
  std::uint64_t matched_by_names = 0;
  std::uint64_t sessions = 0;  // with a matched track that was heard
  std::uint64_t shares =
      0;  // matched plays whose heard share is known, after the first of a session

  std::vector<PersonInterest> interests;
  /// Traits. PartSource::preset stands for the mean of the world's users; `spread` is the standard
  /// deviation between these, `error` the person's standard error.
  std::vector<FitPart> traits;
};

}  // namespace reprise
