// The dozen policies that show whether verdicts of a fitted world hold elsewhere, and how they do
// in a world.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "sim/support/progress.h"
#include "sim/world/world.h"

namespace reprise {

/// A policy, as its recommender is written in an experiment.
struct JudgedPolicy {
  std::string name;
  std::string recommender;  // YAML
  bool listed = false;      // plays the lists
};

/// Returns the policies, `random` first: what services begin with, and ways to use lists of tracks
/// for tracks (a file as item_list reads it).
std::vector<JudgedPolicy> judged_policies(const std::filesystem::path& lists);

struct PlayedPolicy {
  double tracks_per_session = 0;
  std::vector<std::uint64_t> plays;  // recommendations, by track
};

/// Plays `sessions` sessions of each policy in the world: the same sessions for all of them, under
/// common random numbers. Equal for any number of threads; runs on those of the TBB arena. Throws
/// UserError for lists that cannot be read.
std::vector<PlayedPolicy> play_policies(const World& world, std::span<const JudgedPolicy> policies,
                                        std::uint64_t sessions, std::uint64_t seed);

}  // namespace reprise
