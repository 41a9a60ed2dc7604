// How a sweep chooses the cells it plays, and how long it plays each. A method is one file that
// registers itself.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "experiments/spec/sweeps/axis.h"
#include "sim/support/parameters/registry.h"

namespace reprise {

/// A value for each axis.
using SweepPoint = std::vector<AxisValue>;

/// Every cell that is still in is played so long; then the best so many stay in.
struct SweepRound {
  std::uint64_t episodes = 0;
  std::size_t stay = 0;
};

class SweepMethod {
 public:
  virtual ~SweepMethod() = default;

  /// The cells, all different. Throws UserError where the axes do not suit the method.
  virtual std::vector<SweepPoint> points(const std::vector<SweepAxis>& axes) const = 0;

  /// At least one round; the last one's `stay` means nothing. `episodes` is what the experiment
  /// says.
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

/// Cells that a sweep has at most.
inline constexpr std::size_t kMostCells = 100'000;

/// Every combination of the axes' values, the first axis slowest. Throws UserError for ranges
/// without a count, and for more than kMostCells.
std::vector<SweepPoint> grid_points(const std::vector<SweepAxis>& axes);

/// `cells` different combinations, drawn independently for each axis: uniform over its values, or
/// over its range. Fewer where there are not so many.
std::vector<SweepPoint> random_points(const std::vector<SweepAxis>& axes, std::int64_t cells,
                                      std::int64_t seed);

}  // namespace reprise
