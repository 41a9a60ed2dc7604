// Writes numbers for readers. Numbers are rounded to the digits that the data support, the same in
// every report. No function depends on the locale; all are pure and safe to call from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace reprise {

/// Returns the value with a fixed number of decimals: "9.764"; never "-0.0". Values of 10 million
/// or more are in scientific notation, so that they fit into a column. "n/a" for NaN and
/// infinities.
std::string fixed_text(double value, int decimals);

/// Returns fixed_text with a sign, for differences: "+50.3", "-1.2", "0.0".
std::string signed_text(double value, int decimals);

/// Returns a whole number in groups of three digits: "20,000".
std::string count_text(std::uint64_t count);

/// Returns a count with its unit: "1 row", "20,000 rows".
std::string amount_text(std::uint64_t count, std::string_view unit);

/// Returns a share as a percentage: 0.413 is "41.3%" with one decimal.
std::string share_text(double share, int decimals);

/// Returns the shortest text that reads back as the same double; empty for NaN and infinities.
std::string exact_text(double value);

/// Returns the number of decimals for means of one metric that stand side by side: 4 if all
/// absolute values are below 1, fewer for larger values. Values that are not finite do not count.
int decimals_for_means(const std::vector<double>& means);

/// Returns the number of decimals that shows the narrowest interval (of the half-widths above 0)
/// with two digits. It is at least 1, and at most as many as a reader can use: 3 if all effects are
/// below 10 in absolute value, 2 if they are below 1000, else 1.
int decimals_for_effects(const std::vector<double>& effects,
                         const std::vector<double>& half_widths);

}  // namespace reprise
