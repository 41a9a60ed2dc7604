#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "experiments/metrics/metric_parameter.h"
#include "experiments/spec/selections/selection.h"
#include "experiments/spec/values/percent.h"
#include "experiments/statistics/kim_nelson.h"
#include "experiments/statistics/moments.h"
#include "reports/results/headline_metrics.h"

namespace reprise {
namespace {

struct KimNelson {
  const Metric* metric = nullptr;  // mean_time_per_session when left out
  Width indifference;
  std::int64_t first = 10;
  std::int64_t max_episodes = 1'000'000;
};

// Selects by a fully sequential procedure with an indifference zone. Its observations are
// replications. Each is the mean over users of so many sessions that it is nearly normal; common
// random numbers make the differences between candidates small.
class SelectKimNelson final : public Selection {
 public:
  SelectKimNelson(const KimNelson& settings, double alpha) : settings_(settings), alpha_(alpha) {}

  SequentialLimits limits() const override {
    return {{&metric_or_time(settings_.metric)}, settings_.max_episodes, settings_.first};
  }

  std::string words() const override {
    return fmt::format(
        "Kim and Nelson's procedure: with probability {:.6g} the best, or within {} of it",
        1 - alpha_, width_words(settings_.indifference));
  }

  std::string indifference() const override { return width_words(settings_.indifference); }

  std::vector<std::uint8_t> play_on(const CandidateMeans& means) const override {
    const std::vector<std::size_t> alive = survivors(means);
    if (alive.size() == 1) return {};
    std::vector<std::uint8_t> playing(means.size(), 0);
    for (const std::size_t i : alive) playing[i] = 1;
    return playing;
  }

  std::vector<std::size_t> best(const CandidateMeans& means) const override {
    std::vector<std::size_t> alive = survivors(means);
    std::stable_sort(alive.begin(), alive.end(), [&](std::size_t a, std::size_t b) {
      return mean_of(means[a]) > mean_of(means[b]);
    });
    return alive;
  }

 private:
  std::size_t first() const { return static_cast<std::size_t>(settings_.first); }

  // Returns the candidates that no replication so far has dropped. Replications of a candidate
  // after it was dropped are ignored, so the result depends only on the replications before.
  std::vector<std::size_t> survivors(const CandidateMeans& means) const {
    std::vector<std::size_t> alive(means.size());
    std::iota(alive.begin(), alive.end(), std::size_t{0});
    const std::size_t played = replications_of(means);
    if (played < first() || means.size() < 2) return alive;
    const double h2 = kim_nelson_h2(means.size(), first(), alpha_);
    const double zone =
        settings_.indifference.of(std::abs(mean_of(std::span(means[0]).first(first()))));
    const auto variance = [&](std::size_t a, std::size_t b) {
      return paired_moments(std::span(means[a]).first(first()), std::span(means[b]).first(first()))
          .difference.variance;
    };
    for (std::size_t r = first(); r <= played && alive.size() > 1; ++r) {
      std::vector<double> so_far(means.size(), 0);
      for (const std::size_t i : alive) so_far[i] = mean_of(std::span(means[i]).first(r));
      alive = kim_nelson_survivors(alive, so_far, variance, h2, zone, r);
    }
    return alive;
  }

  KimNelson settings_;
  double alpha_;
};

const Registration<SelectionPart> registration(
    "drops treatments that are clearly behind until one is left that is the best, or within the "
    "indifference of it, at the experiment's confidence (Kim and Nelson 2001)",
    Parameters<KimNelson>("kim_nelson")
        .add("metric", &KimNelson::metric, "what the best has most of")
        .otherwise(std::string(kHeadlineMetric))
        .add("indifference", &KimNelson::indifference,
             "a smaller difference does not matter: 1% of the control's mean, or a number in the "
             "metric's units")
        .add("first", &KimNelson::first, "replications before the first look",
             {.min = 2, .max = 1e6})
        .add("max_episodes", &KimNelson::max_episodes, "stop there in any case",
             {.min = 1, .max = 1e15}),
    [](const KimNelson& settings, SelectionContext& context) {
      return std::make_unique<SelectKimNelson>(settings, context.alpha);
    });

}  // namespace
}  // namespace reprise
