#include "sim/world_source/fitted_source.h"

#include "sim/support/user_error.h"

namespace reprise {

const Parameters<FittedSource>& FittedSource::parameters() {
  static const Parameters<FittedSource> declared =
      Parameters<FittedSource>("fitted")
          .require_some(
              "listens", &FittedSource::listens,
              "logs of listening, as reprise fit reads them: which shares of recommended tracks "
              "were heard, or what was played",
              "file")
          .add("tracks", &FittedSource::tracks,
               "tracks.json of the catalog; left out, tracks and artists are those of the log")
          .add("columns", &FittedSource::columns,
               "of a table: ROLE=COLUMN,..., as reprise listens takes them")
          .add("gap", &FittedSource::gap,
               "minutes without a play that separate sessions where the log does not",
               {.min = 0.01, .max = 1e6})
          .add("bad_rows", &FittedSource::bad_rows, "so many rows may be unreadable",
               {.min = 0, .max = 1e15})
          .add("dim", &FittedSource::dim, "coordinates of a track", {.min = 2, .max = 512})
          .add("interests", &FittedSource::interests, "interests of a user, at most",
               {.min = 1, .max = 64})
          .add("half", &FittedSource::half,
               "whose sessions make the world: one half of the users (world), the other "
               "(policies), or all")
          .add("from", &FittedSource::from,
               "what the world is fitted to: shares of tracks that were heard, or plays alone")
          .otherwise("shares, where at least a tenth of the plays says one");
  return declared;
}

const WorldFitter& world_fitter() {
  const std::vector<WorldFitter>& all = Registered<WorldFitter>::instance().all();
  if (all.empty()) throw UserError("this program cannot fit worlds; remove 'fitted' of the world");
  return all.front();
}

}  // namespace reprise
