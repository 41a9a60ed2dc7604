// Measures the time that each stage of a run took.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace reprise {

/// The names of the stages and the seconds spent in each, in order. They are not part of the
/// results.
using Timings = std::vector<std::pair<std::string, double>>;

class Stopwatch {
 public:
  explicit Stopwatch(Timings& timings) : timings_(timings) {}
  /// Ends the stage `stage`. Its time is the time since the last lap or, for the first stage, since
  /// the stopwatch was made.
  void lap(std::string stage) {
    const auto now = std::chrono::steady_clock::now();
    timings_.emplace_back(std::move(stage), std::chrono::duration<double>(now - last_).count());
    last_ = now;
  }

 private:
  Timings& timings_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace reprise
