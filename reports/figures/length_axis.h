// Defines the axis on which figures show the number of tracks in a session. The axis has all whole
// numbers, or their doublings if the lengths of sessions differ very much.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/figures/canvas.h"
#include "reports/summary/session_lengths.h"

namespace reprise {

/// A horizontal axis from `left` to `right`, in pixels. A number stands at the beginning of its
/// bin. Safe to use from any thread.
class LengthAxis {
 public:
  /// Makes an axis that shows the numbers from `least` (0 or 1) to `most` (>= least).
  LengthAxis(std::size_t least, std::size_t most, double left, double right);

  double left() const { return left_; }
  double right() const { return right_; }
  std::size_t most() const { return most_; }

  /// Returns the pixel of a number within [least, most + 1].
  double x(double number) const;

  /// Returns the bins, which are equally wide: one for each number, or 1, 2 to 3, 4 to 7, ... if
  /// the axis has doublings.
  std::vector<LengthBin> bins() const;
  bool doublings() const { return doublings_; }
  std::size_t least() const { return least_; }

  /// Returns the numbers to draw a curve through: all numbers that are at least two pixels apart.
  std::vector<std::size_t> numbers() const;

  /// Draws vertical lines from `top` to `bottom` at round numbers, with labels below, and the axis'
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
