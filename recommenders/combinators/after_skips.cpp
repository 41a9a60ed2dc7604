#include <fmt/format.h>

#include "recommenders/combinators/skips.h"
#include "recommenders/listened_time.h"
#include "recommenders/recommender.h"

namespace reprise {
namespace {

struct AfterSkipsParameters {
  std::int64_t skips = 3;
  std::optional<std::int64_t> of_last;
  ListenedTime below{50};
  std::optional<RecommenderRecipe> then;
  std::optional<RecommenderRecipe> otherwise;
};

class AfterSkips final : public Recommender {
 public:
  AfterSkips(const AfterSkipsParameters& parameters, std::unique_ptr<Recommender> then,
             std::unique_ptr<Recommender> otherwise)
      : least_(static_cast<std::uint32_t>(parameters.skips)),
        window_(static_cast<std::size_t>(parameters.of_last.value_or(parameters.skips))),
        below_(parameters.below.hundredths),
        then_(std::move(then)),
        otherwise_(std::move(otherwise)) {}

  TrackId next(Request& request) const override { return asked(request).next(request); }
  void tell(Request& request, double share, Propensities& propensities) const override {
    asked(request).tell(request, share, propensities);
  }

 private:
  const Recommender& asked(const Request& request) const {
    return skips(request.playbacks, below_, window_) >= least_ ? *then_ : *otherwise_;
  }

  std::uint32_t least_;
  std::size_t window_;
  Hundredths below_;
  std::unique_ptr<Recommender> then_;
  std::unique_ptr<Recommender> otherwise_;
};

const Registration<RecommenderPart> registration(
    "another recommender once several of the last recommendations were skipped",
    Parameters<AfterSkipsParameters>("after_skips")
        .add("skips", &AfterSkipsParameters::skips, "how many skips it takes",
             {.min = 1, .max = 1e9})
        .add("of_last", &AfterSkipsParameters::of_last,
             "among how many of the last recommendations; left out, the skips are in a row",
             {.min = 1, .max = 1e9})
        .add("below", &AfterSkipsParameters::below,
             "a recommendation is skipped that was listened to for less")
        .require("then", &AfterSkipsParameters::then, "who is asked after the skips")
        .require("otherwise", &AfterSkipsParameters::otherwise, "who is asked before")
        .check([](const AfterSkipsParameters& parameters, const Node& node) {
          if (parameters.of_last && *parameters.of_last < parameters.skips) {
            throw UserError(
                node.place,
                fmt::format("{} skips cannot be among the last {} recommendations; lower "
                            "'after_skips.skips' or raise 'after_skips.of_last'",
                            parameters.skips, *parameters.of_last));
          }
        }),
    [](const AfterSkipsParameters& parameters, Build& build) {
      auto then = parameters.then->make(build);
      return std::make_unique<AfterSkips>(parameters, std::move(then),
                                          parameters.otherwise->make(build));
    });

}  // namespace
}  // namespace reprise
