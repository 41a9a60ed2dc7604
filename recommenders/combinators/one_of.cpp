#include <algorithm>
#include <utility>

#include <boost/random/uniform_01.hpp>

#include "recommenders/recommender.h"
#include "sim/support/parameters/share.h"

namespace reprise {
namespace {

struct Weighted {
  double weight = 0;
  RecommenderRecipe recommender;
};

}  // namespace

template <>
struct ParameterType<Weighted> {
  static std::string name() { return "[weight, recommender]"; }
  static Weighted read(const Node& node, const std::string& what) {
    if (!node.is_sequence() || node.items.size() != 2) {
      throw wrong_type(node, what, "[weight, recommender], such as [0.3, random]");
    }
    Weighted weighted{ParameterType<double>::read(percent_as_share(node.items[0]), what),
                      ParameterType<RecommenderRecipe>::read(node.items[1], what)};
    // The limits keep weights far from values at which sums overflow or lose the smaller weights.
    if (!(weighted.weight >= 1e-300 && weighted.weight <= 1e300)) {
      throw wrong_type(node.items[0], what, "a weight above 0, from 1e-300 to 1e300");
    }
    return weighted;
  }
  static Node write(const Weighted& weighted) {
    return Node::make_sequence({ParameterType<double>::write(weighted.weight),
                                ParameterType<RecommenderRecipe>::write(weighted.recommender)});
  }
};

namespace {

struct OneOfParameters {
  std::vector<Weighted> of;
};

class OneOf final : public Recommender {
 public:
  OneOf(std::vector<double> cumulative, std::vector<std::unique_ptr<Recommender>> recommenders)
      : cumulative_(std::move(cumulative)), recommenders_(std::move(recommenders)) {}

  TrackId next(Request& request) const override {
    const double place = boost::random::uniform_01<double>()(request.draws) * cumulative_.back();
    const auto at = std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, place);
    return recommenders_[static_cast<std::size_t>(at - cumulative_.begin())]->next(request);
  }

  void tell(Request& request, double share, Propensities& propensities) const override {
    double before = 0;
    for (std::size_t i = 0; i < recommenders_.size(); ++i) {
      const double part = share * (cumulative_[i] - before) / cumulative_.back();
      before = cumulative_[i];
      if (part > 0) recommenders_[i]->tell(request, part, propensities);
    }
  }

 private:
  std::vector<double> cumulative_;
  std::vector<std::unique_ptr<Recommender>> recommenders_;
};

const Registration<RecommenderPart> registration(
    "one of several recommenders, drawn anew at every step; weights need not sum to 1",
    Parameters<OneOfParameters>("one_of")
        .require_some("of", &OneOfParameters::of, "[weight, recommender] pairs",
                      "[weight, recommender]")
        .short_form(),
    [](const OneOfParameters& parameters, Build& build) {
      std::vector<double> cumulative;
      std::vector<std::unique_ptr<Recommender>> recommenders;
      double total = 0;
      const bool outer = std::exchange(build.drawn, true);
      for (const Weighted& weighted : parameters.of) {
        cumulative.push_back(total += weighted.weight);
        recommenders.push_back(weighted.recommender.make(build));
      }
      build.drawn = outer;
      return std::make_unique<OneOf>(std::move(cumulative), std::move(recommenders));
    });

}  // namespace
}  // namespace reprise
