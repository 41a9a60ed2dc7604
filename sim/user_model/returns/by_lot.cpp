#include "sim/user_model/parts.h"

namespace reprise {
namespace {

class ByLot final : public Cloned<Return, ByLot> {
 public:
  std::optional<double> days(const Playbacks&, ModelStream&) const override { return std::nullopt; }
};

const Registration<ReturnPart> registration(
    "each session is one of any user, whatever came before; source: botify",
    Parameters<NoParameters>("by_lot"),
    [](const NoParameters&, UserModelBuild&) { return std::make_unique<ByLot>(); });

}  // namespace
}  // namespace reprise
