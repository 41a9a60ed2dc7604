#include "sim/user_model/sentence_model.h"

#include "sim/user_model/odds.h"

namespace reprise {
namespace {

class SentenceListener final : public Listener {
 public:
  explicit SentenceListener(ListenerParts parts) : parts_(std::move(parts)) {}

  std::int32_t begin(const World& world, const SessionStart& start, const ModelDraws& draws,
                     const UserMemory* memory) override {
    world_ = &world;
    traits_ = &world.users.traits[start.user];
    response_ = response_of(world);
    draws_.start(draws);
    const Moment moment{world, world.users.original_of(start.user), start, memory};
    parts_.interest->begin(moment);
    parts_.state->begin(moment, draws_);
    parts_.response->begin(moment);
    parts_.repeat->begin(moment);
    for (const auto& part : parts_.fatigue) part->begin(moment);
    parts_.comes_back->begin(moment);
    return parts_.leave->begin(moment, draws_);
  }

  Hundredths listen(const Playbacks& playbacks, TrackId track,
                    const Playbacks::Earlier& earlier) override {
    draws_.go_to(static_cast<std::uint32_t>(playbacks.size() - 1));
    parts_.state->step(draws_);
    const Match match = match_of(playbacks, {track, earlier});
    return parts_.response->time(match.share, match.factor, draws_);
  }

  bool react(const Playbacks&, TrackId track, Hundredths time, bool skipped) override {
    const HeardTrack heard{track, time, skipped};
    parts_.interest->heard(heard, draws_);
    for (const auto& part : parts_.fatigue) part->played(track);
    return parts_.leave->leaves(heard, draws_);
  }

  double expected_share(const Playbacks& playbacks, TrackId track) const override {
    const ArtistId artist = world_->catalog.artist_of[track];
    const Playbacks::Earlier earlier{playbacks.contains(track) ? 1u : 0u,
                                     playbacks.plays_of(artist)};
    const Match match = match_of(playbacks, {track, earlier});
    return match.share * match.factor;
  }

  bool spends_budget() const override { return parts_.leave->spends_budget(); }

  std::optional<double> days_to_return(const Playbacks& playbacks) override {
    draws_.go_to_start_and_end();
    return parts_.comes_back->days(playbacks, draws_);
  }
  double followed_days() const override { return parts_.comes_back->followed_days(); }

 private:
  struct Match {
    double share;
    double factor;
  };

  Match match_of(const Playbacks& playbacks, const OfferedTrack& offered) const {
    const Repeat::Effect repeat = parts_.repeat->of(offered, playbacks);
    double factor = repeat.factor;
    for (const auto& part : parts_.fatigue) factor *= part->factor(offered, playbacks);
    const float score = parts_.interest->score(offered.track);
    const double share = listening_share(response_, score, *traits_);
    return {with_odds(share, parts_.state->odds() * repeat.odds), factor};
  }

  ListenerParts parts_;
  ModelStream draws_;
  const World* world_ = nullptr;
  const UserTraits* traits_ = nullptr;
  Response response_ = Response::in_double;
};

}  // namespace

ListenerParts ListenerParts::clone() const {
  ListenerParts parts;
  parts.interest = interest->clone();
  parts.state = state->clone();
  parts.response = response->clone();
  parts.repeat = repeat->clone();
  for (const auto& part : fatigue) parts.fatigue.push_back(part->clone());
  parts.leave = leave->clone();
  parts.comes_back = comes_back->clone();
  return parts;
}

std::unique_ptr<Listener> SentenceModel::make_listener() const {
  return std::make_unique<SentenceListener>(parts_.clone());
}

}  // namespace reprise
