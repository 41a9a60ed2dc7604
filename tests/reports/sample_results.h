// Makes Results by hand for the tests of the reports. The results are small enough to check by eye.
#pragma once

#include <string>

#include "reports/results/results.h"

namespace reprise {

/// Returns a paired run of three seeds: random (control), sticky_artist (worse), top_pop (not
/// significant), first_track (better) and the oracle, on seven metrics, with warnings.
Results sample_results();

/// Returns the same run with `days` days.
Results results_with_days(int days);

/// Returns a run of a control and `count` treatments. Their names are `prefix` and a number.
Results results_with_treatments(int count, const std::string& prefix);

/// Returns results_with_treatments with session lengths from one track to thousands, times by step,
/// and effects in ten segments of users by each of three traits.
Results results_with_sessions(int count, const std::string& prefix);

/// Returns a run of a control and one treatment with a single effect, on mean_time_per_session.
Results results_with_effect(const Effect& effect);

/// Returns sample_results with `count` trained models, of ten epochs each.
Results results_with_models(int count);

/// Returns results from a log of a service: a control C and a treatment T1, no world, no seeds, no
/// recommender and no fallback, and a warning.
Results log_sample_results();

/// Returns sample_results as a run that stopped when it knew enough, with its looks, every pair, a
/// coverage simulation, and health checks of which one failed.
Results results_of_stop();

/// Returns sample_results as a run that selected first_track and dropped the others.
Results results_of_selection();

/// Returns sample_results with hostile names, which look like markup, terminal codes or another
/// row.
Results nasty_results();

}  // namespace reprise
