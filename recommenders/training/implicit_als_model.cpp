// The model kind `implicit_als`: gives lists for users by matrix factorisation.
#include "recommenders/training/embedding_model.h"
#include "recommenders/training/implicit_als.h"
#include "recommenders/training/pair_ranker.h"

namespace reprise {
namespace {

struct AlsModelParameters {
  LogSpec log;
  ImplicitAlsParameters als;
  std::int64_t seed = 1;
};

const Registration<ModelPart> registration(
    "lists for users: users and tracks factorised by alternating least squares on how long each "
    "was "
    "listened to",
    Parameters<AlsModelParameters>("implicit_als")
        .add("log", &AlsModelParameters::log, "the sessions it learns from")
        .include(&AlsModelParameters::als)
        .add("seed", &AlsModelParameters::seed, "of its start", {.min = 0}),
    [](const AlsModelParameters& parameters, Training& training) -> std::shared_ptr<Model> {
      const World& world = training.world;
      PairLog log = empty_pair_log(world, LogAnchor::user);
      for (std::size_t round = 0; round <= parameters.log.rounds.size(); ++round) {
        training.logs.add_pairs(parameters.log, round, LogAnchor::user, training.models, log);
      }
      ImplicitAls als = factorise(log, parameters.als, static_cast<std::uint64_t>(parameters.seed),
                                  training.name, training.progress);
      training.report.loss = "weighted squared error and ridge";
      training.report.pairs = log.size();
      for (const double objective : als.objectives) {
        const auto step = static_cast<std::int64_t>(training.report.steps.size()) + 1;
        training.report.steps.push_back({step, 0, objective, std::nullopt});
      }
      training.report.best_step = static_cast<std::int64_t>(als.objectives.size());
      return std::make_shared<EmbeddingListModel>(std::move(als.model), ListOf::users,
                                                  world.catalog.artist_of);
    });

}  // namespace
}  // namespace reprise
