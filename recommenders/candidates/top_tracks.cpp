#include <algorithm>

#include <fmt/format.h>

#include "recommenders/candidates/top_list.h"
#include "recommenders/sentence.h"
#include "sim/world_files/world_files.h"

namespace reprise {
namespace {

struct TopTracksParameters {
  std::int64_t top = 100;
  TopListFile file;
};

class TopTracks final : public Candidates {
 public:
  explicit TopTracks(std::span<const TrackId> tracks, std::vector<TrackId> owned = {})
      : owned_(std::move(owned)), tracks_(tracks) {}
  TrackList list(TrackId, Request&) const override { return all(); }
  std::optional<TrackList> fixed() const override { return all(); }
  bool lasting() const override { return true; }

 private:
  TrackList all() const {
    return {tracks_.data(), static_cast<std::uint32_t>(tracks_.size()), true};
  }

  std::vector<TrackId> owned_;  // the tracks of a list read from a file; empty for the world's list
  std::span<const TrackId> tracks_;
};

const Registration<CandidatesPart> registration(
    "the most popular tracks of the world's list or of a file, best first",
    Parameters<TopTracksParameters>("top_tracks")
        .add("top", &TopTracksParameters::top, "how many", {.min = 1, .max = 1e9})
        .short_form()
        .add("file", &TopTracksParameters::file,
             "JSON array of track ids, most popular first; left out, the world's list"),
    [](const TopTracksParameters& parameters, Build& build) {
      const std::size_t n_tracks = build.world.catalog.n_tracks();
      std::vector<TrackId> owned;
      if (parameters.file) owned = read_top_tracks(parameters.file.file.path, n_tracks);
      const std::span<const TrackId> all = parameters.file ? owned : build.world.top_tracks;
      const auto top = static_cast<std::size_t>(parameters.top);
      if (top > all.size() && all.size() < n_tracks) {
        build.warnings.push_back(fmt::format(
            "the {} most popular tracks were asked for, but {} has {}", top,
            parameters.file ? parameters.file.file.path.string() : "the world's list", all.size()));
      }
      const std::span<const TrackId> used = all.first(std::min(top, all.size()));
      return std::make_unique<TopTracks>(used, std::move(owned));
    });

}  // namespace
}  // namespace reprise
