#include <fmt/format.h>

#include "recommenders/picks/uniform_of.h"

namespace reprise {
namespace {

struct WindowParameters {
  std::vector<std::int64_t> sizes{10, 25, 40, 70, 100};
};

class Window final : public Pick {
 public:
  explicit Window(std::vector<std::uint32_t> sizes) : sizes_(std::move(sizes)) {}

  MaybeTrack pick(const TrackList& list, const Exclude* exclude, Request& request) const override {
    for (const std::uint32_t size : sizes_) {
      if (const auto track = uniform_of(list, size, exclude, request)) return track;
      if (size >= list.size) break;
    }
    return std::nullopt;
  }
  bool tell(const TrackList& list, const Exclude* exclude, Request& request, double share,
            Propensities& propensities) const override {
    for (const std::uint32_t size : sizes_) {
      if (tell_uniform_of(list, size, exclude, request, share, propensities)) return true;
      if (size >= list.size) break;
    }
    return false;
  }
  bool needs_order() const override { return true; }

 private:
  std::vector<std::uint32_t> sizes_;
};

const Registration<PickPart> registration(
    "each of the list's first n with the same chance, n being the first of several sizes that "
    "leaves "
    "one to play: a window that widens as it empties",
    Parameters<WindowParameters>("window")
        .add("sizes", &WindowParameters::sizes, "the sizes, in ascending order")
        .short_form()
        .check([](const WindowParameters& parameters, const Node& node) {
          std::int64_t last = 0;
          for (const std::int64_t size : parameters.sizes) {
            if (size <= last || size > 1'000'000'000) {
              throw UserError(node.place, fmt::format("'window.sizes' has {} after {}; expected "
                                                      "sizes from 1 to 1e9 in ascending order",
                                                      size, last));
            }
            last = size;
          }
          if (parameters.sizes.empty()) {
            throw UserError(node.place,
                            "'window.sizes' is an empty list; expected a size at least, such as "
                            "[10]");
          }
        }),
    [](const WindowParameters& parameters, Build&) {
      return std::make_unique<Window>(
          std::vector<std::uint32_t>(parameters.sizes.begin(), parameters.sizes.end()));
    });

}  // namespace
}  // namespace reprise
