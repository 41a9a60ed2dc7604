#include <bit>

#include <fmt/format.h>

#include "experiments/spec/sweeps/cell_memory.h"
#include "experiments/spec/sweeps/sweep_method.h"

namespace reprise {
namespace {

// The two values between which a parameter moves: its first and its last one.
std::pair<AxisValue, AxisValue> ends_of(const SweepAxis& axis) {
  if (axis.values.size() >= 2) return {axis.values.front(), axis.values.back()};
  if (axis.range) return {axis.range->at(0, axis.place), axis.range->at(1, axis.place)};
  throw UserError(axis.place,
                  fmt::format("'{}' has one value, and main effects are differences between two; "
                              "write two, such as [0.1, 0.5]",
                              axis.path));
}

// A design of two values for each parameter, in which every pair of parameters has all four
// combinations equally often. Beyond all combinations, it is a Hadamard matrix of Sylvester's and
// the same with all signs turned (a fold-over), so that no main effect is mistaken for what two
// parameters do to each other (resolution IV). Box, Hunter and Hunter 2005, chapter 6.
class MainEffectsDesign final : public SweepMethod {
 public:
  std::vector<SweepPoint> points(const std::vector<SweepAxis>& axes) const override {
    const std::size_t factors = axes.size();
    if (factors > 500) {
      throw UserError(axes[500].place, "more than 500 parameters are no small design; take fewer");
    }
    std::vector<std::pair<AxisValue, AxisValue>> ends;
    for (const SweepAxis& axis : axes) ends.push_back(ends_of(axis));
    // A row of the matrix and a column above 0 have the sign of the parity of their common bits.
    const std::size_t rows = std::bit_ceil(factors + 1);
    const bool all = factors < 3;
    const std::size_t cells = all ? std::size_t{1} << factors : 2 * rows;
    check_cell_memory(axes, cells);
    std::vector<SweepPoint> points(cells);
    for (std::size_t cell = 0; cell < cells; ++cell) {
      for (std::size_t factor = 0; factor < factors; ++factor) {
        const bool high =
            all ? (cell >> (factors - 1 - factor) & 1) != 0
                : (std::popcount(cell % rows & (factor + 1)) % 2 != 0) != (cell >= rows);
        points[cell].push_back(high ? ends[factor].second : ends[factor].first);
      }
    }
    return points;
  }
};

const Registration<SweepMethodPart> registration(
    "the first and the last value of each parameter, in few cells from which the main effect of "
    "each can be told: a fold-over of a Hadamard matrix, two to four cells for each parameter",
    Parameters<NoParameters>("main_effects"),
    [](const NoParameters&, SweepMethodContext&) { return std::make_unique<MainEffectsDesign>(); });

}  // namespace
}  // namespace reprise
