#include "sim/session_group.h"

#include <algorithm>

#include "sim/check.h"
#include "sim/random/streams.h"

// Highway compiles this file once per instruction set and picks one at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/session_group.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h, as Highway asks.
#include <hwy/highway.h>

#include "sim/dot-inl.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {

// PlayCounts::add on the widest vectors.
HWY_INLINE std::uint32_t add_play(PlayCounts& plays, std::uint32_t key) {
  if (!plays.is_list()) return plays.add(key);
  const hn::CappedTag<std::uint32_t, PlayCounts::kBlock> d;
  const auto wanted = hn::Set(d, key);
  const std::uint32_t* keys = plays.keys().data();
  const std::size_t n = plays.keys().size();
  std::size_t before = 0;
  for (std::size_t block = 0; block < n; block += PlayCounts::kBlock) {
    for (std::size_t i = block; i < block + PlayCounts::kBlock; i += hn::Lanes(d)) {
      before += hn::CountTrue(d, hn::Eq(hn::Load(d, keys + i), wanted));
    }
  }
  plays.append(key, static_cast<std::uint32_t>(before));
  return static_cast<std::uint32_t>(before);
}

// Counts the plays; the scores of the tracks and the discounts of their times.
void offer_of_target(Session* const* sessions, const float* const* interests, const TrackId* tracks,
                     std::size_t n, const Catalog& catalog, float* scores, double* discounts,
                     RowFetch& coming) {
  const std::size_t stride = catalog.embeddings.stride();
  const float* rows[SessionGroup::kMost];
  for (std::size_t begin = 0; begin < n; begin += kDots) {
    const std::size_t end = begin + kDots < n ? begin + kDots : n;
    coming.ask_for_two();
    for (std::size_t i = begin; i < end; ++i) {
      const TrackId track = tracks[i];
      rows[i] = catalog.embeddings.row(track);
      Session& session = *sessions[i];
      const std::uint32_t of_track = add_play(session.track_plays(), track);
      const std::uint32_t of_artist = add_play(session.artist_plays(), catalog.artist_of[track]);
      discounts[i] = session.offered(of_track, of_artist);
    }
    if (end - begin == kDots) {
      interleaved_dots(interests + begin, rows + begin, stride, scores + begin);
      continue;
    }
    for (std::size_t i = begin; i < end; ++i) {
      scores[i] = interleaved_dot(interests[i], rows[i], stride);
    }
  }
}

// Plain additions, multiplications and comparisons, which the compiler vectorises for the target;
// of all places, as that is known to be a whole number of vectors.
void listen_of_target(const float* HWY_RESTRICT scores, const double* HWY_RESTRICT biases,
                      const double* HWY_RESTRICT sharpnesses, const double* HWY_RESTRICT discounts,
                      const std::uint32_t* HWY_RESTRICT leave_words, Hundredths* HWY_RESTRICT times,
                      std::uint32_t* HWY_RESTRICT skipped) {
  for (std::size_t i = 0; i < SessionGroup::kMost; ++i) {
    times[i] = listening_time(scores[i], biases[i], sharpnesses[i], discounts[i]);
  }
  for (std::size_t i = 0; i < SessionGroup::kMost; ++i) {
    skipped[i] = uniform_unit(leave_words[i]) > time_of(times[i]) ? 1 : 0;
  }
}

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace reprise {

HWY_EXPORT(offer_of_target);
HWY_EXPORT(listen_of_target);

std::uint32_t SessionGroup::play(std::size_t n, const std::array<TrackId, kMost>& tracks,
                                 const std::array<std::uint32_t, kMost>& leave_words,
                                 RowFetch& coming) {
  if (n == 0) return 0;
  const Catalog& catalog = sessions_[0]->world().catalog;
  const TrackId last = *std::max_element(tracks.begin(), tracks.begin() + n);
  REPRISE_CHECK(last < catalog.n_tracks(), "track {} of {}", last, catalog.n_tracks());
  HWY_DYNAMIC_DISPATCH(offer_of_target)
  (sessions_.data(), interests_.data(), tracks.data(), n, catalog, scores_.data(),
   discounts_.data(), coming);
  coming.ask_for_two();
  HWY_DYNAMIC_DISPATCH(listen_of_target)
  (scores_.data(), biases_.data(), sharpnesses_.data(), discounts_.data(), leave_words.data(),
   times_.data(), skipped_.data());
  coming.ask_for_two();
  std::uint32_t over = 0;
  for (std::size_t i = 0; i < n; ++i) {
    sessions_[i]->listened(times_[i], skipped_[i] != 0);
    over |= std::uint32_t{sessions_[i]->over()} << i;
  }
  return over;
}

}  // namespace reprise
#endif
