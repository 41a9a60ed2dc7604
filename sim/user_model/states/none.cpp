#include "sim/user_model/parts.h"

namespace reprise {
namespace {

class None final : public Cloned<State, None> {};

const Registration<StatePart> registration("none: every track is judged alike; source: botify",
                                           Parameters<NoParameters>("none"),
                                           [](const NoParameters&, UserModelBuild&) {
                                             return std::make_unique<None>();
                                           });

}  // namespace
}  // namespace reprise
