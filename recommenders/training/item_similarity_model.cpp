// The model kind `item_similarity`: gives lists of tracks that were listened to in the same
// sessions.
#include "recommenders/listened_time.h"
#include "recommenders/training/model.h"

namespace reprise {
namespace {

struct SimilarityModelParameters {
  LogSpec log;
  ItemSimilarity similarity = ItemSimilarity::cosine;
  ListenedTime at_least{50};
};

class SimilarityModel final : public Model {
 public:
  SimilarityModel(ListenedSessions sessions, ItemSimilarity similarity,
                  std::span<const ArtistId> artist_of)
      : sessions_(std::move(sessions)), similarity_(similarity), artist_of_(artist_of) {}

  ListOf list_of() const override { return ListOf::tracks; }

 protected:
  Lists make_lists(const ModelLists& settings, const Progress&) override {
    return similar_items(
        sessions_, similarity_,
        {static_cast<std::uint32_t>(settings.top), static_cast<std::uint32_t>(settings.per_artist),
         settings.with_anchor, artist_of_});
  }

 private:
  ListenedSessions sessions_;
  ItemSimilarity similarity_;
  std::span<const ArtistId> artist_of_;
};

const Registration<ModelPart> registration(
    "lists for tracks: those most often listened to in the same sessions",
    Parameters<SimilarityModelParameters>("item_similarity")
        .add("log", &SimilarityModelParameters::log, "the sessions it learns from")
        .add("similarity", &SimilarityModelParameters::similarity,
             "sessions in common: their number, or that for the sizes of both")
        .add("at_least", &SimilarityModelParameters::at_least,
             "a track counts as listened to from that time on"),
    [](const SimilarityModelParameters& parameters, Training& training) -> std::shared_ptr<Model> {
      const Catalog& catalog = training.world.catalog;
      ListenedSessions sessions(static_cast<std::uint32_t>(catalog.n_tracks()));
      for (std::size_t round = 0; round <= parameters.log.rounds.size(); ++round) {
        training.logs.add_sessions(parameters.log, round, parameters.at_least.hundredths,
                                   training.models, sessions);
      }
      for (const auto& [number, block] : sessions.blocks()) {
        training.report.pairs += block.tracks.size();
      }
      return std::make_shared<SimilarityModel>(std::move(sessions), parameters.similarity,
                                               catalog.artist_of);
    });

}  // namespace
}  // namespace reprise
