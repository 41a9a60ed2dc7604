#include <vector>

#include "recommenders/candidates/top_list.h"
#include "recommenders/sentence.h"
#include "sim/world_files/world_files.h"

namespace reprise {
namespace {

struct BlockedParameters {
  TopListFile file;
};

class ExcludeBlocked final : public Exclude {
 public:
  explicit ExcludeBlocked(std::vector<bool> blocked) : blocked_(std::move(blocked)) {}
  bool excludes(TrackId track, const Request&) const override { return blocked_[track]; }

 private:
  std::vector<bool> blocked_;  // by track
};

const Registration<ExcludePart> registration(
    "no track of a file",
    Parameters<BlockedParameters>("blocked")
        .require("file", &BlockedParameters::file, "JSON array of track ids, or one a line")
        .short_form(),
    [](const BlockedParameters& parameters, Build& build) {
      const std::size_t n_tracks = build.world.catalog.n_tracks();
      std::vector<bool> blocked(n_tracks, false);
      for (const TrackId track : read_top_tracks(parameters.file.file.path, n_tracks)) {
        blocked[track] = true;
      }
      return std::make_unique<ExcludeBlocked>(std::move(blocked));
    });

}  // namespace
}  // namespace reprise
