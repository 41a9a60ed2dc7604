// Recommenders that ask a Python object: in batches, or track by track as botify's service would.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <pybind11/pybind11.h>

#include "experiments/python/caller_thread.h"
#include "recommenders/recommender.h"

namespace reprise {

/// What an object answered is no recommendation. Python sees reprise.RecommenderError.
class AnswerError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct AskedObject {
  pybind11::object object;
  std::string called;    // in messages
  std::string identity;  // the same text for the same object and no other one of the run
};

/// Returns the recommender that asks an object, at most `at_once` requests at a time:
///   recommend(batch), or the object itself where it is a function: n track ids for n requests;
///   propensities(batch) beside recommend(batch), if there is one, says what recommend may name,
///   and how probably: two arrays (tracks, probabilities) of n x k, or one of n x n_tracks; each
///   row sums to 1; recommend_next(user, prev_track, prev_track_time): one track id, asked in the
///   order of each user's sessions; last(user, prev_track, prev_track_time), if there is one, ends
///   a session.
/// Fills in what `build` is told of it. Needs the GIL. What the recommender uses is added to
/// `kept`, which must outlive it: the recommender itself is destroyed without the GIL. Throws
/// UserError for an object that is neither.
std::unique_ptr<Recommender> asked_object(const AskedObject& asked, CallerThread& caller,
                                          std::size_t at_once, Build& build,
                                          std::vector<pybind11::object>& kept);

}  // namespace reprise
