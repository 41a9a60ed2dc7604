#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct ArtistCapParameters {
  std::int64_t most = 1;
};

class ExcludeTiredArtists final : public Exclude {
 public:
  explicit ExcludeTiredArtists(std::uint32_t most) : most_(most) {}
  bool excludes(TrackId track, const Request& request) const override {
    return request.playbacks.plays_of(request.world.catalog.artist_of[track]) >= most_;
  }

 private:
  std::uint32_t most_;
};

const Registration<ExcludePart> registration(
    "no artist who was played so often in this session, the first track included",
    Parameters<ArtistCapParameters>("artist_cap")
        .require("most", &ArtistCapParameters::most, "playbacks of one artist",
                 {.min = 1, .max = 1e9})
        .short_form(),
    [](const ArtistCapParameters& parameters, Build&) {
      return std::make_unique<ExcludeTiredArtists>(static_cast<std::uint32_t>(parameters.most));
    });

}  // namespace
}  // namespace reprise
