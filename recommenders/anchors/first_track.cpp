#include "recommenders/sentence.h"

namespace reprise {
namespace {

class FirstTrack final : public Anchor {
 public:
  MaybeTrack next(Request& request, std::span<const TrackId> tried) const override {
    if (!tried.empty()) return std::nullopt;
    const UserHistory* history = request.history;
    if (history != nullptr && !history->tracks().empty()) return history->tracks().front();
    return request.playbacks.first();
  }
  bool always_there() const override { return true; }
};

// The anchor with scope session. Earlier sessions do not count, even if another part reads them.
class FirstTrackOfSession final : public Anchor {
 public:
  MaybeTrack next(Request& request, std::span<const TrackId> tried) const override {
    if (!tried.empty()) return std::nullopt;
    return request.playbacks.first();
  }
  bool always_there() const override { return true; }
};

struct FirstTrackParameters {
  Scope scope = Scope::session;
};

const Registration<AnchorPart> registration(
    "the first track of the session or, with scope user, the first ever played to the user",
    Parameters<FirstTrackParameters>("first_track")
        .add("scope", &FirstTrackParameters::scope, "first of this session, or ever")
        .short_form(),
    reads_scope,
    [](const FirstTrackParameters& parameters, Build& build) -> std::unique_ptr<Anchor> {
      build.anchors = NearestOf::first_tracks;
      if (parameters.scope == Scope::session) return std::make_unique<FirstTrackOfSession>();
      return std::make_unique<FirstTrack>();
    });

}  // namespace
}  // namespace reprise
