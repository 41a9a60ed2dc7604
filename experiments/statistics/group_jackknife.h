// The error of a share of all sessions where there is no table of every user: users fall into a few
// groups at random, and what leaving out one group after the other changes says how sure the whole
// is.
#pragma once

#include <cstdint>
#include <span>

namespace reprise {

/// sum(parts) / sum(wholes) over users, of sums by group.
struct GroupedShare {
  double share = 0;               // not a number where there is no whole
  double standard_error = 0;      // 0 where degrees of freedom are 0
  double degrees_of_freedom = 0;  // groups with a whole, minus 1; of Student's t
};

/// The share R with the delete-a-group jackknife's error: R_g leaves out group g, and Var(R) =
/// (G - 1) / G sum (R_g - R)^2 over the G groups that have a whole (Wolter 2007, "Introduction to
/// Variance Estimation", 2nd edition, 4.2 and 4.5: v_2 of a ratio). A user is in one group,
/// whatever their sessions have in common, and in which must not depend on what they do. One entry
/// per group in both spans; 0 <= part, 0 <= whole. Pure.
GroupedShare jackknife_share(std::span<const std::int64_t> parts,
                             std::span<const std::int64_t> wholes);

struct ShareInterval {
  double lower = 0;
  double upper = 0;
};

/// The interval of so many standard errors on either side on the scale of log(share / (1 - share)),
/// whose error is standard_error / (share (1 - share)) by the delta method: it stays within 0 to 1,
/// and holds for small shares, which are skewed. Not numbers where nothing is known: of shares of 0
/// and 1 (nobody was seen to differ) and of fewer than two groups. Pure.
ShareInterval share_interval(const GroupedShare& share, double critical);

}  // namespace reprise
