#include "recommenders/candidates/combined.h"

namespace reprise {
namespace {

class Union final : public Combined {
 public:
  using Combined::Combined;

 protected:
  TrackList combine(const Lists& of, ListBuilder& builder) const override {
    unite(of.lists, builder);
    return builder.list(ordered());
  }
};

const Registration<CandidatesPart> registration(
    "all tracks of several candidates, each once, list after list",
    CombinedParameters::declare("union"), [](const CombinedParameters& parameters, Build& build) {
      return std::make_unique<Union>(parameters.make(build), build);
    });

}  // namespace
}  // namespace reprise
