#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>

#include "experiments/spec/sweeps/cell_memory.h"
#include "experiments/spec/sweeps/sweep_method.h"
#include "sim/random/streams.h"

namespace reprise {
namespace {

struct RandomParameters {
  std::int64_t cells = 50;
  std::int64_t seed = 1;
};

class Random final : public SweepMethod {
 public:
  explicit Random(const RandomParameters& parameters) : parameters_(parameters) {}
  std::vector<SweepPoint> points(const std::vector<SweepAxis>& axes) const override {
    return random_points(axes, parameters_.cells, parameters_.seed);
  }

 private:
  RandomParameters parameters_;
};

const Registration<SweepMethodPart> registration(
    "combinations drawn at random: values with equal chances, ranges uniformly (or uniformly as "
    "logarithms)",
    Parameters<RandomParameters>("random")
        .add("cells", &RandomParameters::cells, "how many", {.min = 1, .max = kMostCells})
        .short_form()
        .add("seed", &RandomParameters::seed, "of the draws", {.min = 0}),
    [](const RandomParameters& parameters, SweepMethodContext&) {
      return std::make_unique<Random>(parameters);
    });

// Returns the number of different values of the axis.
double different_values(const SweepAxis& axis) {
  if (!axis.range) return static_cast<double>(axis.values.size());
  if (!axis.range->integers) return std::numeric_limits<double>::infinity();
  return axis.range->to - axis.range->from + 1;
}

}  // namespace

std::vector<SweepPoint> random_points(const std::vector<SweepAxis>& axes, std::int64_t cells,
                                      std::int64_t seed) {
  check_cell_memory(axes, static_cast<std::size_t>(cells));
  // A draw that gives a cell that is already there is repeated. The number of draws is limited,
  // because there may be no other cell.
  const std::int64_t most_draws = 20 * cells + 1000;
  double combinations = 1;
  for (const SweepAxis& axis : axes) combinations *= different_values(axis);
  const double different = std::min(static_cast<double>(cells), combinations);
  std::set<std::vector<std::string>> seen;
  std::vector<SweepPoint> points;
  for (std::int64_t draw = 0; draw < most_draws && static_cast<double>(points.size()) < different;
       ++draw) {
    SweepPoint point;
    std::vector<std::string> names;
    for (const SweepAxis& axis : axes) {
      // The stream is addressed by the path of the axis, so a further axis changes no value of the
      // others.
      Stream stream(stream_key(static_cast<std::uint64_t>(seed), "sweep/" + axis.path),
                    static_cast<std::uint64_t>(draw));
      if (axis.range) {
        point.push_back(axis.range->at(uniform_unit(stream()), axis.place));
      } else {
        point.push_back(
            axis.values[uniform_index(stream, static_cast<std::uint32_t>(axis.values.size()))]);
      }
      names.push_back(point.back().name);
    }
    if (seen.insert(std::move(names)).second) points.push_back(std::move(point));
  }
  return points;
}

}  // namespace reprise
