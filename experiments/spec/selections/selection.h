// `select:` of an experiment: a procedure that finds the best of many treatments, and stops playing
// those that are clearly behind. A new procedure is one new file.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "experiments/spec/selections/sequential_limits.h"
#include "sim/support/parameters/registry.h"

namespace reprise {

/// The means of the replications of each candidate; a larger mean is better. A candidate that was
/// dropped has fewer means than the candidates that play on. The first candidate is the control.
using CandidateMeans = std::vector<std::vector<double>>;

/// A procedure of selection. Immutable.
class Selection {
 public:
  virtual ~Selection() = default;

  virtual SequentialLimits limits() const = 0;
  /// Returns the promise of the procedure, as the rest of "the best by ..., ...".
  virtual std::string words() const = 0;
  /// Returns the difference from the best that does not matter to the procedure, as words: "1% of
  /// the control's mean". Empty if it has no such difference.
  virtual std::string indifference() const { return {}; }
  /// Returns for each candidate whether it plays the next replication: more than one candidate
  /// plays, or the list is empty when the selection is over. The result is a pure function of the
  /// means, and a candidate that was left out stays out.
  virtual std::vector<std::uint8_t> play_on(const CandidateMeans& means) const = 0;
  /// Returns the candidates that are left, best first.
  virtual std::vector<std::size_t> best(const CandidateMeans& means) const = 0;
};

/// The facts of the experiment that the makers of selections need.
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

/// Returns the mean of a candidate's replications, at least one.
double mean_of(std::span<const double> replications);

/// Returns the largest number of replications that a candidate has played.
std::size_t replications_of(const CandidateMeans& means);

}  // namespace reprise
