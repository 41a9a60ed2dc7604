// Estimates a share of all sessions and its standard error where there is no table of every user.
// Users fall into a few groups at random. Each group is left out in turn, and the changes of the
// share give its standard error.
#pragma once

#include <cstdint>
#include <span>

namespace reprise {

/// The estimate of sum(parts) / sum(wholes) over users, from sums by group.
struct GroupedShare {
  double share = 0;               // not a number when the sum of the wholes is 0
  double standard_error = 0;      // 0 when degrees_of_freedom is 0
  double degrees_of_freedom = 0;  // of Student's t: the number of groups with a whole, minus 1
};

/// Returns the share R with the standard error of the delete-a-group jackknife: R_g leaves out
/// group g, and Var(R) = (G - 1) / G sum (R_g - R)^2 over the G groups that have a whole above 0
/// (Wolter 2007, "Introduction to Variance Estimation", 2nd edition, 4.2 and 4.5: v_2 of a ratio).
/// Each user must be in one group only, so that dependence between the user's sessions is allowed,
/// and the choice of the group must not depend on the user's behaviour. Both spans have one entry
/// per group; 0 <= part, 0 <= whole. Pure.
GroupedShare jackknife_share(std::span<const std::int64_t> parts,
                             std::span<const std::int64_t> wholes);

struct ShareInterval {
  double lower = 0;
  double upper = 0;
};

/// Returns the interval of `critical` standard errors on either side of the share, on the scale of
/// log(share / (1 - share)). The error on that scale is standard_error / (share (1 - share)) by the
/// delta method. The scale keeps the interval within 0 to 1 and makes it hold for small shares,
/// whose estimates are skewed. The bounds are not numbers when the error is unknown: for shares of
/// 0 and 1 (no two users were seen to differ) and for fewer than two groups. Pure.
ShareInterval share_interval(const GroupedShare& share, double critical);

}  // namespace reprise
