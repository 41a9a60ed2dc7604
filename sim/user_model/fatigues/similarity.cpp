#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/user_model/parts.h"
#include "sim/user_model/row_norms.h"

namespace reprise {
namespace {

constexpr Limits kWeight{.min = 0, .max = 1};

struct SimilarityParameters {
  UserValue weight = 0.3;
  std::int64_t last = 5;
};

class Similarity final : public Cloned<Fatigue, Similarity> {
 public:
  Similarity(ValueOfUser weight, std::size_t last, std::shared_ptr<const std::vector<float>> norms)
      : weight_(std::move(weight)), last_(last), norms_(std::move(norms)) {}

  void begin(const Moment& moment) override {
    embeddings_ = &moment.world.catalog.embeddings;
    weight_now_ = weight_(moment.user);
    if (weight_now_ == 0) return;
    next_ = 0;
    heard_.clear();
    sum_.assign(embeddings_->stride(), 0.0F);
    if (row_.empty()) row_ = embeddings_->row_buffer(1);
    played(moment.start.first_track);
  }

  double factor(const OfferedTrack& offered, const Playbacks&) const override {
    if (weight_now_ == 0) return 1;
    const double norm = (*norms_)[offered.track];
    if (!(norm > 0)) return 1;
    const float* row = row_of(offered.track);
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
    replace(heard_[next_], track);
    heard_[next_] = track;
    if (++next_ == last_) next_ = 0;
    if (next_ > 0) return;
    // Rounding must not add up in a long session.
    std::fill(sum_.begin(), sum_.end(), 0.0F);
    for (const TrackId one : heard_) add(one, 1);
  }

 private:
  const float* row_of(TrackId track) const {
    return embeddings_->float_rows(track, 1, row_.data());
  }
  // Adds the track's direction, times `sign`, to the sum.
  void add(TrackId track, float sign) {
    const float norm = (*norms_)[track];
    if (!(norm > 0)) return;
    const float* row = row_of(track);
    const float scale = sign / norm;
    const std::size_t stride = embeddings_->stride();
    for (std::size_t i = 0; i < stride; ++i) sum_[i] += scale * row[i];
  }
  // Takes one track's direction from the sum and adds another's, in this order.
  void replace(TrackId old, TrackId added) {
    const float old_norm = (*norms_)[old];
    const float added_norm = (*norms_)[added];
    if (embeddings_->are_halves() || !(old_norm > 0) || !(added_norm > 0)) {
      add(old, -1);
      add(added, 1);
      return;
    }
    const float less = -1 / old_norm;
    const float more = 1 / added_norm;
    const float* old_row = embeddings_->row(old);
    const float* added_row = embeddings_->row(added);
    float* sum = sum_.data();
    const std::size_t stride = embeddings_->stride();
    for (std::size_t i = 0; i < stride; ++i) {
      sum[i] = (sum[i] + less * old_row[i]) + more * added_row[i];
    }
  }

  ValueOfUser weight_;
  std::size_t last_;
  std::shared_ptr<const std::vector<float>> norms_;  // of the catalog's rows
  const Embeddings* embeddings_ = nullptr;
  double weight_now_ = 0;
  std::vector<TrackId> heard_;  // the last tracks, a ring once it is full
  std::size_t next_ = 0;        // the oldest of a full ring
  RowBuffer sum_;               // of their directions
  mutable RowBuffer row_;       // for a row of halves as floats
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
          static_cast<std::size_t>(parameters.last), row_norms(build.world.catalog.embeddings));
    });

}  // namespace
}  // namespace reprise
