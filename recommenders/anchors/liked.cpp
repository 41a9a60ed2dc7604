#include <algorithm>

#include "recommenders/listened_time.h"
#include "recommenders/sentence.h"

namespace reprise {
namespace {

enum class Which { random, last, best };
std::vector<std::string> choices(Which) { return {"random", "last", "best"}; }

struct LikedParameters {
  ListenedTime above{50};
  Which which = Which::random;
  Scope scope = Scope::session;
};

class Liked final : public Anchor {
 public:
  explicit Liked(const LikedParameters& parameters) : parameters_(parameters) {}

  MaybeTrack next(Request& request, std::span<const TrackId> tried) const override {
    MaybeTrack chosen;
    Hundredths best = -1;
    std::uint32_t liked = 0;
    for_each_liked(request, [&](TrackId track, Hundredths time) {
      if (std::find(tried.begin(), tried.end(), track) != tried.end()) return;
      ++liked;
      // The playbacks come latest first. So the first liked track seen is the last one liked, and
      // the latest of equal times wins.
      if (parameters_.which != Which::random && time > best) {
        chosen = track;
        best = parameters_.which == Which::last ? kMaxHundredths : time;
      }
    });
    if (parameters_.which != Which::random || liked == 0) return chosen;
    std::uint32_t place = uniform_index(request.draws, liked);
    for_each_liked(request, [&](TrackId track, Hundredths) {
      if (std::find(tried.begin(), tried.end(), track) != tried.end()) return;
      if (place-- == 0) chosen = track;
    });
    return chosen;
  }

  void all(Request& request, std::vector<TrackId>& tracks) const override {
    if (parameters_.which == Which::best) return Anchor::all(request, tracks);
    for_each_liked(request, [&](TrackId track, Hundredths) {
      if (std::find(tracks.begin(), tracks.end(), track) == tracks.end()) tracks.push_back(track);
    });
  }

  bool draws() const override { return parameters_.which == Which::random; }
  bool all_draws() const override { return false; }
  void tell(Request& request, std::span<const TrackId> tried,
            std::vector<AnchorPropensity>& anchors) const override {
    if (!draws()) return Anchor::tell(request, tried, anchors);
    // A track that was liked twice has two chances.
    const std::size_t begin = anchors.size();
    double liked = 0;
    for_each_liked(request, [&](TrackId track, Hundredths) {
      if (std::find(tried.begin(), tried.end(), track) != tried.end()) return;
      ++liked;
      const auto known =
          std::find_if(anchors.begin() + static_cast<std::ptrdiff_t>(begin), anchors.end(),
                       [&](const auto& other) { return other.track == track; });
      if (known == anchors.end()) {
        anchors.push_back({track, 1});
      } else {
        ++known->propensity;
      }
    });
    for (std::size_t i = begin; i < anchors.size(); ++i) anchors[i].propensity /= liked;
  }

 private:
  template <class Visit>
  void for_each_liked(const Request& request, Visit visit) const {
    request.for_each_playback(parameters_.scope == Scope::user,
                              [&](TrackId track, Hundredths time, std::size_t) {
                                if (time > parameters_.above.hundredths) visit(track, time);
                              });
  }

  LikedParameters parameters_;
};

const Registration<AnchorPart> registration(
    "a track listened to for longer than a threshold, another one when its candidates run out; "
    "none "
    "when none was",
    Parameters<LikedParameters>("liked")
        .add("above", &LikedParameters::above, "the threshold")
        .short_form()
        .add("which", &LikedParameters::which,
             "each of them with the same chance, the last one played, or the one listened to "
             "longest")
        .add("scope", &LikedParameters::scope, "this session's playbacks, or all the user's"),
    reads_scope,
    [](const LikedParameters& parameters, Build&) { return std::make_unique<Liked>(parameters); });

}  // namespace
}  // namespace reprise
