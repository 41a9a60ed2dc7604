#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/user_model/parts.h"

namespace reprise {
namespace {

constexpr Limits kWeight{.min = 0, .max = 1};

struct SimilarityParameters {
  UserValue weight = 0.3;
  std::int64_t last = 5;
};

class Similarity final : public Cloned<Fatigue, Similarity> {
 public:
  Similarity(ValueOfUser weight, std::size_t last) : weight_(std::move(weight)), last_(last) {}

  void begin(const Moment& moment) override {
    embeddings_ = &moment.world.catalog.embeddings;
    weight_now_ = weight_(moment.user);
    if (weight_now_ == 0) return;
    next_ = 0;
    heard_.clear();
    sum_.assign(embeddings_->stride(), 0.0F);
    played(moment.start.first_track);
  }

  double factor(const OfferedTrack& offered, const Playbacks&) const override {
    if (weight_now_ == 0) return 1;
    const float* row = row_of(offered.track);
    const double norm = std::sqrt(dot(row, row, embeddings_->stride()));
    if (!(norm > 0)) return 1;
    const double cosines = dot(sum_.data(), row, embeddings_->stride()) / norm;
    // Rounding may lead a mean of cosines a little above 1.
    const double mean = std::clamp(cosines / static_cast<double>(heard_.size()), 0.0, 1.0);
    return 1 - weight_now_ * mean;
  }

  void played(TrackId track) override {
    if (weight_now_ == 0) return;
    if (heard_.size() < last_) {
      heard_.push_back(track);
      add(track, 1);
      return;
    }
    add(heard_[next_], -1);
    heard_[next_] = track;
    next_ = (next_ + 1) % last_;
    add(track, 1);
    if (next_ > 0) return;
    // Rounding must not add up in a long session.
    std::fill(sum_.begin(), sum_.end(), 0.0F);
    for (const TrackId one : heard_) add(one, 1);
  }

 private:
  const float* row_of(TrackId track) const {
    if (!embeddings_->are_halves()) return embeddings_->row(track);
    row_.resize(embeddings_->stride());
    return embeddings_->float_rows(track, 1, row_.data());
  }
  // Adds the track's direction, times `sign`, to the sum.
  void add(TrackId track, float sign) {
    const float* row = row_of(track);
    const std::size_t stride = embeddings_->stride();
    const float norm = std::sqrt(dot(row, row, stride));
    if (!(norm > 0)) return;
    const float scale = sign / norm;
    for (std::size_t i = 0; i < stride; ++i) sum_[i] += scale * row[i];
  }

  ValueOfUser weight_;
  std::size_t last_;
  const Embeddings* embeddings_ = nullptr;
  double weight_now_ = 0;
  std::vector<TrackId> heard_;  // the last tracks, a ring once it is full
  std::size_t next_ = 0;        // the oldest of a full ring
  RowBuffer sum_;               // of their directions
  mutable RowBuffer row_;       // a row of halves as floats
};

const Registration<FatiguePart> registration(
    "the factor 1 - weight x the mean cosine with the last tracks, where it is positive; weight 0 "
    "is no fatigue; source: satiation by similarity, Leqi et al. 2021",
    Parameters<SimilarityParameters>("similarity")
        .add("weight", &SimilarityParameters::weight, "what is lost by a track like the last ones",
             kWeight)
        .short_form()
        .add("last", &SimilarityParameters::last, "tracks that are remembered",
             {.min = 1, .max = 1000}),
    UserModelFacts{.reacts = true},
    [](const SimilarityParameters& parameters, UserModelBuild& build) {
      return std::make_unique<Similarity>(
          build.values(parameters.weight, "similarity.weight", kWeight),
          static_cast<std::size_t>(parameters.last));
    });

}  // namespace
}  // namespace reprise
