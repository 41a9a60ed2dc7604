#include <algorithm>

#include "recommenders/listened_time.h"
#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct DislikedParameters {
  ListenedTime below{50};
  Scope scope = Scope::user;
};

class ExcludeDisliked final : public Exclude {
 public:
  explicit ExcludeDisliked(const DislikedParameters& parameters) : parameters_(parameters) {}

  bool excludes(TrackId track, const Request& request) const override {
    const bool earlier = parameters_.scope == Scope::user && request.history != nullptr;
    if (!request.playbacks.contains(track) && !(earlier && request.history->contains(track))) {
      return false;
    }
    // A repeat is never listened to, so it tells nothing about the track. The longest time counts.
    Hundredths longest = 0;
    request.for_each_playback(earlier, [&](TrackId played, Hundredths time, std::size_t) {
      if (played == track) longest = std::max(longest, time);
    });
    return longest < parameters_.below.hundredths;
  }

 private:
  DislikedParameters parameters_;
};

const Registration<ExcludePart> registration(
    "no track that was played and never listened to for that time",
    Parameters<DislikedParameters>("disliked")
        .add("below", &DislikedParameters::below, "the time")
        .short_form()
        .add("scope", &DislikedParameters::scope, "this session's playbacks, or all the user's"),
    reads_scope, [](const DislikedParameters& parameters, Build&) {
      return std::make_unique<ExcludeDisliked>(parameters);
    });

}  // namespace
}  // namespace reprise
