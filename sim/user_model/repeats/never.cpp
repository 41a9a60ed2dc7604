#include "sim/user_model/parts.h"

namespace reprise {
namespace {

class Never final : public Cloned<Repeat, Never> {
 public:
  Effect of(const OfferedTrack& offered, const Playbacks&) const override {
    return {1, offered.earlier.of_track == 0 ? 1.0 : 0.0};
  }
};

const Registration<RepeatPart> registration(
    "a track again in the session has time 0; earlier sessions do not matter; source: botify",
    Parameters<NoParameters>("never"),
    [](const NoParameters&, UserModelBuild&) { return std::make_unique<Never>(); });

}  // namespace
}  // namespace reprise
