// How long each stage of a run took.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace reprise {

/// Seconds spent in each stage, in order; not part of the results.
using Timings = std::vector<std::pair<std::string, double>>;

class Stopwatch {
 public:
  explicit Stopwatch(Timings& timings) : timings_(timings) {}
  /// What was done since the last lap, or since this was made, was this stage.
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
