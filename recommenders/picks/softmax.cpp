#include <algorithm>

#include "recommenders/picks/weighted_of.h"

namespace reprise {
namespace {

enum class Over { ranks, scores };
std::vector<std::string> choices(Over) { return {"ranks", "scores"}; }

struct SoftmaxParameters {
  double temperature = 10;
  Over over = Over::ranks;
};

class SoftmaxOfRanks final : public Pick {
 public:
  SoftmaxOfRanks(double temperature, std::size_t longest) {
    for (std::size_t i = 0; i < longest; ++i) {
      weights_.add(-static_cast<double>(i) / temperature);
    }
  }

  MaybeTrack pick(const TrackList& list, const Exclude* exclude, Request& request) const override {
    return weighted_of(list, weights_, exclude, request);
  }
  bool tell(const TrackList& list, const Exclude* exclude, Request& request, double share,
            Propensities& propensities) const override {
    return tell_weighted_of(list, weights_, exclude, request, share, propensities);
  }
  bool needs_order() const override { return true; }

 private:
  Weights weights_;
};

struct ScoreWeights final : Scratch {
  Weights weights;

  void clear() override {}
};

class SoftmaxOfScores final : public Pick {
 public:
  SoftmaxOfScores(double temperature, std::size_t scratch)
      : temperature_(temperature), scratch_(scratch) {}

  MaybeTrack pick(const TrackList& list, const Exclude* exclude, Request& request) const override {
    return weighted_of(list, weights_of(list, request), exclude, request);
  }
  bool tell(const TrackList& list, const Exclude* exclude, Request& request, double share,
            Propensities& propensities) const override {
    return tell_weighted_of(list, weights_of(list, request), exclude, request, share, propensities);
  }
  bool needs_scores() const override { return true; }

 private:
  const Weights& weights_of(const TrackList& list, const Request& request) const {
    Weights& weights = request.scratch_as<ScoreWeights>(scratch_).weights;
    // The largest score is subtracted from each score. The proportions stay the same, and nothing
    // overflows.
    const float largest = *std::max_element(list.scores, list.scores + list.size);
    weights.clear();
    for (std::uint32_t i = 0; i < list.size; ++i) {
      weights.add((static_cast<double>(list.scores[i]) - largest) / temperature_);
    }
    return weights;
  }

  double temperature_;
  std::size_t scratch_;
};

const Registration<PickPart> registration(
    "in proportion to exp(-rank / temperature), or to exp(score / temperature)",
    Parameters<SoftmaxParameters>("softmax")
        .add("temperature", &SoftmaxParameters::temperature,
             "how far down the list it goes, in ranks or in units of score",
             {.min = 1e-6, .max = 1e9})
        .short_form()
        .add("over", &SoftmaxParameters::over, "what it depends on"),
    [](const SoftmaxParameters& parameters, Build& build) -> std::unique_ptr<Pick> {
      if (parameters.over == Over::ranks) {
        return std::make_unique<SoftmaxOfRanks>(parameters.temperature, build.longest_list());
      }
      return std::make_unique<SoftmaxOfScores>(parameters.temperature,
                                               build.add_scratch<ScoreWeights>());
    });

}  // namespace
}  // namespace reprise
