// An optional track id that fits into one register.
#pragma once

#include <limits>
#include <optional>

#include "sim/world/ids.h"

namespace reprise {

/// Replaces std::optional<TrackId>. A function that returns an optional writes its two parts to
/// memory and the caller reads them back as one; the processor waits for this longer than for most
/// of a step's work, and a step passes several optional tracks on. The largest id stands for "no
/// track", because no world has so many tracks.
class MaybeTrack {
 public:
  MaybeTrack() = default;
  MaybeTrack(std::nullopt_t) {}
  MaybeTrack(TrackId track) : track_(track) {}

  bool has_value() const { return track_ != kNone; }
  explicit operator bool() const { return has_value(); }
  /// Returns the track. There must be one.
  TrackId operator*() const { return track_; }

  friend bool operator==(MaybeTrack, MaybeTrack) = default;

 private:
  static constexpr TrackId kNone = std::numeric_limits<TrackId>::max();

  TrackId track_ = kNone;
};

}  // namespace reprise
