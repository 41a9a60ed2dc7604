// Makes candidates without a sentence and returns the lists that they give.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "recommenders/sentence.h"
#include "tests/recommenders/asking.h"

namespace reprise {

/// One list of candidates.
struct Listed {
  std::vector<TrackId> tracks;
  std::vector<float> scores;  // empty for a list without scores
  bool ordered = false;
};

/// Candidates made from YAML. The world must outlive them.
class Listing {
 public:
  enum Scores { kNoScores, kScores };

  Listing(const World& world, const std::string& yaml, Scores scores = kNoScores)
      : world_(world), nearest_(world.catalog.embeddings), build_(world, nearest_) {
    build_.wants_scores = scores == kScores;
    const auto recipe =
        ParameterType<Recipe<CandidatesPart>>::read(parse_yaml(yaml, "test"), "candidates");
    capabilities_ = recipe.declared;
    candidates_ = recipe.make(build_);
    for (const auto& make : build_.scratch) scratch_.push_back(make());
    require_neighbours(build_, nearest_);
  }

  const Build& build() const { return build_; }
  const Capabilities& capabilities() const { return capabilities_; }
  const Candidates& candidates() const { return *candidates_; }

  /// Begins a session.
  void clear() {
    for (const std::unique_ptr<Scratch>& scratch : scratch_) scratch->clear();
  }
  /// Returns the list for an anchor at the present step of a session.
  Listed of(TrackId anchor, const Session& session, const UserHistory* history = nullptr,
            std::uint64_t episode = 0) {
    Stream draws(stream_key(1, "listing"), episode);
    SourceTally tally;
    Request request{.world = world_,
                    .user = session.user(),
                    .playbacks = session.playbacks(),
                    .history = history,
                    .hidden = nullptr,
                    .draws = draws,
                    .tally = tally,
                    .scratch = scratch_};
    const TrackList list = candidates_->list(anchor, request);
    Listed listed{{}, {}, list.ordered};
    for (std::uint32_t i = 0; i < list.size; ++i) {
      listed.tracks.push_back(list[i]);
      if (list.scores != nullptr) listed.scores.push_back(list.scores[i]);
    }
    return listed;
  }
  /// Returns the list for the first track of a session that has just begun.
  std::vector<TrackId> of(TrackId anchor) {
    Session session;
    session.start(
        world_, {.user = 0, .interest = world_.users.interests(0).front(), .first_track = anchor});
    return of(anchor, session).tracks;
  }

 private:
  const World& world_;
  NearestTracks nearest_;
  Build build_;
  Capabilities capabilities_;
  std::unique_ptr<Candidates> candidates_;
  std::vector<std::unique_ptr<Scratch>> scratch_;
};

}  // namespace reprise
