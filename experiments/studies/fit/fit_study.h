// Fits a world to a log, finds out how far to trust it, and writes both: `reprise fit --out DIR`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiments/fitting/shares/fit_world.h"
#include "experiments/fitting/trust/backtest.h"
#include "reports/results/fit_summary.h"
#include "sim/world/world.h"
#include "sim/world_source/fitted_source.h"

namespace reprise {

struct FitStudySettings {
  FitSettings fit;
  std::optional<FittedFrom> from;  // what to fit to; the log decides without it
  /// The world is fitted to every user's sessions, and none are left for policies.
  bool all_users = false;
  /// Whether to find out in known worlds if verdicts carry over; takes six times as long as the
  /// fit.
  bool certificate = false;
  /// Other treatments that the service tried, to predict their effects on the log, which is the
  /// control's then; with all_users, without a certificate.
  std::string control;
  std::vector<BacktestArm> treatments;
  std::uint64_t trials = 4;  // of the certificate and of predictions, at least 2
  std::uint64_t simulated_logs = 10;
};

/// A fitted world and what is known about it.
struct FitStudy {
  FitSummary summary;
  WorldData world;
  UserFields fields;  // of its users: their ids, where those are text
  /// By user of the world, with standard errors; after a certificate those have in them what fits
  /// get wrong in known worlds.
  std::vector<FittedListener> listeners;
  /// By user of the log: 1 for the half that the world was fitted to.
  std::vector<std::uint8_t> of_world;
};

/// The sessions of the users whom a world is fitted to, and of those who are left for policies.
struct StudiedHalves {
  FittingLog worlds;
  FittingLog policies;  // without tracks where all users make the world
};

/// Begins a study: says in its summary what the log itself has, and how many plays were left out,
/// and why; splits the users by a hash of their ids. Throws UserError where a half has no users.
StudiedHalves begin_study(const FittingLog& log, const FittingRows& rows,
                          const FitStudySettings& settings, FitStudy& study);

/// Splits the users by a hash of their ids, fits, describes, looks for misfit, and certifies if
/// that is asked for. `directory` takes policy_lists.json, lists of tracks for tracks that were
/// learned from the other half's sessions, which policies of the certificate play. Runs on all
/// threads of the TBB arena; results do not depend on their number. Throws UserError for a log of
/// fewer than two users, and when the lists cannot be written.
FitStudy study_fit(const FittingLog& log, const FittingRows& rows, const FitStudySettings& settings,
                   const std::filesystem::path& directory, const Progress& progress);

/// Writes the world (tracks.npy, tracks.json, users.json, top_tracks.json), split.csv (which user
/// is of which half), responses.csv (how each user responds, with errors), report.html, report.md
/// and their figures, and fit.json last, so that a directory that has it is complete. `command`
/// makes the directory again. Returns the reason why there are no figures, or nothing. Throws
/// UserError.
std::string write_fit(const std::filesystem::path& directory, const FittingLog& log,
                      const FitStudy& study, const std::string& command);

}  // namespace reprise
