// Makes a recommender on a world and asks it in the way the engine does.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "recommenders/recommender.h"
#include "sim/world/nearest_tracks.h"
#include "sim/world/world.h"

namespace reprise {

/// The answer to one request: the recommended track and the counts of sources.
struct Answer {
  TrackId track = 0;
  SourceTally tally;
};

/// Computes the neighbours that the parts of `build` need.
inline void require_neighbours(const Build& build, NearestTracks& nearest) {
  const World& world = build.world;
  std::vector<NearestQuery> queries;
  for (const NearestNeed& need : build.nearest_needs) {
    // Any track may be a first track or an interest of a session that a test makes up.
    for (TrackId track = 0; track < world.catalog.n_tracks(); ++track) {
      queries.push_back({track, need.count});
    }
    for (UserIndex user = 0; need.floor != nullptr && user < world.users.size(); ++user) {
      for (const TrackId interest : world.users.interests(user)) {
        queries.push_back({interest, need.count, need.floor(world.users.traits[user]), need.most});
      }
    }
  }
  nearest.require(queries);
}

/// A recommender made from YAML, with the neighbours that it needs. The world must outlive it.
class Asking {
 public:
  Asking(const World& world, const std::string& yaml)
      : world_(world),
        nearest_(std::make_unique<NearestTracks>(world.catalog.embeddings)),
        build_(world, *nearest_) {
    const RecommenderRecipe recipe = read_recommender(parse_yaml(yaml, "test"), "test");
    capabilities_ = recipe.declared;
    recommender_ = recipe.make(build_);
    serve(0);
    for (const auto& learner : build_.learners) {
      learned_counts_.push_back({std::vector<std::int64_t>(learner->size()), 0});
    }
    require_neighbours(build_, *nearest_);
  }

  const Build& build() const { return build_; }
  const Capabilities& capabilities() const { return capabilities_; }
  const NearestTracks& nearest() const { return *nearest_; }

  /// Selects the n-th of several sessions that are served side by side. Each of them has a scratch
  /// set of its own; the functions below use the selected one.
  void serve(std::size_t n) {
    while (scratch_.size() <= n) {
      scratch_.emplace_back();
      for (const auto& make : build_.scratch) scratch_.back().push_back(make());
    }
    serving_ = n;
  }
  /// Begins a session. An engine that does not call clear() would pass on the scratch of the last
  /// session.
  void clear_scratch() {
    for (const std::unique_ptr<Scratch>& scratch : scratch_[serving_]) scratch->clear();
  }

  /// Ends the session that was asked for step by step. The learners learn from it at once.
  void learn(const Playbacks& session) {
    for (std::size_t i = 0; i < learned_counts_.size(); ++i) {
      build_.learners[i]->observe(session, scratch_[serving_], learned_counts_[i].totals);
    }
  }
  void end_day() {
    for (LearnedCounts& learned_counts : learned_counts_) ++learned_counts.days;
  }
  /// Returns the learned counts by learner. A test may also set them, in place of earlier days.
  std::vector<LearnedCounts>& learned_counts() { return learned_counts_; }

  /// Returns the answer to the next request of a session, with the draws at (seed, episode, step).
  /// The recommender gets only the inputs that it declares to read, unless `uninvited` is true.
  Answer ask(const Session& session, std::uint64_t episode, const UserHistory* history = nullptr,
             bool uninvited = false) {
    Stream draws(stream_key(1, "recommender/test"), episode, session.recommendations());
    return ask(session, draws, history, uninvited);
  }

  Answer ask(const Session& session, Stream& draws, const UserHistory* history = nullptr,
             bool uninvited = false) {
    Answer answer;
    Request request = request_of(session, draws, history, uninvited, answer.tally, serving_);
    answer.track = recommender_->next(request);
    return answer;
  }

  /// Returns the propensity of every track as the recommender tells it for the next request of a
  /// session, with the selected scratch set. The recommender must be able to tell.
  std::vector<double> tell(const Session& session, const UserHistory* history = nullptr) {
    Stream draws(stream_key(1, "telling"), 0);
    Answer ignored;
    Request request = request_of(session, draws, history, false, ignored.tally, serving_);
    Propensities propensities(world_.catalog.n_tracks());
    recommender_->tell(request, 1, propensities);
    std::vector<double> told(world_.catalog.n_tracks(), 0.0);
    std::uint32_t named = 0;
    propensities.for_each([&](TrackId track, double propensity) {
      EXPECT_EQ(propensity, propensities.of(track));
      told[track] = propensity;
      ++named;
    });
    EXPECT_EQ(named, propensities.candidates());
    return told;
  }

  /// The request of one session, when a recommender is asked for several sessions at once.
  struct Asked {
    const Session* session;
    std::uint64_t episode;
    const UserHistory* history;
  };
  /// Returns the answers to the next requests of several sessions. Session i uses scratch set i.
  std::vector<Answer> ask_together(const std::vector<Asked>& all) {
    std::vector<Answer> answers(all.size());
    std::deque<Stream> draws;
    std::deque<Request> requests;
    std::vector<Request*> pointers;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Session& session = *all[i].session;
      draws.emplace_back(stream_key(1, "recommender/test"), all[i].episode,
                         session.recommendations());
      requests.push_back(
          request_of(session, draws.back(), all[i].history, false, answers[i].tally, i));
      pointers.push_back(&requests.back());
    }
    std::vector<TrackId> tracks(all.size());
    recommender_->next_of(pointers, tracks);
    for (std::size_t i = 0; i < all.size(); ++i) answers[i].track = tracks[i];
    return answers;
  }

 private:
  Request request_of(const Session& session, Stream& draws, const UserHistory* history,
                     bool uninvited, SourceTally& tally, std::size_t served) const {
    return {.world = world_,
            .user = session.user(),
            .playbacks = session.playbacks(),
            .history = capabilities_.reads_history || uninvited ? history : nullptr,
            .hidden = capabilities_.observes_latent_state || uninvited ? &session : nullptr,
            .draws = draws,
            .tally = tally,
            .scratch = scratch_[served],
            .learned_counts = learned_counts_};
  }

  const World& world_;
  std::unique_ptr<NearestTracks> nearest_;
  Build build_;
  Capabilities capabilities_;
  std::unique_ptr<Recommender> recommender_;
  std::vector<std::vector<std::unique_ptr<Scratch>>> scratch_;  // per served session
  std::size_t serving_ = 0;
  std::vector<LearnedCounts> learned_counts_;
};

}  // namespace reprise
