#include "recommenders/candidates/list_builder.h"
#include "recommenders/listened_time.h"

namespace reprise {
namespace {

struct PlayedParameters {
  ListenedTime above{50};
  Scope scope = Scope::user;
};

class Played final : public Candidates {
 public:
  Played(const PlayedParameters& parameters, std::size_t scratch)
      : parameters_(parameters), scratch_(scratch) {}

  TrackList list(TrackId, Request& request) const override {
    ListBuilder& builder = request.scratch_as<ListScratch>(scratch_).builder;
    builder.clear();
    request.for_each_playback(parameters_.scope == Scope::user,
                              [&](TrackId track, Hundredths time, std::size_t) {
                                if (time > parameters_.above.hundredths) builder.add(track);
                              });
    return builder.list(false);
  }
  bool ordered() const override { return false; }
  bool distinct() const override { return true; }

 private:
  PlayedParameters parameters_;
  std::size_t scratch_;
};

const Registration<CandidatesPart> registration(
    "the tracks that were listened to for longer than a threshold, latest first: to play them "
    "again",
    Parameters<PlayedParameters>("played")
        .add("above", &PlayedParameters::above, "the threshold")
        .short_form()
        .add("scope", &PlayedParameters::scope, "this session's playbacks, or all the user's"),
    reads_scope, [](const PlayedParameters& parameters, Build& build) {
      return std::make_unique<Played>(parameters, build.add_scratch<ListScratch>());
    });

}  // namespace
}  // namespace reprise
