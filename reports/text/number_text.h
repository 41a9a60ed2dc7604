// Numbers as readers see them: rounded to what the data can tell, the same in every report. None
// depends on the locale; all are pure and safe to call from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace reprise {

/// With a fixed number of decimals: "9.764"; never "-0.0". From 10 million on in scientific
/// notation, so that no column bursts; "n/a" for NaN and infinities.
std::string fixed_text(double value, int decimals);

/// fixed_text with its sign, for differences: "+50.3", "-1.2", "0.0".
std::string signed_text(double value, int decimals);

/// A whole number in groups of three: "20,000".
std::string count_text(std::uint64_t count);

/// So many of something: "1 row", "20,000 rows".
std::string amount_text(std::uint64_t count, std::string_view unit);

/// A share as a percentage: 0.413 is "41.3%" with one decimal.
std::string share_text(double share, int decimals);

/// The shortest text that reads back as the same double; empty for NaN and infinities.
std::string exact_text(double value);

/// Decimals that show means of one metric side by side: 4 where all are below 1 in size, fewer the
/// larger they get. Values that are not finite do not count.
int decimals_for_means(const std::vector<double>& means);

/// Decimals that show the narrowest interval (of the half-widths above 0) with two digits, within
/// what a reader can use: 1 for effects of thousands of percent, at most 2, or 3 where all effects
/// are below 10 in size.
int decimals_for_effects(const std::vector<double>& effects,
                         const std::vector<double>& half_widths);

}  // namespace reprise
