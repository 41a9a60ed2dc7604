// Lists of tracks for tracks that a fit learned: what policies of the certificate play.
#pragma once

#include <filesystem>

#include "experiments/fitting/shares/fitted_model.h"

namespace reprise {

/// Writes for every track the hundred tracks that would be heard most by somebody whose interest it
/// is, best first, in the form that item_list reads. Runs on all threads of the TBB arena. Throws
/// UserError when the file cannot be written.
void write_near_lists(const FittedModel& model, const std::filesystem::path& path);

}  // namespace reprise
