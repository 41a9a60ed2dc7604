#include <algorithm>

#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct LastParameters {
  std::int64_t n = 20;
  Scope scope = Scope::session;
};

class ExcludeLast final : public Exclude {
 public:
  explicit ExcludeLast(const LastParameters& parameters)
      : n_(static_cast<std::size_t>(parameters.n)), earlier_(parameters.scope == Scope::user) {}

  bool excludes(TrackId track, const Request& request) const override {
    const std::span<const TrackId> tracks = request.playbacks.tracks();
    if (request.playbacks.contains(track) &&
        is_in(tracks.last(std::min(n_, tracks.size())), track)) {
      return true;
    }
    if (!earlier_ || request.history == nullptr || n_ <= tracks.size()) return false;
    const std::span<const TrackId> before = request.history->tracks();
    return is_in(before.last(std::min(n_ - tracks.size(), before.size())), track);
  }

 private:
  static bool is_in(std::span<const TrackId> tracks, TrackId track) {
    return std::find(tracks.begin(), tracks.end(), track) != tracks.end();
  }

  std::size_t n_;
  bool earlier_;
};

const Registration<ExcludePart> registration(
    "none of the last tracks that were played",
    Parameters<LastParameters>("last")
        .require("n", &LastParameters::n, "how many", {.min = 1, .max = 1e9})
        .short_form()
        .add("scope", &LastParameters::scope, "this session's playbacks, or all the user's"),
    reads_scope, [](const LastParameters& parameters, Build&) {
      return std::make_unique<ExcludeLast>(parameters);
    });

}  // namespace
}  // namespace reprise
