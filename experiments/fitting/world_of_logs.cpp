// Fits the world of `world: {fitted: ...}`.
#include "experiments/fitting/fit_world.h"
#include "experiments/fitting/fitted_world.h"
#include "experiments/fitting/halves.h"
#include "sim/support/progress_stage.h"
#include "sim/world_files/world_files.h"
#include "sim/world_source/fitted_source.h"

namespace reprise {
namespace {

constexpr int kVersion = 1;

FittingLog read_log(const FittedSource& source, const Progress& progress) {
  ListensRequest request;
  for (const InputFile& file : source.listens) request.paths.push_back(file.path.string());
  if (!source.columns.empty()) request.columns = read_columns(source.columns);
  request.gap_minutes = source.gap;
  request.bad_rows = static_cast<std::uint64_t>(source.bad_rows);
  // No row lies in the future: the world must not depend on the day on which it is fitted.
  WorldData catalog;
  if (source.tracks) read_tracks(source.tracks.path, catalog);
  if (progress) progress("reading the logs", 0, 0);
  const ListeningLog log = read_listens(request);
  FittingRows rows;
  return make_fitting_log(log, estimate_lengths(log), catalog, rows);
}

WorldData fit(const FittedSource& source, const Progress& progress) {
  FitSettings settings;
  settings.dim = source.dim;
  settings.interests = source.interests;
  const FittingLog log = log_of_half(read_log(source, progress), source.half);
  const WorldFit fitted = fit_world(log, settings, progress);
  return fitted_world_data(log, fitted.model, fit_budget(log));
}

const WorldFitterRegistration registration({"botify's user", kVersion, fit});

}  // namespace
}  // namespace reprise
