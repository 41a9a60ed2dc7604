// Sequential halving: the best of many treatments under a fixed budget. The budget is cut into
// rounds of equal cost; after each the worse half is dropped, so that the survivors are played ever
// longer.
#pragma once

#include <cstdint>
#include <vector>

namespace reprise {

struct HalvingRound {
  std::uint64_t treatments = 0;  // still in
  std::uint64_t plays = 0;       // of each of them in this round
};

/// The rounds for `treatments` >= 1 and a budget in plays: ceil(log2 k) rounds, in each
/// floor(budget / (treatments left * rounds)) plays, after which ceil(left / 2) stay (Karnin, Koren
/// and Somekh 2013, "Almost optimal exploration in multi-armed bandits"). What rounding down leaves
/// of the budget is not played; a budget too small has rounds without a play. One treatment needs
/// no round. Pure.
std::vector<HalvingRound> sequential_halving(std::uint64_t treatments, std::uint64_t budget);

}  // namespace reprise
