// Schedules sequential halving, which finds the best of many treatments under a fixed budget. The
// budget is cut into rounds of equal cost. After each round the worse half of the treatments is
// dropped, so that the survivors are played longer and longer.
#pragma once

#include <cstdint>
#include <vector>

namespace reprise {

struct HalvingRound {
  std::uint64_t treatments = 0;  // treatments that play this round
  std::uint64_t plays = 0;       // plays of each treatment in this round
};

/// Returns the rounds for `treatments` >= 1 and a budget in plays: ceil(log2 k) rounds, in each
/// floor(budget / (treatments left * rounds)) plays, after which ceil(left / 2) treatments stay
/// (Karnin, Koren and Somekh 2013, "Almost optimal exploration in multi-armed bandits"). The rest
/// of the budget that rounding down leaves is not played; a budget that is too small has rounds
/// without a play. One treatment needs no round. Pure.
std::vector<HalvingRound> sequential_halving(std::uint64_t treatments, std::uint64_t budget);

}  // namespace reprise
