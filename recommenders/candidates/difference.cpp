#include "recommenders/candidates/combined.h"

namespace reprise {
namespace {

struct DifferenceScratch final : Scratch {
  std::vector<TrackList> lists;
  ListBuilder others;
  ListBuilder left;

  void clear() override {}
};

class Difference final : public Candidates {
 public:
  Difference(std::vector<std::unique_ptr<Candidates>> parts, std::size_t scratch)
      : parts_(std::move(parts)), scratch_(scratch) {}

  TrackList list(TrackId anchor, Request& request) const override {
    auto& scratch = request.scratch_as<DifferenceScratch>(scratch_);
    scratch.lists.clear();
    scratch.others.clear();
    scratch.left.clear();
    for (std::size_t part = 1; part < parts_.size(); ++part) {
      parts_[part]->lists(anchor, request, scratch.lists);
    }
    unite(scratch.lists, scratch.others);
    const TrackList all = parts_.front()->list(anchor, request);
    for (std::uint32_t i = 0; i < all.size; ++i) {
      if (scratch.others.contains(all[i])) continue;
      if (scratch.left.contains(all[i])) continue;
      scratch.left.add(all[i], all.scores == nullptr ? 0.0 : all.scores[i]);
    }
    TrackList list = scratch.left.scored_list();
    list.ordered = all.ordered;
    if (all.scores == nullptr) list.scores = nullptr;
    return list;
  }
  bool ordered() const override { return parts_.front()->ordered(); }
  bool scored() const override { return parts_.front()->scored(); }

 private:
  std::vector<std::unique_ptr<Candidates>> parts_;
  std::size_t scratch_;
};

const Registration<CandidatesPart> registration(
    "the tracks of the first of several candidates that none of the others has, in their order: "
    "[{nearest: 100}, artist] leaves out the anchor's artist",
    CombinedParameters::declare("difference"),
    [](const CombinedParameters& parameters, Build& build) {
      std::vector<std::unique_ptr<Candidates>> parts = parameters.make(build);
      return std::make_unique<Difference>(std::move(parts), build.add_scratch<DifferenceScratch>());
    });

}  // namespace
}  // namespace reprise
