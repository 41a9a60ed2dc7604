#include "sim/sessions/session_group.h"

#include <algorithm>
#include <utility>

#include "sim/support/check.h"

// Highway compiles this file once per instruction set and picks one at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/sessions/session_group.cpp"
#include <hwy/foreach_target.h>
// Highway asks that highway.h be included after foreach_target.h.
#include <hwy/highway.h>

#include "sim/numerics/dot-inl.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {

using Places = SessionGroup::Places;
template <class T>
using OfEach = SessionGroup::OfEach<T>;

// The vector type in which places are processed and keys are searched.
using Words = hn::CappedTag<std::uint32_t, SessionGroup::kMost>;
static_assert(SessionGroup::kMost % hn::MaxLanes(Words()) == 0);
static_assert(CountedKeys::kBlock % hn::MaxLanes(Words()) == 0);

// The values that decide how long the tracks of a step are listened to.
struct Offers {
  alignas(64) OfEach<float> scores{};
  alignas(64) OfEach<double> discounts{};
  alignas(64) OfEach<std::uint32_t> repeated{};  // 1 if the track is a repeat, else 0
};

// Returns how many of the first n keys equal `key`; n > 0. Whole blocks are searched.
HWY_INLINE std::uint32_t count_keys(const std::uint32_t* keys, std::uint32_t n, std::uint32_t key) {
  const Words d;
  const auto wanted = hn::Set(d, key);
  std::size_t count = 0;
  std::uint32_t block = 0;
  do {
    for (std::size_t i = 0; i < CountedKeys::kBlock; i += hn::Lanes(d)) {
      count += hn::CountTrue(d, hn::Eq(hn::Load(d, keys + block + i), wanted));
    }
    block += CountedKeys::kBlock;
  } while (block < n);
  return static_cast<std::uint32_t>(count);
}

// Adds a track to a session that is too long for a search of its keys. Not inlined, because few
// sessions are so long.
HWY_NOINLINE void offer_to_long(Places& places, std::size_t i, TrackId track, Offers& offers) {
  Session& session = *places.sessions[i];
  const Playbacks::Earlier earlier = session.offer(track);
  places.columns[i] = session.columns();
  offers.repeated[i] = earlier.of_track > 0 ? 1 : 0;
  offers.discounts[i] = session.discounts().after(earlier.of_artist);
}

// Adds the track to the playbacks of place i and writes its repeat flag and its discount to
// `offers`.
HWY_INLINE void offer(Places& places, std::size_t i, TrackId track, const Catalog& catalog,
                      Offers& offers) {
  const std::uint32_t size = places.sizes[i];
  if (size >= CountedKeys::kListed) [[unlikely]] {
    offer_to_long(places, i, track, offers);
    return;
  }
  const Playbacks::Columns& columns = places.columns[i].playbacks;
  const ArtistId artist = catalog.artist_of[track];
  const std::uint32_t of_track = count_keys(columns.tracks, size, track);
  const std::uint32_t of_artist = count_keys(columns.artists, size, artist);
  columns.tracks[size] = track;
  columns.artists[size] = artist;
  offers.repeated[i] = of_track > 0 ? 1 : 0;
  static_assert(CountedKeys::kListed < Discounts::kTabulated);
  offers.discounts[i] = places.discounts[i][of_artist];
}

// The same as offer_all for rows of halves. Their scores are computed together, because each
// addition of one waits for the one before.
HWY_NOINLINE void offer_all_halves(Places& places, const TrackId* tracks, std::size_t n,
                                   const Catalog& catalog, RowFetch& coming, Offers& offers) {
  const Half* interests[SessionGroup::kMost];
  const Half* rows[SessionGroup::kMost];
  for (std::size_t i = 0; i < n; ++i) {
    if (i % 2 == 0) coming.ask_for_two();
    interests[i] = static_cast<const Half*>(places.interests[i]);
    rows[i] = catalog.embeddings.half_row(tracks[i]);
    offer(places, i, tracks[i], catalog, offers);
  }
  static_assert(SessionGroup::kMost <= kMostHalfDots);
  half_dots(interests, rows, n, catalog.embeddings.stride(), offers.scores.data());
}

