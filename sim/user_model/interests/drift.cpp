#include <algorithm>
#include <cmath>

#include "sim/user_model/parts.h"

namespace reprise {
namespace {

constexpr Limits kPull{.min = 0, .max = 1};

struct DriftParameters {
  UserValue pull = 0.05;
  UserValue push = 0.0;
};

// The interest begins as a row of the embeddings, and is a vector of its own once it has moved.
class Drift final : public Cloned<Interest, Drift> {
 public:
  Drift(ValueOfUser pull, ValueOfUser push) : pull_(std::move(pull)), push_(std::move(push)) {}

  void begin(const Moment& moment) override {
    embeddings_ = &moment.world.catalog.embeddings;
    if (row_.empty()) row_ = embeddings_->row_buffer(1);
    in_half_ = response_of(moment.world) == Response::in_half;
    start_ = moment.start.interest;
    pull_now_ = pull_(moment.user);
    push_now_ = push_(moment.user);
    moved_ = false;
  }

  float score(TrackId track) const override {
    if (!moved_) return embeddings_->score(start_, track);
    const float score = scale_ * dot(interest_.data(), row_of(track), embeddings_->stride());
    return in_half_ ? rounded_to_half(score) : score;
  }

  void heard(const HeardTrack& heard, ModelStream&) override {
    const double step =
        pull_now_ * std::min(time_of(heard.time), 1.0) - (heard.skipped ? push_now_ : 0.0);
    if (step == 0) return;
    const std::size_t stride = embeddings_->stride();
    if (!moved_) {
      interest_.resize(stride);
      RowBuffer buffer = embeddings_->row_buffer(1);
      const float* row = embeddings_->float_rows(start_, 1, buffer.data());
      std::copy_n(row, stride, interest_.begin());
      strength_ = std::sqrt(dot(row, row, stride));
      scale_ = 1;
      moved_ = true;
    }
    // With w the vector that is kept: scale w moves to (1 - step) scale w + step e.
    const float* row = row_of(heard.track);
    const auto kept = static_cast<float>(1 - step);
    const auto added = static_cast<float>(step / scale_);
    float* w = interest_.data();
    for (std::size_t i = 0; i < stride; ++i) w[i] = kept * w[i] + added * row[i];
    // The direction moves, and the strength of the interest stays.
    const float norm = std::sqrt(dot(w, w, stride));
    if (!(norm > 0)) return;
    scale_ = strength_ / norm;
    // Far from 1, the numbers would leave the range of floats.
    if (scale_ > 1e-3F && scale_ < 1e3F) return;
    for (float& coordinate : interest_) coordinate *= scale_;
    scale_ = 1;
  }

 private:
  const float* row_of(TrackId track) const {
    return embeddings_->float_rows(track, 1, row_.data());
  }

  ValueOfUser pull_;
  ValueOfUser push_;
  const Embeddings* embeddings_ = nullptr;
  TrackId start_ = 0;
  double pull_now_ = 0;
  double push_now_ = 0;
  bool moved_ = false;
  bool in_half_ = false;  // the response takes scores of half precision
  RowBuffer interest_;    // times scale_: to scale the numbers themselves takes a pass over them
  float scale_ = 1;
  mutable RowBuffer row_;  // for a row of halves as floats
  float strength_ = 0;
};

const Registration<InterestPart> registration(
    "moves with what is heard: v + (pull x time - push x skipped) (e - v) after a track e, with "
    "the "
    "length that v had; pull 0 and push 0 are 'fixed'; source: interest evolution of RecSim, Ie et "
    "al. 2019",
    Parameters<DriftParameters>("drift")
        .add("pull", &DriftParameters::pull, "towards a track that was heard out", kPull)
        .add("push", &DriftParameters::push, "away from a track that was skipped", kPull),
    UserModelFacts{.reacts = true}, [](const DriftParameters& parameters, UserModelBuild& build) {
      return std::make_unique<Drift>(build.values(parameters.pull, "drift.pull", kPull),
                                     build.values(parameters.push, "drift.push", kPull));
    });

}  // namespace
}  // namespace reprise
