// Fits the world of `world: {fitted: ...}`.
#include "experiments/fitting/log/halves.h"
#include "experiments/fitting/log/heard_log.h"
#include "experiments/fitting/plays/heard_world.h"
#include "experiments/fitting/shares/fit_world.h"
#include "experiments/fitting/shares/fitted_world.h"
#include "sim/support/progress_stage.h"
#include "sim/world_files/world_files.h"
#include "sim/world_source/fitted_source.h"

namespace reprise {
namespace {

constexpr int kVersion = 4;

ListeningLog read_log(const FittedSource& source, const Progress& progress) {
  ListensRequest request;
  for (const InputFile& file : source.listens) request.paths.push_back(file.path.string());
  if (!source.columns.empty()) request.columns = read_columns(source.columns);
  request.gap_minutes = source.gap;
  request.bad_rows = static_cast<std::uint64_t>(source.bad_rows);
  // No row lies in the future: the world must not depend on the day on which it is fitted.
  if (progress) progress("reading the logs", 0, 0);
  return read_listens(request);
}

WorldData fit(const FittedSource& source, UserFields& fields, const Progress& progress) {
  FitSettings settings;
  settings.dim = source.dim;
  settings.interests = source.interests;
  WorldData catalog;
  if (source.tracks) read_tracks(source.tracks.path, catalog);
  FittingLog log;
  FittedFrom from = FittedFrom::shares;
  {
    const ListeningLog listened = read_log(source, progress);
    const TrackLengths lengths = estimate_lengths(listened);
    from = fitted_from(listened, lengths, source.from);
    FittingRows rows;
    log = from == FittedFrom::shares ? make_fitting_log(listened, lengths, catalog, rows)
                                     : make_heard_log(listened, lengths, catalog, source.gap, rows);
  }
  log = log_of_half(log, source.half);
  fields.ids = log.user_names;
  if (from == FittedFrom::plays) {
    return heard_world_data(log, fit_heard(log, settings, progress));
  }
  const WorldFit fitted = fit_world(log, settings, progress);
  return fitted_world_data(log, fitted.model, fit_budget(log));
}

const WorldFitterRegistration registration({"botify's user", kVersion, fit});

}  // namespace
}  // namespace reprise
