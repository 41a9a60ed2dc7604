#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct LastParameters {
  std::int64_t n = 20;
};

class ExcludeLast final : public Exclude {
 public:
  explicit ExcludeLast(std::size_t n) : n_(n) {}
  bool excludes(TrackId track, const Request& request) const override {
    if (!request.playbacks.contains(track)) return false;
    const std::span<const TrackId> tracks = request.playbacks.tracks();
    for (std::size_t age = 0; age < std::min(n_, tracks.size()); ++age) {
      if (tracks[tracks.size() - 1 - age] == track) return true;
    }
    return false;
  }

 private:
  std::size_t n_;
};

const Registration<ExcludePart> registration("none of the last tracks played in this session",
                                             Parameters<LastParameters>("last")
                                                 .require("n", &LastParameters::n, "how many",
                                                          {.min = 1, .max = 1e9})
                                                 .short_form(),
                                             [](const LastParameters& parameters, Build&) {
                                               return std::make_unique<ExcludeLast>(
                                                   static_cast<std::size_t>(parameters.n));
                                             });

}  // namespace
}  // namespace reprise
