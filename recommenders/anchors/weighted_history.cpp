#include <algorithm>
#include <cmath>

#include <boost/random/uniform_real_distribution.hpp>

#include "recommenders/sentence.h"
#include "sim/support/parameters/nested.h"

namespace reprise {
namespace {

// What is the anchor where nothing in the window has a weight.
enum class Unlistened { skipped, oldest };
std::vector<std::string> choices(Unlistened) { return {"skipped", "oldest"}; }

struct WeightedHistoryParameters {
  Scope scope = Scope::session;
  double power = 1.0;
  double decay = 1.0;
  std::int64_t last = 0;
  std::optional<Unlistened> unlistened;  // absent: skipped
};

// Draws without replacement: an anchor whose candidates ran out is not drawn again.
class WeightedHistory final : public Anchor {
 public:
  explicit WeightedHistory(const WeightedHistoryParameters& parameters)
      : parameters_(parameters),
        takes_oldest_(parameters.unlistened.value_or(Unlistened::skipped) == Unlistened::oldest) {}

  MaybeTrack next(Request& request, std::span<const TrackId> tried) const override {
    std::vector<TrackId> tracks;
    std::vector<double> cumulative;
    double total = 0;
    // Times are divided by the longest time, which keeps the proportions. A gamma above 1 gives
    // times above 1, which would overflow at a high power.
    Hundredths longest = kWholeTrack;
    std::vector<TrackId> unlistened;  // each once, the latest first
    request.for_each_playback(
        parameters_.scope == Scope::user,
        [&](TrackId, Hundredths time, std::size_t) { longest = std::max(longest, time); });
    const auto window = static_cast<std::size_t>(parameters_.last);
    request.for_each_playback(
        parameters_.scope == Scope::user, [&](TrackId track, Hundredths time, std::size_t age) {
          if (window > 0 && age >= window) return;
          if (time <= 0 && !takes_oldest_) return;
          if (std::find(tried.begin(), tried.end(), track) != tried.end()) return;
          if (time <= 0) {
            if (std::find(unlistened.begin(), unlistened.end(), track) == unlistened.end()) {
              unlistened.push_back(track);
            }
            return;
          }
          total += std::pow(time / static_cast<double>(longest), parameters_.power) *
                   std::pow(parameters_.decay, static_cast<double>(age));
          tracks.push_back(track);
          cumulative.push_back(total);
        });
    if (!(total > 0)) return unlistened.empty() ? std::nullopt : MaybeTrack(unlistened.back());
    const double place = boost::random::uniform_real_distribution<double>(0, total)(request.draws);
    const auto at = std::upper_bound(cumulative.begin(), cumulative.end() - 1, place);
    return tracks[static_cast<std::size_t>(at - cumulative.begin())];
  }

 private:
  WeightedHistoryParameters parameters_;
  bool takes_oldest_;
};

const Registration<AnchorPart> registration(
    "a track played before, drawn in proportion to time^power x decay^age; the next one when its "
    "candidates run out",
    Parameters<WeightedHistoryParameters>("weighted_history")
        .add("scope", &WeightedHistoryParameters::scope,
             "this session's playbacks, or all the user's")
        .add("power", &WeightedHistoryParameters::power, "of the time listened",
             {.min = 0, .max = 100})
        .add("decay", &WeightedHistoryParameters::decay,
             "factor per playback since; 1 forgets nothing", {.min = 0, .max = 1})
        .add("last", &WeightedHistoryParameters::last, "of the last so many playbacks; 0 for all",
             {.min = 0, .max = 1e9})
        .add("unlistened", &WeightedHistoryParameters::unlistened,
             "playbacks with time 0: skipped, or the oldest of them where no other is left, as "
             "random.choices of Python 3.7 takes it")
        .otherwise("skipped"),
    reads_scope, [](const WeightedHistoryParameters& parameters, Build&) {
      return std::make_unique<WeightedHistory>(parameters);
    });

}  // namespace
}  // namespace reprise
