// The axis on which figures show how many tracks a session has: whole numbers, or their doublings
// where sessions are that different.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/figures/canvas.h"
#include "reports/summary/session_lengths.h"

namespace reprise {

/// Horizontal, from `left` to `right`, in pixels. A number stands where its bin begins. Safe to use
/// from any thread.
class LengthAxis {
 public:
  /// Shows the numbers `least` (0 or 1) to `most` (>= least).
  LengthAxis(std::size_t least, std::size_t most, double left, double right);

  double left() const { return left_; }
  double right() const { return right_; }
  std::size_t most() const { return most_; }

  /// Pixels of a number within [least, most + 1].
  double x(double number) const;

  /// One for each number; where the axis has doublings, 1, 2 to 3, 4 to 7, ... They are equally
  /// wide.
  std::vector<LengthBin> bins() const;
  bool doublings() const { return doublings_; }
  std::size_t least() const { return least_; }

  /// The numbers worth drawing a curve through: all of them, but where they are closer than pixels.
  std::vector<std::size_t> numbers() const;

  /// Lines down from `top` to `bottom` at round numbers, which are named below, and the axis'
  /// title.
  void draw(Canvas& canvas, double top, double bottom, const std::string& title) const;

 private:
  double place(double number) const;

  bool doublings_;
  std::size_t least_;
  std::size_t most_;
  double left_;
  double right_;
};

}  // namespace reprise
