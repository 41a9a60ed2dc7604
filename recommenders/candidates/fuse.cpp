#include "recommenders/candidates/combined.h"

namespace reprise {
namespace {

enum class By { reciprocal_rank, votes };
std::vector<std::string> choices(By) { return {"reciprocal_rank", "votes"}; }

struct FuseParameters {
  std::vector<Recipe<CandidatesPart>> of;
  By by = By::reciprocal_rank;
  double k = 60;
};

// Source: Cormack, Clarke and Buettcher, "Reciprocal rank fusion outperforms Condorcet and
// individual rank learning methods", SIGIR 2009: the score of a track is the sum of 1 / (k + rank)
// over the lists that hold the track; ranks begin at 1. If a list holds a track twice, the first
// rank counts.
class Fuse final : public Combined {
 public:
  Fuse(std::vector<std::unique_ptr<Candidates>> parts, Build& build, By by, double k)
      : Combined(std::move(parts), build), by_(by), k_(k) {}

  bool ordered() const override { return true; }
  bool scored() const override { return true; }

 protected:
  TrackList combine(const std::vector<TrackList>& lists, bool,
                    ListBuilder& builder) const override {
    for (std::size_t voter = 0; voter < lists.size(); ++voter) {
      const TrackList& list = lists[voter];
      for (std::uint32_t i = 0; i < list.size; ++i) {
        builder.add(list[i], by_ == By::votes ? 1.0 : 1.0 / (k_ + i + 1.0), voter);
      }
    }
    builder.sort_by_score();
    return builder.scored_list();
  }

 private:
  By by_;
  double k_;
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
             {.min = 0, .max = 1e9}),
    [](const FuseParameters& parameters, Build& build) {
      return std::make_unique<Fuse>(CombinedParameters{parameters.of}.make(build), build,
                                    parameters.by, parameters.k);
    });

}  // namespace
}  // namespace reprise
