// Models: what is trained on logs of simulated sessions and gives recommendation lists. A kind of
// model is one file that registers itself; an experiment names its models under `models:`.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "recommenders/lists.h"
#include "recommenders/recommender.h"
#include "recommenders/training/item_similarity.h"
#include "recommenders/training/pairs.h"
#include "sim/support/progress.h"

namespace reprise {

/// What lists of a model are asked for.
struct ModelLists {
  std::int64_t top = 100;
  std::int64_t per_artist = 0;  // items of one artist at most; 0 for any number
  bool with_anchor = true;      // whether a track may be in its own list

  friend auto operator<=>(const ModelLists&, const ModelLists&) = default;
};

/// A trained model.
class Model {
 public:
  virtual ~Model() = default;
  /// Whether it has lists for tracks or for users.
  virtual ListOf list_of() const = 0;
  /// The lists, best first; the same object for the same settings. Not thread-safe.
  std::shared_ptr<const Lists> lists(const ModelLists& settings, const Progress& progress);
  /// Writes the embeddings as .npy files at <stem>... Returns false where it has none.
  virtual bool write_files(const std::filesystem::path& stem) const;

 protected:
  virtual Lists make_lists(const ModelLists& settings, const Progress& progress) const = 0;

 private:
  std::map<ModelLists, std::shared_ptr<const Lists>> made_;
};

/// Reads what a kind of model wrote with write_files. Null when it is not there, or when this build
/// cannot use it; throws UserError for files that are damaged. `world` outlives the model.
using ReadModelFiles = std::shared_ptr<Model> (*)(const std::filesystem::path& stem, ListOf of,
                                                  const World& world);

/// Registers the reader of a kind whose files are other than two tables of embeddings:
///   const ModelFilesRegistration registration("kind", read);
struct ModelFilesRegistration {
  ModelFilesRegistration(const std::string& kind, ReadModelFiles read);
};

/// The kind's reader; null when it registered none.
ReadModelFiles find_model_reader(const std::string& kind);

/// The track or the user that a pair of a log is about.
enum class LogAnchor { first_track, previous_track, user };
inline std::vector<std::string> choices(LogAnchor) {
  return {"first_track", "previous_track", "user"};
}

/// Sessions under a policy.
struct LogRound {
  std::int64_t sessions = 0;
  std::optional<RecommenderRecipe> policy;

  static const Parameters<LogRound>& parameters();
};

/// A log of simulated sessions, as `log:` says it.
struct LogSpec {
  std::int64_t sessions = 1'000'000;
  std::optional<RecommenderRecipe> policy;  // left out: random
  std::vector<LogRound> rounds;             // after the first; policies may name the model itself
  std::int64_t most_tracks = 80;
  std::int64_t seed = 1;

  static const Parameters<LogSpec>& parameters();
};

/// Plays the sessions of logs.
class LogSource {
 public:
  virtual ~LogSource() = default;
  /// Adds the pairs of a log's round (0: the first) to `log`. The session's later tracks are paired
  /// with the anchor; time and track are what the user gave. Policies may name `models`.
  virtual void add_pairs(const LogSpec& spec, std::size_t round, LogAnchor anchor,
                         const Models& models, PairLog& log) = 0;
  /// The same for the tracks of each session, those that were listened to for `least` hundredths.
  virtual void add_sessions(const LogSpec& spec, std::size_t round, Hundredths least,
                            const Models& models, ListenedSessions& sessions) = 0;
};

/// One epoch or iteration of training.
struct TrainingStep {
  std::int64_t step = 0;  // from 1
  double learning_rate = 0;
  double train = 0;                  // loss
  std::optional<double> validation;  // loss
};

/// What there is to say of how a model was trained.
struct TrainingReport {
  std::string name;
  std::string kind;
  std::string loss;  // what the losses are: "mean squared error of the time"
  std::uint64_t sessions = 0;
  std::uint64_t pairs = 0;
  bool privileged = false;  // a policy of its log used what no service could know
  std::vector<TrainingStep> steps;
  std::int64_t best_step = 0;
  std::string stopped;  // why training stopped, for people; empty when it ran to its end
  // On pairs held out: the model, the mean time, and times shuffled.
  std::optional<double> test;
  std::optional<double> test_of_mean;
  std::optional<double> test_of_random;
};

/// What training a model takes.
struct Training {
  const World& world;
  std::string name;  // names the draws
  LogSource& logs;
  const Models& models;  // trained before
  Progress progress;
  TrainingReport report;
  Place place{};  // where it is written, for complaints
};

struct ModelPart {
  static constexpr const char* kind = "model";
  using Made = std::shared_ptr<Model>;
  using Context = Training;
};

/// Reads `{KIND: parameters}`, or the parameters alone for an embedding ranker. Throws UserError.
Recipe<ModelPart> read_model(const Node& node, const std::string& what);

template <>
struct ParameterType<Recipe<ModelPart>> {
  static std::string name() { return ModelPart::kind; }
  static Recipe<ModelPart> read(const Node& node, const std::string& what) {
    return read_model(node, what);
  }
  static Node write(const Recipe<ModelPart>& recipe) { return recipe.resolved; }
};

}  // namespace reprise
