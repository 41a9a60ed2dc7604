// A sweep method chooses the cells of a sweep and how long each is played. A method is one file
// that registers itself.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "experiments/spec/sweeps/axis.h"
#include "sim/support/parameters/registry.h"

namespace reprise {

/// A cell of the sweep: a value for each axis.
using SweepPoint = std::vector<AxisValue>;

/// In a round, every cell that is left is played for `episodes` episodes; then the best `stay`
/// cells are kept.
struct SweepRound {
  std::uint64_t episodes = 0;
  std::size_t stay = 0;
};

class SweepMethod {
 public:
  virtual ~SweepMethod() = default;

  /// Returns the cells, all different. Throws UserError where the axes do not suit the method.
  virtual std::vector<SweepPoint> points(const std::vector<SweepAxis>& axes) const = 0;

  /// Returns at least one round; the `stay` of the last round means nothing. `episodes` is the
  /// number that the experiment file gives.
  virtual std::vector<SweepRound> rounds(std::size_t n_points, std::uint64_t episodes) const {
    return {{episodes, n_points}};
  }
};

struct SweepMethodContext {};

struct SweepMethodPart {
  static constexpr const char* kind = "sweep method";
  using Made = std::unique_ptr<SweepMethod>;
  using Context = SweepMethodContext;
};

/// The largest number of cells of a sweep.
inline constexpr std::size_t kMostCells = 100'000;

/// Returns every combination of the axes' values; the first axis changes slowest. Throws UserError
/// for a range without a count, and for more than kMostCells cells.
std::vector<SweepPoint> grid_points(const std::vector<SweepAxis>& axes);

/// Returns `cells` different combinations, drawn independently for each axis: uniform over its
/// values, or over its range. Returns fewer when there are fewer different combinations.
std::vector<SweepPoint> random_points(const std::vector<SweepAxis>& axes, std::int64_t cells,
                                      std::int64_t seed);

}  // namespace reprise
