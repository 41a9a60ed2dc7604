// The two shapes that nearly all off-policy estimates have: a mean over sessions, and a sum over
// the places of a session of ratios. Both come with the influence of each user.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/evaluation/off_policy_estimator.h"

namespace reprise {

/// Sets the estimate to the mean over sessions of the sum of term(step) over the session's steps.
template <class Term>
void mean_over_sessions(const LoggedSessions& log, Term term, OffPolicyEstimate& estimate) {
  const auto n = static_cast<double>(log.n_sessions());
  double total = 0;
  for (std::size_t session = 0; session < log.n_sessions(); ++session) {
    double sum = 0;
    for (std::uint64_t k = log.begin[session]; k < log.begin[session + 1]; ++k) sum += term(k);
    total += sum;
    estimate.influence[log.user[session]] += sum;
  }
  estimate.value = total / n;
  for (const std::uint32_t user : log.user) estimate.influence[user] -= estimate.value;
  for (double& influence : estimate.influence) influence /= n;
}

/// Adds, for each place t of a session, the ratio of the sums over sessions of weight(step)
/// value(step) and of weight(step) to the estimate, times the share of sessions that come to t.
/// Refuses where the weights of a place sum to 0.
template <class Weight, class Value>
void add_ratios_by_place(const LoggedSessions& log, Weight weight, Value value,
                         OffPolicyEstimate& estimate) {
  struct Place {
    double weights = 0;
    double values = 0;
    double sessions = 0;
  };
  std::vector<Place> places(log.longest());
  for (std::size_t session = 0; session < log.n_sessions(); ++session) {
    Place* place = places.data();
    for (std::uint64_t k = log.begin[session]; k < log.begin[session + 1]; ++k, ++place) {
      const double w = weight(k);
      place->weights += w;
      place->values += w * value(k);
      place->sessions += 1;
    }
  }
  const auto n = static_cast<double>(log.n_sessions());
  if (!places.empty() && !(places.front().weights > 0)) {
    estimate.refusal = "the log shows none of the policy's choices";
    return;
  }
  // What a step of each place adds to the influence of its user: scale w (value - ratio) for its
  // part of the ratio, and the rest because the share of sessions that come here varies, too.
  struct Influence {
    double ratio = 0;
    double scale = 0;
    double share = 0;
  };
  std::vector<Influence> influences;
  for (const Place& place : places) {
    // What nobody shows at a later place counts as nothing.
    Influence& of_place = influences.emplace_back();
    if (!(place.weights > 0)) continue;
    of_place.ratio = place.values / place.weights;
    of_place.scale = place.sessions / n / place.weights;
    of_place.share = of_place.ratio / n;
    estimate.value += place.sessions / n * of_place.ratio;
  }
  for (std::size_t session = 0; session < log.n_sessions(); ++session) {
    const Influence* place = influences.data();
    double influence = 0;
    for (std::uint64_t k = log.begin[session]; k < log.begin[session + 1]; ++k, ++place) {
      influence += place->scale * weight(k) * (value(k) - place->ratio) + place->share;
    }
    estimate.influence[log.user[session]] += influence - estimate.value / n;
  }
}

/// Sets the estimate to the sum over places t of the ratio of two sums over sessions: of
/// product(t) value(t), and of product(t), where a session that has ended before t keeps its last
/// product and has value 0. `product` is a step's product of weights.
template <class Product, class Value>
void sum_of_ratios(const LoggedSessions& log, Product product, Value value,
                   OffPolicyEstimate& estimate) {
  struct Place {
    double weights = 0;
    double values = 0;
  };
  const std::size_t longest = log.longest();
  std::vector<Place> places(longest + 1);
  std::vector<double> ended(longest + 1);  // last products of the sessions with so many steps
  for (std::size_t session = 0; session < log.n_sessions(); ++session) {
    Place* place = places.data();
    double last = 1;
    for (std::uint64_t k = log.begin[session]; k < log.begin[session + 1]; ++k, ++place) {
      last = product(k);
      place->weights += last;
      place->values += last * value(k);
    }
    ended[log.begin[session + 1] - log.begin[session]] += last;
  }
  double before = 0;
  for (std::size_t t = 0; t < longest; ++t) {
    before += ended[t];
    places[t].weights += before;
    if (!(places[t].weights > 0)) {
      if (t == 0) {
        estimate.refusal = "the log shows none of the policy's choices";
        return;
      }
      places[t].values = 0;
      continue;
    }
    places[t].values /= places[t].weights;  // the ratio from now on
    estimate.value += places[t].values;
  }
  // Divided once for each place instead of at each step.
  for (Place& place : places) place.weights = place.weights > 0 ? 1 / place.weights : 0;
  // The sum over the places from t on of ratio / sum of weights, for sessions that ended.
  std::vector<double> from(longest + 1);
  for (std::size_t t = longest; t-- > 0;) {
    from[t] = from[t + 1] + places[t].values * places[t].weights;
  }
  for (std::size_t session = 0; session < log.n_sessions(); ++session) {
    const Place* place = places.data();
    double influence = 0;
    double last = 1;
    for (std::uint64_t k = log.begin[session]; k < log.begin[session + 1]; ++k, ++place) {
      last = product(k);
      influence += last * (value(k) - place->values) * place->weights;
    }
    influence -= last * from[log.begin[session + 1] - log.begin[session]];
    estimate.influence[log.user[session]] += influence;
  }
}

}  // namespace reprise
