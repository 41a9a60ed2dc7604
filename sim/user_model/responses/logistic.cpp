#include "sim/user_model/parts.h"

namespace reprise {
namespace {

class Logistic final : public Cloned<ResponseRule, Logistic> {
 public:
  Hundredths time(double share, double factor, ModelStream&) const override {
    return time_of_share(share, factor);
  }
};

const Registration<ResponsePart> registration(
    "the time is the share x the factors of repeat and fatigue, without noise; source: botify",
    Parameters<NoParameters>("logistic"),
    [](const NoParameters&, UserModelBuild&) { return std::make_unique<Logistic>(); });

}  // namespace
}  // namespace reprise
