#include "sim/user_model/parts.h"

namespace reprise {
namespace {

class Fixed final : public Cloned<Interest, Fixed> {
 public:
  void begin(const Moment& moment) override {
    embeddings_ = &moment.world.catalog.embeddings;
    row_ = embeddings_->memory_of(moment.start.interest);
  }
  float score(TrackId track) const override { return embeddings_->score(row_, track); }

 private:
  const Embeddings* embeddings_ = nullptr;
  const void* row_ = nullptr;
};

const Registration<InterestPart> registration(
    "the session's interest, until it ends; source: botify", Parameters<NoParameters>("fixed"),
    [](const NoParameters&, UserModelBuild&) { return std::make_unique<Fixed>(); });

}  // namespace
}  // namespace reprise
