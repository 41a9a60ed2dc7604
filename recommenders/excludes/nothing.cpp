#include "recommenders/sentence.h"

namespace reprise {
namespace {

const Registration<ExcludePart> registration(
    "every candidate may be played", Parameters<NoParameters>("nothing"),
    [](const NoParameters&, Build&) -> std::unique_ptr<Exclude> { return nullptr; });

}  // namespace
}  // namespace reprise
