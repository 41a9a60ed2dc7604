// `select:` of an experiment: a procedure that finds the best of many treatments while it plays
// those that are clearly behind no further. Adding one is one new file.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "experiments/spec/selections/sequential_limits.h"
#include "sim/support/parameters/registry.h"

namespace reprise {

/// What a candidate's replications came to, one mean each; more is better. A candidate that was
/// dropped has fewer than those that play on. The first is the control.
using CandidateMeans = std::vector<std::vector<double>>;

/// Immutable.
class Selection {
 public:
  virtual ~Selection() = default;

  virtual SequentialLimits limits() const = 0;
  /// What it promises, as the rest of "the best by ..., ...".
  virtual std::string words() const = 0;
  /// Which candidates play the next replication: more than one, or none when it is over. A pure
  /// function of the means, and its answers only ever leave candidates out.
  virtual std::vector<std::uint8_t> play_on(const CandidateMeans& means) const = 0;
  /// Those that are left, best first.
  virtual std::vector<std::size_t> best(const CandidateMeans& means) const = 0;
};

/// What makers of selections need to know of the experiment.
struct SelectionContext {
  double alpha = 0.05;
  std::int64_t episodes = 0;  // of a replication
  std::size_t candidates = 0;
};

struct SelectionPart {
  static constexpr const char* kind = "selection";
  using Made = std::unique_ptr<Selection>;
  using Context = SelectionContext;
};

/// The mean of what a candidate's replications came to. At least one.
double mean_of(std::span<const double> replications);

/// Replications that some candidate has played.
std::size_t replications_of(const CandidateMeans& means);

}  // namespace reprise
