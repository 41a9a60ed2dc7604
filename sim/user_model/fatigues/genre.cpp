#include <cmath>

#include "sim/sessions/session_table.h"
#include "sim/user_model/parts.h"

namespace reprise {
namespace {

constexpr Limits kGamma{.min = 0, .max = 1};

struct GenreParameters {
  UserValue gamma = 0.95;
};

class Genre final : public Cloned<Fatigue, Genre> {
 public:
  explicit Genre(ValueOfUser gamma) : gamma_(std::move(gamma)) {}

  void begin(const Moment& moment) override {
    genre_of_ = moment.world.catalog.genre_of;
    gamma_now_ = gamma_(moment.user);
    plays_.clear();
    played(moment.start.first_track);
  }
  double factor(const OfferedTrack& offered, const Playbacks&) const override {
    const std::uint32_t* plays = plays_.find(genre_of_[offered.track]);
    return plays == nullptr || gamma_now_ == 1 ? 1.0 : std::pow(gamma_now_, *plays);
  }
  void played(TrackId track) override { ++plays_[genre_of_[track]]; }

 private:
  ValueOfUser gamma_;
  std::span<const GenreId> genre_of_;
  SessionTable<std::uint32_t> plays_;  // by genre
  double gamma_now_ = 1;
};

const Registration<FatiguePart> registration(
    "the factor gamma^(playbacks of the genre in the session); gamma 1 is no fatigue; needs "
    "genres; "
    "source: boredom of topics in SARDINE, Deffayet et al. 2023",
    Parameters<GenreParameters>("genre")
        .add("gamma", &GenreParameters::gamma, "factor for each playback", kGamma)
        .short_form(),
    UserModelFacts{.reacts = true}, [](const GenreParameters& parameters, UserModelBuild& build) {
      if (!build.world.catalog.knows_genres()) {
        throw UserError(build.place,
                        "the fatigue 'genre' needs genres, and the tracks of this world have none; "
                        "write 'genre' into tracks.json, or use 'artist' or 'similarity'");
      }
      return std::make_unique<Genre>(build.values(parameters.gamma, "genre.gamma", kGamma));
    });

}  // namespace
}  // namespace reprise
