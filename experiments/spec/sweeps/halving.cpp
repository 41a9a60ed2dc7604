#include <algorithm>
#include <cmath>

#include "experiments/spec/sweeps/sweep_method.h"

namespace reprise {
namespace {

struct HalvingParameters {
  std::int64_t start = 1000;
  double keep = 1.0 / 3;
  std::int64_t cells = 0;
  std::int64_t seed = 1;
};

// Successive halving (Jamieson and Talwalkar 2016): all cells are played a little, the best of them
// longer, and so on, so that most sessions go to the best cells.
class Halving final : public SweepMethod {
 public:
  explicit Halving(const HalvingParameters& parameters) : parameters_(parameters) {}

  std::vector<SweepPoint> points(const std::vector<SweepAxis>& axes) const override {
    return parameters_.cells == 0 ? grid_points(axes)
                                  : random_points(axes, parameters_.cells, parameters_.seed);
  }

  // Returns the rounds. Every round has 1 / keep times the episodes of the round before, and the
  // last round has all episodes of the experiment.
  std::vector<SweepRound> rounds(std::size_t n_points, std::uint64_t episodes) const override {
    std::vector<SweepRound> rounds;
    auto in = static_cast<double>(n_points);
    double next = static_cast<double>(parameters_.start);
    while (in > 1 && next < static_cast<double>(episodes)) {
      in = std::max(1.0, std::ceil(in * parameters_.keep));
      rounds.push_back({static_cast<std::uint64_t>(next), static_cast<std::size_t>(in)});
      next /= parameters_.keep;
    }
    rounds.push_back({episodes, static_cast<std::size_t>(in)});
    return rounds;
  }

 private:
  HalvingParameters parameters_;
};

const Registration<SweepMethodPart> registration(
    "all cells a little, the best of them longer, and so on (successive halving)",
    Parameters<HalvingParameters>("halving")
        .add("start", &HalvingParameters::start, "episodes of the first round",
             {.min = 1, .max = 1e15})
        .short_form()
        .add("keep", &HalvingParameters::keep, "the share of the cells that stays in a round",
             {.min = 0.01, .max = 0.9})
        .add("cells", &HalvingParameters::cells,
             "combinations drawn at random to begin with, 0 for the whole grid",
             {.min = 0, .max = kMostCells})
        .add("seed", &HalvingParameters::seed, "of these draws", {.min = 0}),
    [](const HalvingParameters& parameters, SweepMethodContext&) {
      return std::make_unique<Halving>(parameters);
    });

}  // namespace
}  // namespace reprise
