// What a share in whole hundredths says of the log odds behind it, before fatigue and rounding.
#pragma once

#include <array>
#include <cstdint>

namespace reprise {

/// The log odds of being heard that give a share lie in an interval: a share of .37 after rounding
/// and after the artist was heard twice is one of [.365, .375] / discount^2 before. Immutable, safe
/// to read from any thread.
class ShareBounds {
 public:
  /// `discount` is the factor per earlier play of the artist, in (0, 1].
  explicit ShareBounds(double discount);

  struct Interval {
    // May be -infinity and infinity; both where fatigue makes 0 of every share.
    double low = 0;
    double high = 0;
    /// Whether no log odds give this share: it is larger than the discount allows.
    bool impossible = false;
  };
  /// `share` is in hundredths, 0 to 100; `earlier` is how often the artist was played before.
  const Interval& of(std::uint8_t share, std::uint8_t earlier) const {
    return intervals_[earlier < kTabulated ? earlier : kTabulated - 1][share];
  }

 private:
  static constexpr std::size_t kTabulated = 32;

  std::array<std::array<Interval, 101>, kTabulated> intervals_;
};

}  // namespace reprise
