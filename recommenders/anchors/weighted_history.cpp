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
        takes_oldest_(parameters.unlistened.value_or(Unlistened::skipped) == Unlistened::oldest),
        powers_(kWholeTrack + 1),
        decays_(kAges) {
    for (Hundredths time = 0; time <= kWholeTrack; ++time) {
      powers_[static_cast<std::size_t>(time)] = power_of(time, kWholeTrack);
    }
    for (std::size_t age = 0; age < kAges; ++age) decays_[age] = decay_of(age);
  }

  MaybeTrack next(Request& request, std::span<const TrackId> tried) const override {
    const Chances chances = chances_of(request, tried);
    if (!(chances.total > 0)) {
      return chances.unlistened.empty() ? std::nullopt : MaybeTrack(chances.unlistened.back());
    }
    const double place =
        boost::random::uniform_real_distribution<double>(0, chances.total)(request.draws);
    const auto& cumulative = chances.cumulative;
    const auto at = std::upper_bound(cumulative.begin(), cumulative.end() - 1, place);
    return chances.tracks[static_cast<std::size_t>(at - cumulative.begin())];
  }

  bool draws() const override { return true; }
  void tell(Request& request, std::span<const TrackId> tried,
            std::vector<AnchorPropensity>& anchors) const override {
    const Chances chances = chances_of(request, tried);
    if (!(chances.total > 0)) {
      if (!chances.unlistened.empty()) anchors.push_back({chances.unlistened.back(), 1});
      return;
    }
    const std::size_t begin = anchors.size();
    double before = 0;
    for (std::size_t i = 0; i < chances.tracks.size(); ++i) {
      const TrackId track = chances.tracks[i];
      const double propensity = (chances.cumulative[i] - before) / chances.total;
      before = chances.cumulative[i];
      const auto known =
          std::find_if(anchors.begin() + static_cast<std::ptrdiff_t>(begin), anchors.end(),
                       [&](const auto& other) { return other.track == track; });
      if (known != anchors.end()) {
        known->propensity += propensity;
      } else if (propensity > 0) {
        anchors.push_back({track, propensity});
      }
    }
  }

 private:
  // The playbacks that may be drawn, the latest first, and the sums of their weights so far.
  struct Chances {
    std::vector<TrackId> tracks;
    std::vector<double> cumulative;
    double total = 0;
    std::vector<TrackId> unlistened;  // playbacks with time 0, each once, the latest first
  };

  Chances chances_of(const Request& request, std::span<const TrackId> tried) const {
    Chances chances;
    // Times are divided by the longest time, which keeps the proportions. A gamma above 1 gives
    // times above 1, which would overflow at a high power.
    Hundredths longest = kWholeTrack;
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
            if (std::find(chances.unlistened.begin(), chances.unlistened.end(), track) ==
                chances.unlistened.end()) {
              chances.unlistened.push_back(track);
            }
            return;
          }
          const double power = longest == kWholeTrack ? powers_[static_cast<std::size_t>(time)]
                                                      : power_of(time, longest);
          chances.total += power * (age < kAges ? decays_[age] : decay_of(age));
          chances.tracks.push_back(track);
          chances.cumulative.push_back(chances.total);
        });
    return chances;
  }

  // Of nearly all playbacks both factors are kept, because powers take longer than all else here.
  static constexpr std::size_t kAges = 256;

  double power_of(Hundredths time, Hundredths longest) const {
    return std::pow(time / static_cast<double>(longest), parameters_.power);
  }
  double decay_of(std::size_t age) const {
    return std::pow(parameters_.decay, static_cast<double>(age));
  }

  WeightedHistoryParameters parameters_;
  bool takes_oldest_;
  std::vector<double> powers_;  // by time, where the longest time is the whole track
  std::vector<double> decays_;  // by age
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
