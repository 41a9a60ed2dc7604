// Counts what logs of listening say.
#pragma once

#include "experiments/listens/listens_request.h"
#include "experiments/listens/read_listens.h"
#include "experiments/listens/track_lengths.h"
#include "reports/results/listens_summary.h"

namespace reprise {

/// Counts everything of a ListensSummary. Files are named without their folders, because those may
/// have a person's name. Pure.
ListensSummary summarize_listens(const ListeningLog& log, const TrackLengths& lengths,
                                 const ListensRequest& request);

}  // namespace reprise
