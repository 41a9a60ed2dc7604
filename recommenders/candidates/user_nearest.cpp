#include <algorithm>

#include "recommenders/candidates/list_builder.h"

namespace reprise {
namespace {

struct UserNearestParameters {
  std::int64_t top = 100;
};

class UserNearest final : public Candidates {
 public:
  UserNearest(const NearestTracks& nearest, std::uint32_t top, std::size_t scratch)
      : nearest_(nearest), top_(top), scratch_(scratch) {}

  TrackList list(TrackId, Request& request) const override {
    ListBuilder& builder = request.scratch_as<ListScratch>(scratch_).builder;
    // The list is the same at every step of a session.
    const std::span<const TrackId> interests = request.world.users.interests(request.user);
    for (std::uint32_t rank = 0; rank < top_ && builder.size() < top_; ++rank) {
      for (const TrackId interest : interests) {
        const std::span<const TrackId> list = nearest_.of(interest);
        if (rank < list.size() && builder.size() < top_) builder.add(list[rank]);
      }
    }
    return builder.list(true);
  }
  bool lasting() const override { return true; }
  bool distinct() const override { return true; }

 private:
  const NearestTracks& nearest_;
  std::uint32_t top_;
  std::size_t scratch_;
};

const Registration<CandidatesPart> registration(
    "the tracks nearest to the user's own interests, one of each in turn, best first: an "
    "oracle-side "
    "source, what a perfect list for the user would hold",
    Parameters<UserNearestParameters>("user_nearest")
        .add("top", &UserNearestParameters::top, "how many", {.min = 1, .max = 1e9})
        .short_form(),
    Capabilities{.privileged = true}, [](const UserNearestParameters& parameters, Build& build) {
      const auto top = static_cast<std::uint32_t>(std::min<std::int64_t>(
          parameters.top, static_cast<std::int64_t>(build.world.catalog.n_tracks())));
      build.nearest_needs.push_back({NearestOf::user_interests, top});
      return std::make_unique<UserNearest>(build.nearest, top, build.add_scratch<ListScratch>());
    });

}  // namespace
}  // namespace reprise
