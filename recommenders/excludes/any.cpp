#include "recommenders/sentence.h"

namespace reprise {
namespace {

struct AnyParameters {
  std::vector<Recipe<ExcludePart>> of;
};

class ExcludeAny final : public Exclude {
 public:
  explicit ExcludeAny(std::vector<std::unique_ptr<Exclude>> of) : of_(std::move(of)) {}
  bool excludes(TrackId track, const Request& request) const override {
    for (const std::unique_ptr<Exclude>& exclude : of_) {
      if (exclude->excludes(track, request)) return true;
    }
    return false;
  }

 private:
  std::vector<std::unique_ptr<Exclude>> of_;
};

const Registration<ExcludePart> registration(
    "what any of several excludes",
    Parameters<AnyParameters>("any").require("of", &AnyParameters::of, "the excludes").short_form(),
    [](const AnyParameters& parameters, Build& build) -> std::unique_ptr<Exclude> {
      std::vector<std::unique_ptr<Exclude>> made;
      for (const Recipe<ExcludePart>& recipe : parameters.of) {
        if (auto exclude = recipe.make(build)) made.push_back(std::move(exclude));
      }
      if (made.empty()) return nullptr;
      return std::make_unique<ExcludeAny>(std::move(made));
    });

}  // namespace
}  // namespace reprise
