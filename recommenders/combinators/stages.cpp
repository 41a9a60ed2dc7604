#include <fmt/format.h>

#include "recommenders/recommender.h"

namespace reprise {
namespace {

struct Stage {
  std::int64_t tracks = 1;
  RecommenderRecipe recommender;
};

}  // namespace

template <>
struct ParameterType<Stage> {
  static std::string name() { return "[tracks, recommender]"; }
  static Stage read(const Node& node, const std::string& what) {
    if (!node.is_sequence() || node.items.size() != 2) {
      throw wrong_type(node, what, "[tracks, recommender], such as [3, {top_pop: 100}]");
    }
    const auto tracks = ParameterType<std::int64_t>::read(node.items[0], what);
    if (tracks < 1 || tracks > 1'000'000'000) {
      throw wrong_type(node.items[0], what, "a number of tracks from 1 to 1000000000");
    }
    return {tracks, ParameterType<RecommenderRecipe>::read(node.items[1], what)};
  }
  static Node write(const Stage& stage) {
    return Node::make_sequence({ParameterType<std::int64_t>::write(stage.tracks),
                                ParameterType<RecommenderRecipe>::write(stage.recommender)});
  }
};

namespace {

struct StagesParameters {
  std::vector<Stage> first;
  std::optional<RecommenderRecipe> then;
};

class Stages final : public Recommender {
 public:
  struct Part {
    std::size_t end;  // recommendations of the session before the next part begins
    std::unique_ptr<Recommender> recommender;
  };

  Stages(std::vector<Part> parts, std::unique_ptr<Recommender> then)
      : parts_(std::move(parts)), then_(std::move(then)) {}

  TrackId next(Request& request) const override { return asked(request).next(request); }
  void tell(Request& request, double share, Propensities& propensities) const override {
    asked(request).tell(request, share, propensities);
  }

 private:
  const Recommender& asked(const Request& request) const {
    const std::size_t recommended = request.playbacks.size() - 1;
    for (const Part& part : parts_) {
      if (recommended < part.end) return *part.recommender;
    }
    return *then_;
  }

  std::vector<Part> parts_;
  std::unique_ptr<Recommender> then_;
};

const Registration<RecommenderPart> registration(
    "the first tracks of a session by one recommender, the next ones by another, the rest by the "
    "last",
    Parameters<StagesParameters>("stages")
        .require_some("first", &StagesParameters::first,
                      "[tracks, recommender] pairs: how many tracks it recommends", "pair")
        .require("then", &StagesParameters::then, "the recommender of all further tracks"),
    [](const StagesParameters& parameters, Build& build) {
      std::vector<Stages::Part> parts;
      std::size_t end = 0;
      for (const Stage& stage : parameters.first) {
        end += static_cast<std::size_t>(stage.tracks);
        parts.push_back({end, stage.recommender.make(build)});
      }
      return std::make_unique<Stages>(std::move(parts), parameters.then->make(build));
    });

}  // namespace
}  // namespace reprise
