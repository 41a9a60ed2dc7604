#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "experiments/metrics/metric_parameter.h"
#include "experiments/spec/selections/selection.h"
#include "experiments/statistics/sequential_halving.h"
#include "reports/results/headline_metrics.h"

namespace reprise {
namespace {

struct Halving {
  const Metric* metric = nullptr;  // mean_time_per_session when left out
  std::int64_t budget = 4'000'000;
};

// Selects by successive halving: the total number of sessions is fixed, and each round spends the
// same number of sessions on half as many treatments. The procedure promises no probability; it
// only spends most sessions on the best treatments.
class SelectHalving final : public Selection {
 public:
  SelectHalving(const Halving& settings, const SelectionContext& context)
      : settings_(settings),
        rounds_(sequential_halving(context.candidates,
                                   static_cast<std::uint64_t>(settings.budget / context.episodes))),
        episodes_(context.episodes) {}

  SequentialLimits limits() const override {
    std::uint64_t replications = 0;
    for (const HalvingRound& round : rounds_) replications += round.plays;
    return {{&metric_or_time(settings_.metric)},
            static_cast<std::int64_t>(replications) * episodes_};
  }

  std::string words() const override {
    return fmt::format("successive halving with {} sessions in all: the best by its estimate",
                       settings_.budget);
  }

  std::vector<std::uint8_t> play_on(const CandidateMeans& means) const override {
    const std::size_t played = replications_of(means);
    const std::vector<std::size_t> alive = survivors(means, played);
    if (played >= replications()) return {};
    std::vector<std::uint8_t> playing(means.size(), 0);
    for (const std::size_t i : alive) playing[i] = 1;
    return playing;
  }

  std::vector<std::size_t> best(const CandidateMeans& means) const override {
    const std::size_t played = replications_of(means);
    const std::vector<std::size_t> alive = survivors(means, played);
    return played >= replications() ? std::vector<std::size_t>{alive.front()} : alive;
  }

 private:
  std::uint64_t replications() const {
    std::uint64_t all = 0;
    for (const HalvingRound& round : rounds_) all += round.plays;
    return all;
  }

  // Returns the candidates of the round that replication number `played` belongs to, best first.
  // Each halving uses only the replications that every candidate of the round had played by then.
  std::vector<std::size_t> survivors(const CandidateMeans& means, std::size_t played) const {
    std::vector<std::size_t> alive(means.size());
    std::iota(alive.begin(), alive.end(), std::size_t{0});
    std::uint64_t done = 0;
    for (const HalvingRound& round : rounds_) {
      if (done > 0 && done <= played) {
        rank(alive, means, done);
        alive.resize(std::min<std::size_t>(alive.size(), round.treatments));
      }
      done += round.plays;
    }
    if (played > 0) rank(alive, means, played);
    return alive;
  }

  static void rank(std::vector<std::size_t>& alive, const CandidateMeans& means,
                   std::uint64_t replications) {
    const auto mean = [&](std::size_t i) {
      return mean_of(
          std::span(means[i]).first(std::min<std::size_t>(means[i].size(), replications)));
    };
    std::stable_sort(alive.begin(), alive.end(),
                     [&](std::size_t a, std::size_t b) { return mean(a) > mean(b); });
  }

  Halving settings_;
  std::vector<HalvingRound> rounds_;
  std::int64_t episodes_;
};

const Registration<SelectionPart> registration(
    "drops the worse half of the treatments after each round of a fixed number of sessions in all "
    "(Karnin, Koren and Somekh 2013)",
    Parameters<Halving>("halving")
        .add("metric", &Halving::metric, "what the best has most of")
        .otherwise(std::string(kHeadlineMetric))
        .add("budget", &Halving::budget, "sessions of all treatments together",
             {.min = 1, .max = 1e15}),
    [](const Halving& settings, SelectionContext& context) {
      return std::make_unique<SelectHalving>(settings, context);
    });

}  // namespace
}  // namespace reprise
