#include <fmt/format.h>

#include "recommenders/candidates/combined.h"
#include "recommenders/candidates/list_builder.h"
#include "recommenders/candidates/score_sums.h"
#include "sim/support/parameters/nested.h"

namespace reprise {
namespace {

enum class By { reciprocal_rank, votes };
std::vector<std::string> choices(By) { return {"reciprocal_rank", "votes"}; }

struct FuseParameters {
  std::vector<Recipe<CandidatesPart>> of;
  By by = By::reciprocal_rank;
  double k = 60;
  std::optional<std::vector<double>> weights;  // one for each of `of`; absent: all are 1
};

struct FuseScratch final : Scratch {
  ScoreSums sums;

  void clear() override {}
};

// Source: Cormack, Clarke and Buettcher, "Reciprocal rank fusion outperforms Condorcet and
// individual rank learning methods", SIGIR 2009: the score of a track is the sum of 1 / (k + rank)
// over the lists that hold the track; ranks begin at 1. If a list holds a track twice, the first
// rank counts. Each term, or vote, is multiplied by the weight of its candidates.
class Fuse final : public Combined {
 public:
  Fuse(std::vector<std::unique_ptr<Candidates>> parts, Build& build, By by, double k,
       std::vector<double> weights)
      : Combined(std::move(parts), build),
        by_(by),
        k_(k),
        weights_(std::move(weights)),
        scratch_(build.add_scratch<FuseScratch>()) {}

  bool ordered() const override { return true; }
  bool scored() const override { return true; }
  bool leave_unsorted() override { return unsorted_ = true; }

 protected:
  TrackList combine(const Lists& of, Request& request) const override {
    ScoreSums& sums = request.scratch_as<FuseScratch>(scratch_).sums;
    sums.clear(total_size(of.lists));
    for (std::size_t voter = 0; voter < of.lists.size(); ++voter) {
      const double weight = weights_.empty() ? 1.0 : weights_[of.part_of[voter]];
      if (by_ == By::votes) {
        sums.add(of.lists[voter], [&](std::uint32_t) { return weight; });
      } else {
        sums.add(of.lists[voter], [&](std::uint32_t i) { return weight * (1.0 / (k_ + i + 1.0)); });
      }
    }
    return unsorted_ ? sums.unsorted() : sums.sorted();
  }

 private:
  By by_;
  double k_;
  std::vector<double> weights_;
  bool unsorted_ = false;
  std::size_t scratch_;
};

const Registration<CandidatesPart> registration(
    "all tracks of several candidates, most agreed on first",
    Parameters<FuseParameters>("fuse")
        .require_some("of", &FuseParameters::of, "the candidates it is made of",
                      "source of candidates")
        .short_form()
        .add("by", &FuseParameters::by,
             "the score: sum of 1 / (k + rank), or in how many of the lists a track is")
        .add("k", &FuseParameters::k, "of reciprocal_rank: larger ones tell ranks apart less",
             {.min = 0, .max = 1e9})
        .add("weights", &FuseParameters::weights,
             "how much each of them counts, [0.7, 0.3]; left out, all count the same")
        .check([](const FuseParameters& parameters, const Node& node) {
          if (!parameters.weights) return;
          if (parameters.weights->size() != parameters.of.size()) {
            throw UserError(node.place,
                            fmt::format("'fuse' has {} weights for {} candidates; "
                                        "expected one for each",
                                        parameters.weights->size(), parameters.of.size()));
          }
          for (const double weight : *parameters.weights) {
            if (weight > 0 && weight <= 1e9) continue;
            throw UserError(
                node.place,
                fmt::format("'fuse.weights' has {}; expected weights above 0, up to 1e9", weight));
          }
        }),
    [](const FuseParameters& parameters, Build& build) {
      return std::make_unique<Fuse>(CombinedParameters{parameters.of}.make(build), build,
                                    parameters.by, parameters.k,
                                    parameters.weights.value_or(std::vector<double>()));
    });

}  // namespace
}  // namespace reprise