// Adds the tracks to the playbacks of the first n places and fills `offers`.
HWY_INLINE void offer_all(Places& places, const TrackId* tracks, std::size_t n,
                          const Catalog& catalog, RowFetch& coming, Offers& offers) {
  const std::size_t stride = catalog.embeddings.stride();
  const float* interests[SessionGroup::kMost];
  const float* rows[SessionGroup::kMost];
  for (std::size_t begin = 0; begin < n; begin += kDots) {
    const std::size_t end = begin + kDots < n ? begin + kDots : n;
    coming.ask_for_two();
    for (std::size_t i = begin; i < end; ++i) {
      interests[i] = static_cast<const float*>(places.interests[i]);
      rows[i] = catalog.embeddings.row(tracks[i]);
      offer(places, i, tracks[i], catalog, offers);
    }
    if (end - begin == kDots) {
      interleaved_dots(interests + begin, rows + begin, stride, &offers.scores[begin]);
      continue;
    }
    for (std::size_t i = begin; i < end; ++i) {
      offers.scores[i] = interleaved_dot(interests[i], rows[i], stride);
    }
  }
}

// Computes the times of a step. The loops are plain additions, multiplications and comparisons,
// which the compiler vectorises for the target. They run over all places, because that is known to
// be a whole number of vectors.
HWY_INLINE void listen(const Places& places, const Offers& offers, Hundredths* HWY_RESTRICT times) {
  for (std::size_t i = 0; i < SessionGroup::kMost; ++i) {
    times[i] = listening_time(offers.scores[i], places.biases[i], places.sharpnesses[i],
                              offers.discounts[i]);
  }
  for (std::size_t i = 0; i < SessionGroup::kMost; ++i) {
    times[i] = offers.repeated[i] != 0 ? 0 : times[i];
  }
}

// Computes the times of a step where the world's response is not in double.
HWY_NOINLINE void listen_rounded(const Places& places, const Offers& offers, Response response,
                                 Hundredths* times) {
  for (std::size_t i = 0; i < SessionGroup::kMost; ++i) {
    const double share =
        rounded_share(response, offers.scores[i], places.biases[i], places.sharpnesses[i]);
    times[i] = offers.repeated[i] != 0 ? 0 : time_of_share(share, offers.discounts[i]);
  }
}

// Sets skipped[i] to 1 where the step costs budget, else to 0.
HWY_INLINE void leave(const Hundredths* HWY_RESTRICT times, const std::uint32_t* HWY_RESTRICT words,
                      std::uint32_t* HWY_RESTRICT skipped) {
  for (std::size_t i = 0; i < SessionGroup::kMost; ++i) {
    skipped[i] = costs_budget(words[i], times[i]) ? 1 : 0;
  }
}

// Returns bit i for each place whose session is over or has `max_steps` steps.
HWY_INLINE std::uint32_t ended(const Places& places, std::uint32_t max_steps) {
  const Words d;
  const hn::RebindToSigned<Words> s;
  const auto one = hn::Set(s, 1);
  // A size is one more than the number of steps. Sizes, and most limits on steps, stay far below
  // 2^31.
  const auto most = hn::Set(s, static_cast<std::int32_t>(max_steps));
  std::uint32_t ended = 0;
  for (std::size_t i = 0; i < SessionGroup::kMost; i += hn::Lanes(d)) {
    const auto budgets = hn::Load(s, &places.budgets[i]);
    const auto sizes = hn::BitCast(s, hn::Load(d, &places.sizes[i]));
    std::array<std::uint8_t, 8> bits{};
    hn::StoreMaskBits(s, hn::Or(hn::Lt(budgets, one), hn::Gt(sizes, most)), bits.data());
    ended |= (bits[0] | std::uint32_t{bits[1]} << 8) << i;
  }
  return ended;
}

