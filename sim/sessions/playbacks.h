// What a session has played so far, which is all that a recommender may see of it.
#pragma once

#include <span>
#include <vector>

#include "sim/sessions/counted_keys.h"
#include "sim/sessions/listening.h"

namespace reprise {

/// The playbacks of a session so far, first track included: what a service has seen of it.
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

  // For whoever keeps a session: recommenders see it as it is.
  void clear() {
    tracks_.clear(size_);
    artists_.clear(size_);
    size_ = 0;
  }
  void append(TrackId track, ArtistId artist, Hundredths time) {
    offer(track, artist);
    listened(time);
  }

  /// Earlier playbacks of a track and of its artist.
  struct Earlier {
    std::uint32_t of_track = 0;
    std::uint32_t of_artist = 0;
  };
  // append() in two, for whoever knows the time only when it knows this. Between them, nothing may
  // be asked: counts would see what tracks() does not show yet.
  Earlier offer(TrackId track, ArtistId artist) {
    const Earlier earlier{tracks_.add(track, size_), artists_.add(artist, size_)};
    if (times_.size() < tracks_.capacity()) times_.resize(tracks_.capacity());
    return earlier;
  }
  void listened(Hundredths time) { times_[size_++] = time; }

  /// Where the next playback is written, for SessionGroup, which does so as long as there are fewer
  /// than CountedKeys::kListed. Valid until the next offer().
  struct Columns {
    std::uint32_t* size = nullptr;
    TrackId* tracks = nullptr;
    ArtistId* artists = nullptr;
    Hundredths* times = nullptr;
  };
  Columns columns() { return {&size_, tracks_.data(), artists_.data(), times_.data()}; }

 private:
  // As long as each other.
  CountedKeys tracks_;
  CountedKeys artists_;
  std::vector<Hundredths> times_ = std::vector<Hundredths>(CountedKeys::kListed);
  std::uint32_t size_ = 0;
};

}  // namespace reprise
