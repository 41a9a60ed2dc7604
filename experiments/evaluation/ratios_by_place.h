// Estimates that are a sum over the places of a session (its first step, its second, ...) of a
// ratio: sums over sessions of weighted values, and of weights.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "experiments/evaluation/off_policy_estimator.h"

namespace reprise {

/// Why there is no ratio at the first place, in plain words.
inline constexpr const char* kNoChoiceShown = "the log shows none of the policy's choices";

/// The sum over places t of the ratio of sums of weight value and of weight over the sessions that
/// come to t, times the share of these sessions. What nobody shows at a later place counts as
/// nothing. `Weight` and `Value` are called with a block and the number of a step in it.
template <class Weight, class Value>
class RatiosByPlace final : public RatioEstimate {
 public:
  RatiosByPlace(const LoggedSessions& log, Weight weight_of, Value value_of, const char* refusal)
      : weight_of_(weight_of),
        value_of_(value_of),
        refusal_(refusal),
        n_(static_cast<double>(log.n_sessions())) {
    sums_.resize(log.longest());
    std::vector<std::size_t> of_length(sums_.size() + 1);
    for (std::size_t session = 0; session < log.n_sessions(); ++session) {
      ++of_length[log.begin[session + 1] - log.begin[session]];
    }
    std::size_t longer = 0;
    for (std::size_t t = sums_.size(); t-- > 0;) {
      longer += of_length[t + 1];
      sums_[t].share = static_cast<double>(longer) / n_;
    }
  }

  void add(const StepBlock& block) override {
    for (std::size_t k = 0; k < block.n_steps(); ++k) {
      Sums& sums = sums_[block.place[k]];
      const double weight = weight_of_(block, k);
      sums.weights += weight;
      sums.values += weight * value_of_(block, k);
    }
  }

  std::string settle() override {
    if (!sums_.empty() && !(sums_.front().weights > 0)) return refusal_;
    for (const Sums& sums : sums_) {
      Ratio& of_place = ratios_.emplace_back();
      if (!(sums.weights > 0)) continue;
      of_place.ratio = sums.values / sums.weights;
      of_place.scale = sums.share / sums.weights;
      of_place.of_share = of_place.ratio / n_;
      value_ += sums.share * of_place.ratio;
    }
    return {};
  }

  double value() const override { return value_; }

  void influence(const StepBlock& block, std::span<double> of_steps,
                 std::span<double> of_sessions) const override {
    for (std::size_t k = 0; k < block.n_steps(); ++k) {
      const Ratio& of = ratios_[block.place[k]];
      of_steps[k] =
          of.scale * weight_of_(block, k) * (value_of_(block, k) - of.ratio) + of.of_share;
    }
    for (double& of_session : of_sessions) of_session = -value_ / n_;
  }

 private:
  struct Sums {
    double weights = 0;
    double values = 0;
    double share = 0;  // of the sessions that come to the place
  };
  // What a step of the place adds to an influence: scale weight (value - ratio) for its part of the
  // ratio, and the rest because the share of sessions that come here varies, too.
  struct Ratio {
    double ratio = 0;
    double scale = 0;
    double of_share = 0;
  };

  Weight weight_of_;
  Value value_of_;
  const char* refusal_;
  double n_;
  std::vector<Sums> sums_;
  std::vector<Ratio> ratios_;
  double value_ = 0;
};

/// Returns the estimate by ratios of places, and refuses by this text where the first place's
/// weights sum to 0.
template <class Weight, class Value>
std::unique_ptr<RatioEstimate> ratios_by_place(const LoggedSessions& log, Weight weight_of,
                                               Value value_of,
                                               const char* refusal = kNoChoiceShown) {
  return std::make_unique<RatiosByPlace<Weight, Value>>(log, weight_of, value_of, refusal);
}

/// The sum over places t of the ratio of sums over all sessions: of product(t) value(t), and of
/// product(t), where a session that has ended before t keeps its last product and has value 0.
/// `Value` is called with a block and the number of a step in it.
template <class Value>
class RatiosOfProducts final : public RatioEstimate {
 public:
  RatiosOfProducts(const LoggedSessions& log, Value value_of)
      : value_of_(value_of), places_(log.longest()), ended_(places_.size() + 1) {}

  void add(const StepBlock& block) override {
    for (std::size_t k = 0; k < block.n_steps(); ++k) {
      Place& place = places_[block.place[k]];
      place.weights += block.product[k];
      place.values += block.product[k] * value_of_(block, k);
    }
    for (std::size_t session = 0; session < block.n_sessions(); ++session) {
      ended_[block.begin[session + 1] - block.begin[session]] += block.last_product[session];
    }
  }

  std::string settle() override {
    double before = 0;
    for (std::size_t t = 0; t < places_.size(); ++t) {
      before += ended_[t];
      const double weights = places_[t].weights + before;
      if (t == 0 && !(weights > 0)) return kNoChoiceShown;
      places_[t].ratio = weights > 0 ? places_[t].values / weights : 0;
      places_[t].per_weight = weights > 0 ? 1 / weights : 0;
      value_ += places_[t].ratio;
    }
    from_.resize(ended_.size());
    for (std::size_t t = places_.size(); t-- > 0;) {
      from_[t] = from_[t + 1] + places_[t].ratio * places_[t].per_weight;
    }
    return {};
  }

  double value() const override { return value_; }

  void influence(const StepBlock& block, std::span<double> of_steps,
                 std::span<double> of_sessions) const override {
    for (std::size_t k = 0; k < block.n_steps(); ++k) {
      const Place& place = places_[block.place[k]];
      of_steps[k] = block.product[k] * (value_of_(block, k) - place.ratio) * place.per_weight;
    }
    for (std::size_t session = 0; session < block.n_sessions(); ++session) {
      of_sessions[session] =
          -block.last_product[session] * from_[block.begin[session + 1] - block.begin[session]];
    }
  }

 private:
  struct Place {
    double weights = 0;
    double values = 0;
    double ratio = 0;
    double per_weight = 0;  // 1 / sum of all weights, so that nothing is divided at a step
  };

  Value value_of_;
  std::vector<Place> places_;
  std::vector<double>
      ended_;                 // by number of steps: last products of the sessions that have so many
  std::vector<double> from_;  // by place: the sum from there on of ratio / sum of weights
  double value_ = 0;
};

/// Returns the estimate by ratios of products.
template <class Value>
std::unique_ptr<RatioEstimate> ratios_of_products(const LoggedSessions& log, Value value_of) {
  return std::make_unique<RatiosOfProducts<Value>>(log, value_of);
}

}  // namespace reprise
