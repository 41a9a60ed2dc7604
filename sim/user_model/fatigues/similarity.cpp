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
    next_ = 0;
    heard_.clear();
    played(moment.start.first_track);
  }

  double factor(const OfferedTrack& offered, const Playbacks&) const override {
    if (weight_now_ == 0) return 1;
    const double norm = norm_of(offered.track);
    double cosines = 0;
    for (const Heard& heard : heard_) {
      const double product = norm * heard.norm;
      if (product > 0) cosines += embeddings_->score(offered.track, heard.track) / product;
    }
    // Rounding may lead a mean of cosines a little above 1.
    const double mean = std::clamp(cosines / static_cast<double>(heard_.size()), 0.0, 1.0);
    return 1 - weight_now_ * mean;
  }

  void played(TrackId track) override {
    if (weight_now_ == 0) return;
    const Heard heard{track, norm_of(track)};
    if (heard_.size() < last_) {
      heard_.push_back(heard);
    } else {
      heard_[next_] = heard;
      next_ = (next_ + 1) % last_;
    }
  }

 private:
  struct Heard {
    TrackId track;
    double norm;
  };
  double norm_of(TrackId track) const {
    return std::sqrt(static_cast<double>(embeddings_->score(track, track)));
  }

  ValueOfUser weight_;
  std::size_t last_;
  const Embeddings* embeddings_ = nullptr;
  double weight_now_ = 0;
  std::vector<Heard> heard_;  // the last tracks, a ring once it is full
  std::size_t next_ = 0;      // the oldest of a full ring
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
