// Hand-made Results for the tests of the reports: small enough to check by eye.
#pragma once

#include <string>

#include "reports/results/results.h"

namespace reprise {

/// A paired run of three seeds: random (control), sticky_artist (worse), top_pop (not significant),
/// first_track (better) and the oracle, on seven metrics, with warnings.
Results sample_results();

/// The same run in so many days.
Results results_with_days(int days);

/// A control and `count` treatments whose names are `prefix` and a number.
Results results_with_treatments(int count, const std::string& prefix);

/// results_with_treatments with session lengths from one track to thousands, times by step, and
/// effects in ten groups of users by each of three traits.
Results results_with_sessions(int count, const std::string& prefix);

/// A control and one treatment with a single effect, on mean_time_per_session.
Results results_with_effect(const Effect& effect);

/// sample_results with so many trained models, of ten epochs each.
Results results_with_models(int count);

/// What a log of a service gives: a control C and a treatment T1, no world, no seeds, no
/// recommender and no fallback, and a warning.
Results log_sample_results();

/// sample_results as a run that stopped when it knew enough: with its looks, every pair, a
/// certificate and health checks of which one failed.
Results results_of_stop();

/// sample_results as a run that selected first_track and dropped the others.
Results results_of_selection();

/// sample_results with names that want to be markup, terminal codes or another row.
Results nasty_results();

}  // namespace reprise
