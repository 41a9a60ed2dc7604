#include "recommenders/picks/uniform_of.h"

namespace reprise {
namespace {

struct TopParameters {
  std::int64_t n = 10;
};

class Top final : public Pick {
 public:
  explicit Top(std::uint32_t n) : n_(n) {}
  MaybeTrack pick(const TrackList& list, const Exclude* exclude, Request& request) const override {
    return uniform_of(list, n_, exclude, request);
  }
  void pick_each(std::span<const TrackList> lists, const Exclude* exclude,
                 std::span<Request* const> requests, std::span<MaybeTrack> tracks) const override {
    uniform_of_each(lists, n_, exclude, requests, tracks);
  }
  bool tell(const TrackList& list, const Exclude* exclude, Request& request, double share,
            Propensities& propensities) const override {
    return tell_uniform_of(list, n_, exclude, request, share, propensities);
  }
  bool needs_order() const override { return true; }

 private:
  std::uint32_t n_;
};

const Registration<PickPart> registration(
    "each of the list's first n with the same chance, none when those are excluded",
    Parameters<TopParameters>("top")
        .add("n", &TopParameters::n, "how many", {.min = 1, .max = 1e9})
        .short_form(),
    [](const TopParameters& parameters, Build&) {
      return std::make_unique<Top>(static_cast<std::uint32_t>(parameters.n));
    });

}  // namespace
}  // namespace reprise
