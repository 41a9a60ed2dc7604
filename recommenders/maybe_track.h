// A track, or none.
#pragma once

#include <limits>
#include <optional>

#include "sim/world/ids.h"

namespace reprise {

/// std::optional<TrackId> in one register. Whoever returns an optional writes its two parts to
/// memory and reads them back as one, for which processors wait longer than for most of what a step
/// does; and a step passes several on. No world has so many tracks that the last id is one.
class MaybeTrack {
 public:
  MaybeTrack() = default;
  MaybeTrack(std::nullopt_t) {}
  MaybeTrack(TrackId track) : track_(track) {}

  bool has_value() const { return track_ != kNone; }
  explicit operator bool() const { return has_value(); }
  /// Of one that is there.
  TrackId operator*() const { return track_; }

  friend bool operator==(MaybeTrack, MaybeTrack) = default;

 private:
  static constexpr TrackId kNone = std::numeric_limits<TrackId>::max();

  TrackId track_ = kNone;
};

}  // namespace reprise
