// The model kind `neural_ranker`: a network scores the embeddings. Trains on a log and gives lists.
#include "recommenders/training/model_files.h"
#include "recommenders/training/neural_ranker.h"
#include "recommenders/training/pair_ranker.h"
#include "sim/support/files/file.h"

namespace reprise {
namespace {

struct NeuralModelParameters {
  LogSpec log;
  LogAnchor anchor = LogAnchor::first_track;
  NeuralRankerParameters ranker;
  std::int64_t seed = 1;
};

class NeuralModel final : public Model {
 public:
  NeuralModel(NeuralRankerParameters parameters, NeuralWeights weights, EmbeddingModel retrieval,
              ListOf of, std::span<const ArtistId> artist_of)
      : parameters_(std::move(parameters)),
        weights_(std::move(weights)),
        retrieval_(std::move(retrieval)),
        of_(of),
        artist_of_(artist_of) {}

  ListOf list_of() const override { return of_; }

  bool write_files(const std::filesystem::path& stem) const override {
    write_model(stem, {weights_.contexts, weights_.tracks});
    write_table(beside(stem, kNetwork), weights_.network);
    if (retrieval_.tracks.size() > 0) write_model(beside(stem, kPool), retrieval_);
    write_file(beside(stem, kSettings),
               write_yaml(NeuralRankerParameters::parameters().write(parameters_)));
    return true;
  }

  static std::shared_ptr<Model> read_files(const std::filesystem::path& stem, ListOf of,
                                           const World& world) {
    const std::string settings = beside(stem, kSettings).string();
    std::error_code error;
    if (!has_libtorch() || !std::filesystem::exists(settings, error)) return nullptr;
    NeuralRankerParameters parameters =
        NeuralRankerParameters::parameters().read(parse_yaml(read_file(settings), settings));
    EmbeddingModel tables = read_model(stem);
    EmbeddingModel retrieval;
    if (parameters.pool < static_cast<std::int64_t>(world.catalog.n_tracks())) {
      retrieval = read_model(beside(stem, kPool));
    }
    NeuralWeights weights{std::move(tables.contexts), std::move(tables.tracks),
                          read_table(beside(stem, kNetwork))};
    return std::make_shared<NeuralModel>(std::move(parameters), std::move(weights),
                                         std::move(retrieval), of, world.catalog.artist_of);
  }

 protected:
  Lists make_lists(const ModelLists& settings, const Progress& progress) override {
    return neural_lists(
        parameters_, weights_, retrieval_,
        {static_cast<std::uint32_t>(settings.top), static_cast<std::uint32_t>(settings.per_artist),
         settings.with_anchor || of_ == ListOf::users, artist_of_},
        progress);
  }

 private:
  static constexpr const char* kNetwork = "_network.npy";
  static constexpr const char* kSettings = "_network.yaml";
  static constexpr const char* kPool = "_pool";

  static std::filesystem::path beside(std::filesystem::path stem, const char* ending) {
    return stem += ending;
  }

  NeuralRankerParameters parameters_;
  NeuralWeights weights_;
  EmbeddingModel retrieval_;
  ListOf of_;
  std::span<const ArtistId> artist_of_;
};

// Trains the ranker that chooses the pool: an embedding ranker with default settings, trained on
// all pairs.
EmbeddingModel train_retrieval(const PairLog& log, const NeuralModelParameters& parameters,
                               const Training& training) {
  EmbeddingRankerParameters retrieval;
  retrieval.dim = parameters.ranker.dim;
  retrieval.split = {1, 0, 0};
  return train_embedding_ranker(log, {}, retrieval, static_cast<std::uint64_t>(parameters.seed),
                                training.name + "/pool", training.progress)
      .model;
}

std::shared_ptr<Model> train(const NeuralModelParameters& parameters, Training& training) {
  require_libtorch(training.place);
  const World& world = training.world;
  const bool users = parameters.anchor == LogAnchor::user;
  PairLog log = empty_pair_log(world, parameters.anchor);
  Models known = training.models;
  std::shared_ptr<Model> model;
  for (std::size_t round = 0; round <= parameters.log.rounds.size(); ++round) {
    training.logs.add_pairs(parameters.log, round, parameters.anchor, known, log);
    TrainedNeuralRanker trained =
        train_neural_ranker(log, parameters.ranker, static_cast<std::uint64_t>(parameters.seed),
                            training.name, training.progress);
    describe_training(trained, trained.test, training.report);
    EmbeddingModel retrieval;
    if (parameters.ranker.pool < static_cast<std::int64_t>(world.catalog.n_tracks())) {
      retrieval = train_retrieval(log, parameters, training);
    }
    model = std::make_shared<NeuralModel>(
        parameters.ranker, std::move(trained.weights), std::move(retrieval),
        users ? ListOf::users : ListOf::tracks, world.catalog.artist_of);
    known[training.name] = model;
  }
  training.report.pairs = log.size();
  return model;
}

const Registration<ModelPart> registration(
    "two tables of embeddings, contexts and tracks, scored by a network that is fitted to the "
    "times "
    "of a log; needs a build with LibTorch",
    Parameters<NeuralModelParameters>("neural_ranker")
        .add("log", &NeuralModelParameters::log, "the sessions it learns from")
        .add("anchor", &NeuralModelParameters::anchor,
             "what a session's tracks are paired with, and so what has lists")
        .include(&NeuralModelParameters::ranker)
        .add("seed", &NeuralModelParameters::seed, "of its start and its order of training",
             {.min = 0}),
    train);

const ModelFilesRegistration files("neural_ranker", &NeuralModel::read_files);

}  // namespace
}  // namespace reprise
