#include "recommenders/candidates/combined.h"
#include "recommenders/candidates/united_lists.h"

namespace reprise {
namespace {

struct UnionScratch final : Scratch {
  UnitedLists united;

  void clear() override { united.clear(); }
};

class Union final : public Combined {
 public:
  Union(std::vector<std::unique_ptr<Candidates>> parts, Build& build)
      : Combined(std::move(parts), build), scratch_(build.add_scratch<UnionScratch>()) {}

 protected:
  TrackList combine(const Lists& of, Request& request) const override {
    UnitedLists& united = request.scratch_as<UnionScratch>(scratch_).united;
    if (!parts_last()) united.clear();
    return united.of(of.lists, ordered());
  }

 private:
  std::size_t scratch_;
};

const Registration<CandidatesPart> registration(
    "all tracks of several candidates, each once, list after list",
    CombinedParameters::declare("union"), [](const CombinedParameters& parameters, Build& build) {
      return std::make_unique<Union>(parameters.make(build), build);
    });

}  // namespace
}  // namespace reprise
