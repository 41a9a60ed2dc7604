// The playbacks of a session so far. A recommender may see these and nothing else of the session.
#pragma once

#include <span>
#include <vector>

#include "sim/sessions/counted_keys.h"
#include "sim/sessions/listening.h"

namespace reprise {

/// The tracks and times that a session has played so far, the first track included. A service has
/// seen just these.
class Playbacks {
 public:
  std::span<const TrackId> tracks() const { return tracks_.keys(size_); }
  std::span<const Hundredths> times() const { return {times_.data(), size_}; }
  std::size_t size() const { return size_; }
  TrackId first() const { return tracks().front(); }
  TrackId last() const { return tracks().back(); }
  Hundredths last_time() const { return times().back(); }

  bool contains(TrackId track) const { return tracks_.count(track, size_) != 0; }
  std::uint32_t plays_of(ArtistId artist) const { return artists_.count(artist, size_); }
  std::uint32_t distinct_artists() const { return artists_.distinct(size_); }

  // The functions below are for the owner of the session; recommenders get a const reference.
  void clear() {
    tracks_.clear(size_);
    artists_.clear(size_);
    size_ = 0;
  }
  void append(TrackId track, ArtistId artist, Hundredths time) {
    offer(track, artist);
    listened(time);
  }

  /// The numbers of earlier playbacks of a track and of its artist.
  struct Earlier {
    std::uint32_t of_track = 0;
    std::uint32_t of_artist = 0;
  };
  // offer() and listened() are append() in two steps, for callers that need these numbers to
  // compute the time. Between the two calls nothing may be asked, because counts would already
  // include a track that tracks() does not show yet.
  Earlier offer(TrackId track, ArtistId artist) {
    const Earlier earlier{tracks_.add(track, size_), artists_.add(artist, size_)};
    if (times_.size() < tracks_.capacity()) times_.resize(tracks_.capacity());
    return earlier;
  }
  void listened(Hundredths time) { times_[size_++] = time; }

  /// The memory for the next playback. SessionGroup writes there itself while there are fewer than
  /// CountedKeys::kListed playbacks. Valid until the next offer().
  struct Columns {
    std::uint32_t* size = nullptr;
    TrackId* tracks = nullptr;
    ArtistId* artists = nullptr;
    Hundredths* times = nullptr;
  };
  Columns columns() { return {&size_, tracks_.data(), artists_.data(), times_.data()}; }

 private:
  // These columns have the same length.
  CountedKeys tracks_;
  CountedKeys artists_;
  std::vector<Hundredths> times_ = std::vector<Hundredths>(CountedKeys::kListed);
  std::uint32_t size_ = 0;
};

}  // namespace reprise
