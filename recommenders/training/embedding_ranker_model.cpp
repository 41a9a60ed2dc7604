// The model kind `embedding_ranker`, which both seeds trained: trains on a log and gives lists.
#include "recommenders/training/embedding_model.h"
#include "recommenders/training/pair_ranker.h"
#include "sim/support/parameters/left_out_name.h"

namespace reprise {
namespace {

struct RankerModelParameters {
  LogSpec log;
  LogAnchor anchor = LogAnchor::first_track;
  EmbeddingRankerParameters ranker;
  std::int64_t seed = 1;
};

std::shared_ptr<Model> train(const RankerModelParameters& parameters, Training& training) {
  const World& world = training.world;
  const bool users = parameters.anchor == LogAnchor::user;
  PairLog log = empty_pair_log(world, parameters.anchor);
  ArtistsOf artists;
  if (parameters.ranker.artists != ArtistEmbeddings::none) {
    artists.tracks = world.catalog.artist_of;
    if (!users) artists.contexts = world.catalog.artist_of;
    artists.n_artists = static_cast<std::uint32_t>(world.catalog.n_artists());
  }
  Models known = training.models;
  std::shared_ptr<Model> model;
  for (std::size_t round = 0; round <= parameters.log.rounds.size(); ++round) {
    training.logs.add_pairs(parameters.log, round, parameters.anchor, known, log);
    std::vector<TrainedRanker> trained =
        train_ensemble(log, artists, parameters.ranker, static_cast<std::uint64_t>(parameters.seed),
                       training.name, training.progress);
    describe_training(trained.front(), trained.front().test, training.report);
    // Combines the rankers of the ensemble into one model.
    std::vector<EmbeddingModel> weights;
    for (TrainedRanker& one : trained) weights.push_back(std::move(one.model));
    const ListOf of = users ? ListOf::users : ListOf::tracks;
    if (weights.size() == 1) {
      model = std::make_shared<EmbeddingListModel>(std::move(weights.front()), of,
                                                   world.catalog.artist_of);
    } else if (parameters.ranker.merge == EnsembleMerge::weights) {
      model = std::make_shared<EmbeddingListModel>(average_weights(weights), of,
                                                   world.catalog.artist_of);
    } else {
      std::vector<std::shared_ptr<Model>> models;
      for (EmbeddingModel& one : weights) {
        models.push_back(
            std::make_shared<EmbeddingListModel>(std::move(one), of, world.catalog.artist_of));
      }
      model = std::make_shared<MergedModel>(std::move(models), world.catalog.artist_of);
    }
    known[training.name] = model;
  }
  training.report.pairs = log.size();
  return model;
}

const LeftOutNameRegistration left_out({"embedding_ranker", [](std::string_view key) {
                                          return is_parameter_of<ModelPart>("embedding_ranker",
                                                                            key);
                                        }});

const Registration<ModelPart> registration(
    "two tables of embeddings, contexts and tracks, whose inner products are fitted to the times "
    "of "
    "a log; written without its name",
    Parameters<RankerModelParameters>("embedding_ranker")
        .add("log", &RankerModelParameters::log, "the sessions it learns from")
        .add("anchor", &RankerModelParameters::anchor,
             "what a session's tracks are paired with, and so what has lists")
        .include(&RankerModelParameters::ranker)
        .add("seed", &RankerModelParameters::seed, "of its start and its order of training",
             {.min = 0}),
    train);

}  // namespace
}  // namespace reprise
