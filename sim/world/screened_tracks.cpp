#include "sim/world/screened_tracks.h"

#include <algorithm>

// Highway compiles this file once per instruction set and picks one at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/world/screened_tracks.cpp"
#include <hwy/foreach_target.h>
// Highway asks that highway.h be included after foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, 16>;
using Ids = hn::Rebind<std::uint32_t, Floats>;
using Values = hn::Vec<Floats>;
using Mask = hn::Mask<Floats>;

// The ends of the columns, kept in registers.
struct Ends {
  explicit Ends(ScreenedTracks& screened)
      : lower(screened.lower.data()), upper(screened.upper.data()), place(screened.place.data()) {}

  // Writes the lanes of the mask, one after the other, at `size` of each column. The columns have
  // room for a whole vector.
  HWY_INLINE void append(Mask mask, Values lowers, Values uppers, hn::Vec<Ids> places) {
    const Floats d;
    const Ids ids;
    hn::StoreU(hn::Compress(lowers, mask), d, lower + size);
    hn::StoreU(hn::Compress(uppers, mask), d, upper + size);
    hn::StoreU(hn::Compress(places, hn::RebindMask(ids, mask)), ids, place + size);
    size += hn::CountTrue(d, mask);
  }

  float* lower;
  float* upper;
  std::uint32_t* place;
  std::size_t size = 0;
};

void screen_of_target(const std::int32_t* products, const float* scales, const float* margins,
                      std::size_t n, float factor, float least, std::uint32_t first,
                      ScreenedTracks& screened) {
  const Floats d;
  const Ids ids;
  const hn::Rebind<std::int32_t, Floats> integers;
  const std::size_t lanes = hn::Lanes(d);
  const auto factors = hn::Set(d, factor);
  const auto leasts = hn::Set(d, least);
  Ends ends(screened);
  ends.size = screened.size;
  // Iota writes its lanes to memory one by one, so it is kept out of the loop.
  const auto counting = hn::Iota(ids, 0);
  const auto score_at = [&](std::size_t i) HWY_ATTR {
    const auto product = hn::ConvertTo(d, hn::LoadU(integers, products + i));
    return hn::Mul(factors, hn::Mul(hn::LoadU(d, scales + i), product));
  };
  const auto append_at = [&](std::size_t i) HWY_ATTR {
    const auto score = score_at(i);
    const auto margin = hn::LoadU(d, margins + i);
    const auto upper = hn::Add(score, margin);
    ends.append(hn::Ge(upper, leasts), hn::Sub(score, margin), upper,
                hn::Add(hn::Set(ids, static_cast<std::uint32_t>(first + i)), counting));
  };
  // Most groups of vectors have no track that is worth it. In the others, a branch for each vector
  // could not be predicted, so all are appended.
  constexpr std::size_t kVectors = 4;
  std::size_t i = 0;
  for (; i + kVectors * lanes <= n; i += kVectors * lanes) {
    auto most = hn::Add(score_at(i), hn::LoadU(d, margins + i));
    for (std::size_t v = 1; v < kVectors; ++v) {
      const std::size_t at = i + v * lanes;
      most = hn::Max(most, hn::Add(score_at(at), hn::LoadU(d, margins + at)));
    }
    if (hn::AllFalse(d, hn::Ge(most, leasts))) continue;
    for (std::size_t v = 0; v < kVectors; ++v) append_at(i + v * lanes);
  }
  for (; i < n; i += lanes) append_at(i);
  screened.size = ends.size;
}

void drop_of_target(float least, ScreenedTracks& screened) {
  const Floats d;
  const Ids ids;
  const std::size_t n = screened.size;
  const auto leasts = hn::Set(d, least);
  Ends ends(screened);
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    const auto upper = hn::LoadU(d, &screened.upper[i]);
    const auto some = hn::FirstN(d, std::min(n - i, hn::Lanes(d)));
    ends.append(hn::And(hn::Ge(upper, leasts), some), hn::LoadU(d, &screened.lower[i]), upper,
                hn::LoadU(ids, &screened.place[i]));
  }
  screened.size = ends.size;
}

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace reprise {

HWY_EXPORT(screen_of_target);
HWY_EXPORT(drop_of_target);

void ScreenedTracks::make_room(std::size_t more) {
  const std::size_t room = size + more + 16;
  if (place.size() >= room) return;
  lower.resize(2 * room);
  upper.resize(2 * room);
  place.resize(2 * room);
}

void screen_tracks(const std::int32_t* products, const float* scales, const float* margins,
                   std::size_t n, float factor, float least, std::uint32_t first,
                   ScreenedTracks& screened) {
  HWY_DYNAMIC_DISPATCH(screen_of_target)
  (products, scales, margins, n, factor, least, first, screened);
}

void drop_below(float least, ScreenedTracks& screened) {
  HWY_DYNAMIC_DISPATCH(drop_of_target)(least, screened);
}

}  // namespace reprise
#endif
