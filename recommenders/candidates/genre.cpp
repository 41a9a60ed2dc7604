
#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct GenreParameters {
  std::int64_t top = 100;
};

class TracksOfGenre final : public Candidates {
 public:
  explicit TracksOfGenre(std::vector<std::vector<TrackId>> lists) : lists_(std::move(lists)) {}

  TrackList list(TrackId anchor, Request& request) const override {
    const std::vector<TrackId>& list = lists_[request.world.catalog.genre_of[anchor]];
    return {list.data(), static_cast<std::uint32_t>(list.size()), true};
  }
  bool lasting() const override { return true; }

 private:
  std::vector<std::vector<TrackId>> lists_;  // per genre
};

const Registration<CandidatesPart> registration(
    "the most popular tracks of the anchor's genre, best first",
    Parameters<GenreParameters>("genre")
        .add("top", &GenreParameters::top, "how many", {.min = 1, .max = 1e9})
        .short_form(),
    [](const GenreParameters& parameters, Build& build) {
      const Catalog& catalog = build.world.catalog;
      if (!catalog.knows_genres()) {
        throw UserError(
            build.place,
            "'genre' needs a world that knows genres: one whose tracks are generated, too, or a "
            "tracks.json with a \"genre\" in every line");
      }
      const auto top = static_cast<std::size_t>(parameters.top);
      std::vector<std::vector<TrackId>> lists(catalog.genres.size());
      std::vector<bool> popular(catalog.n_tracks(), false);
      const auto add = [&](TrackId track) {
        std::vector<TrackId>& list = lists[catalog.genre_of[track]];
        if (list.size() < top) list.push_back(track);
      };
      for (const TrackId track : build.world.top_tracks) {
        add(track);
        popular[track] = true;
      }
      // Tracks that are not in the popularity list come last, ordered by id.
      for (TrackId track = 0; track < catalog.n_tracks(); ++track) {
        if (!popular[track]) add(track);
      }
      return std::make_unique<TracksOfGenre>(std::move(lists));
    });

}  // namespace
}  // namespace reprise
