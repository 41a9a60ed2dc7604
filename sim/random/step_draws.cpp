#include "sim/random/step_draws.h"

// Highway compiles this file once per instruction set and picks one at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/random/step_draws.cpp"
#include <hwy/foreach_target.h>
// Highway asks that highway.h be included after foreach_target.h.
#include <hwy/highway.h>

#include "sim/random/philox-inl.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR
void draw_of_target(const StreamKey& recommendations, const StreamKey& leave,
                    const std::uint32_t* steps, const std::uint32_t* low, const std::uint32_t* high,
                    StepDraws::Block* blocks, std::uint32_t* leave_words) {
  for (std::size_t i = 0; i < StepDraws::kMost; ++i) {
    blocks[i] = r123::Philox4x32()({{0, steps[i], low[i], high[i]}}, recommendations);
    leave_words[i] = r123::Philox4x32()({{steps[i] / 4, 0, low[i], high[i]}}, leave)[steps[i] % 4];
  }
}
#else
// The counters are those of Stream and LeaveDraws.
void draw_of_target(const StreamKey& recommendations, const StreamKey& leave,
                    const std::uint32_t* steps, const std::uint32_t* low, const std::uint32_t* high,
                    StepDraws::Block* blocks, std::uint32_t* leave_words) {
  const hn::CappedTag<std::uint32_t, StepDraws::kMost> d;
  static_assert(StepDraws::kMost % hn::MaxLanes(Words()) == 0, "a vector too wide for StepDraws");
  for (std::size_t i = 0; i < StepDraws::kMost; i += hn::Lanes(d)) {
    const Word step = hn::Load(d, steps + i);
    const Word episode_low = hn::Load(d, low + i);
    const Word episode_high = hn::Load(d, high + i);
    Word x0 = hn::Zero(d), x1 = step, x2 = episode_low, x3 = episode_high;
    philox(x0, x1, x2, x3, hn::Set(d, recommendations[0]), hn::Set(d, recommendations[1]));
    hn::StoreInterleaved4(x0, x1, x2, x3, d, &blocks[i][0]);
    // One block holds the leave draws of four steps. The block is computed anew at every step,
    // because that costs less than finding out which sessions need a new one.
    Word y0 = hn::ShiftRight<2>(step), y1 = hn::Zero(d), y2 = episode_low, y3 = episode_high;
    philox(y0, y1, y2, y3, hn::Set(d, leave[0]), hn::Set(d, leave[1]));
    const Word which = hn::And(step, hn::Set(d, 3u));
    Word word = hn::IfThenElse(hn::Eq(which, hn::Set(d, 1u)), y1, y0);
    word = hn::IfThenElse(hn::Eq(which, hn::Set(d, 2u)), y2, word);
    word = hn::IfThenElse(hn::Eq(which, hn::Set(d, 3u)), y3, word);
    hn::Store(word, d, leave_words + i);
  }
}
#endif

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace reprise {

HWY_EXPORT(draw_of_target);

void StepDraws::draw(const StreamKey& recommendations, const StreamKey& leave) {
  HWY_DYNAMIC_DISPATCH(draw_of_target)
  (recommendations, leave, steps_.data(), episodes_low_.data(), episodes_high_.data(),
   blocks_.data(), leave_words_.data());
  for (std::uint32_t& step : steps_) ++step;
}

}  // namespace reprise
#endif