std::uint32_t play_of_target(Places& places, const TrackId* tracks, std::size_t n,
                             const std::uint32_t* leave_words, std::uint32_t max_steps,
                             const Catalog& catalog, Response response, RowFetch& coming) {
  Offers offers;
  if (!catalog.embeddings.are_halves()) [[likely]] {
    offer_all(places, tracks, n, catalog, coming, offers);
  } else {
    offer_all_halves(places, tracks, n, catalog, coming, offers);
  }
  coming.ask_for_two();
  alignas(64) OfEach<Hundredths> times;
  alignas(64) OfEach<std::uint32_t> skipped;
  if (response == Response::in_double) [[likely]] {
    listen(places, offers, times.data());
  } else {
    listen_rounded(places, offers, response, times.data());
  }
  leave(times.data(), leave_words, skipped.data());
  coming.ask_for_two();
  // Writes the step to each session's columns.
  for (std::size_t i = 0; i < n; ++i) {
    const Session::Columns& columns = places.columns[i];
    const std::uint32_t size = places.sizes[i];
    columns.playbacks.times[size] = times[i];
    *columns.playbacks.size = size + 1;
    // The index is written in any case and counts only if the step was a skip. A branch here could
    // not be predicted.
    columns.skipped_steps[places.skips[i]] = size - 1;
  }
  // Updates the counters of all places.
  for (std::size_t i = 0; i < SessionGroup::kMost; ++i) {
    places.sizes[i] += 1;
    places.skips[i] += skipped[i];
    // The subtraction is unsigned, because places without a session lose budget for ever.
    places.budgets[i] =
        static_cast<std::int32_t>(static_cast<std::uint32_t>(places.budgets[i]) - skipped[i]);
    places.repeats[i] += offers.repeated[i];
    places.listened[i] += times[i];
  }
  return ended(places, max_steps) & ((std::uint32_t{1} << n) - 1);
}

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace reprise {

HWY_EXPORT(play_of_target);

void SessionGroup::load(std::size_t place, Session& session) {
  const SessionCounters& counters = session.counters();
  places_.sessions[place] = &session;
  places_.interests[place] = session.interest_row();
  places_.discounts[place] = session.discounts().tabulated();
  places_.columns[place] = session.columns();
  places_.biases[place] = session.traits().consume_bias;
  places_.sharpnesses[place] = session.traits().consume_sharpness;
  places_.sizes[place] = static_cast<std::uint32_t>(session.playbacks().size());
  places_.budgets[place] = counters.budget;
  places_.skips[place] = counters.skips;
  places_.repeats[place] = counters.repeats;
  places_.listened[place] = counters.listened;
}

void SessionGroup::settle(std::size_t place) const {
  if (places_.sessions[place]->is_modelled()) return;  // it keeps its own counters
  places_.sessions[place]->set_counters({.budget = places_.budgets[place],
                                         .skips = places_.skips[place],
                                         .repeats = places_.repeats[place],
                                         .listened = places_.listened[place]});
}

void SessionGroup::swap(std::size_t a, std::size_t b) {
  const auto swap_in = [&](auto&... of_each) { (std::swap(of_each[a], of_each[b]), ...); };
  swap_in(places_.sessions, places_.interests, places_.discounts, places_.columns, places_.biases,
          places_.sharpnesses, places_.sizes, places_.budgets, places_.skips, places_.repeats,
          places_.listened);
}

std::uint32_t SessionGroup::play_modelled(std::size_t n, const OfEach<TrackId>& tracks,
                                          const OfEach<std::uint32_t>& leave_words,
                                          std::uint32_t max_steps, RowFetch& coming) {
  std::uint32_t ended = 0;
  for (std::size_t place = 0; place < n; ++place) {
    coming.ask_for_two();
    Session& session = *places_.sessions[place];
    const auto is_over = [&] { return session.over() || session.recommendations() >= max_steps; };
    // Callers with idle places play sessions on that are over, and look at nothing of them.
    if (!is_over()) session.play(tracks[place], uniform_unit(leave_words[place]));
    if (is_over()) ended |= std::uint32_t{1} << place;
  }
  coming.ask_for_rest();
  return ended;
}

std::uint32_t SessionGroup::play(std::size_t n, const OfEach<TrackId>& tracks,
                                 const OfEach<std::uint32_t>& leave_words, std::uint32_t max_steps,
                                 RowFetch& coming) {
  if (n == 0) return 0;
  const World& world = places_.sessions[0]->world();
  if (world.user_model != nullptr) [[unlikely]] {
    return play_modelled(n, tracks, leave_words, max_steps, coming);
  }
  const Catalog& catalog = world.catalog;
  const TrackId last = *std::max_element(tracks.begin(), tracks.end());
  REPRISE_CHECK(last < catalog.n_tracks(), "track {} of {}", last, catalog.n_tracks());
  return HWY_DYNAMIC_DISPATCH(play_of_target)(places_, tracks.data(), n, leave_words.data(),
                                              max_steps, catalog, response_of(world), coming);
}

}  // namespace reprise
#endif
