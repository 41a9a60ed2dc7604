#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <boost/random/beta_distribution.hpp>

#include "recommenders/largest_beta.h"
#include "recommenders/sentence.h"

namespace reprise {
namespace {

// Counts, per track, the recommendations of earlier days and the hundredths for which they were
// listened to.
class TrackLearner final : public Learner {
 public:
  explicit TrackLearner(std::size_t n_tracks) : n_tracks_(n_tracks) {}

  std::size_t size() const override { return 2 * n_tracks_; }

  void observe(const Playbacks& session, std::span<const std::unique_ptr<Scratch>>,
               std::span<std::int64_t> totals) const override {
    for (std::size_t i = 1; i < session.size(); ++i) {
      // A repeat within the session is not listened to, so it tells nothing about the track.
      const auto earlier = session.tracks().first(i);
      const TrackId track = session.tracks()[i];
      if (std::find(earlier.begin(), earlier.end(), track) != earlier.end()) continue;
      ++totals[2 * track];
      totals[2 * track + 1] += std::min(session.times()[i], kWholeTrack);
    }
  }

 private:
  std::size_t n_tracks_;
};

class ThompsonPick final : public Pick {
 public:
  explicit ThompsonPick(std::size_t learner) : learner_(learner) {}

  MaybeTrack pick(const TrackList& list, const Exclude* exclude, Request& request) const override {
    const std::vector<std::int64_t>& totals = request.learned_counts[learner_].totals;
    MaybeTrack best;
    double best_draw = -1;
    for (std::uint32_t i = 0; i < list.size; ++i) {
      const TrackId track = list[i];
      if (exclude != nullptr && exclude->excludes(track, request)) continue;
      const auto recommendations = static_cast<double>(totals[2 * track]);
      const double listened = static_cast<double>(totals[2 * track + 1]) / kWholeTrack;
      const double draw = boost::random::beta_distribution<double>(
          1 + listened, 1 + recommendations - listened)(request.draws);
      if (draw > best_draw) {
        best = track;
        best_draw = draw;
      }
    }
    return best;
  }

  bool tell(const TrackList& list, const Exclude* exclude, Request& request, double share,
            Propensities& propensities) const override {
    const std::vector<std::int64_t>& totals = request.learned_counts[learner_].totals;
    // Tracks of equal experience share an arm: there are few such arms, and an integral is dear.
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<TrackId>> alike;
    for (std::uint32_t i = 0; i < list.size; ++i) {
      const TrackId track = list[i];
      if (exclude != nullptr && exclude->excludes(track, request)) continue;
      alike[{totals[2 * track], totals[2 * track + 1]}].push_back(track);
    }
    if (alike.empty()) return false;
    if (share <= 0) return true;
    std::vector<BetaArm> arms;
    for (const auto& [known, tracks] : alike) {
      const double listened = static_cast<double>(known.second) / kWholeTrack;
      arms.push_back({1 + listened, 1 + static_cast<double>(known.first) - listened,
                      static_cast<double>(tracks.size())});
    }
    const std::vector<double> chances = largest_beta(arms);
    std::size_t arm = 0;
    for (const auto& [known, tracks] : alike) {
      for (const TrackId track : tracks) {
        propensities.add(track, share * chances[arm] / static_cast<double>(tracks.size()));
      }
      ++arm;
    }
    return true;
  }

 private:
  std::size_t learner_;
};

const Registration<PickPart> registration(
    "by Thompson sampling: the one with the largest draw from Beta(1 + time listened, 1 + time "
    "missed) of its recommendations on earlier days, whoever made them; learns between days",
    Parameters<NoParameters>("thompson"), Capabilities{.learns = true},
    [](const NoParameters&, Build& build) {
      return std::make_unique<ThompsonPick>(
          build.add_learner(std::make_unique<TrackLearner>(build.world.catalog.n_tracks())));
    });

}  // namespace
}  // namespace reprise
