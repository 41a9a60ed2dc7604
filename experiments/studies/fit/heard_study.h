// Fits a world to plays without shares, and finds out how far to trust it.
#pragma once

#include "experiments/studies/fit/fit_study.h"

namespace reprise {

/// Splits the users by a hash of their ids, fits, ranks the plays of the other half, describes, and
/// looks for what speaks against the fit. Of the settings, `fit`, `all_users` and `simulated_logs`
/// count. With all users nobody is left whose plays can be ranked. Threads and errors are those of
/// study_fit.
FitStudy study_heard(const FittingLog& log, const FittingRows& rows,
                     const FitStudySettings& settings, const Progress& progress);

}  // namespace reprise
