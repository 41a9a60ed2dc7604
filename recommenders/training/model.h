// Declares models: a model is trained on logs of simulated sessions and gives recommendation lists.
// Each kind of model is one file that registers itself; an experiment names its models under
// `models:`.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "recommenders/lists.h"
#include "recommenders/recommender.h"
#include "recommenders/training/item_similarity.h"
#include "recommenders/training/lists_on_demand.h"
#include "recommenders/training/pairs.h"
#include "sim/support/parameters/input_file.h"
#include "sim/support/progress.h"

namespace reprise {

/// The settings with which a model is asked for lists.
struct ModelLists {
  std::int64_t top = 100;
  std::int64_t per_artist = 0;  // at most so many items of one artist; 0 for any number
  bool with_anchor = true;      // whether a track may be in its own list

  friend auto operator<=>(const ModelLists&, const ModelLists&) = default;
};

/// A trained model.
class Model {
 public:
  virtual ~Model() = default;
  /// Returns whether the model has lists for tracks or for users.
  virtual ListOf list_of() const = 0;
  /// Returns all lists, best first. Equal settings give the same object. Not thread-safe.
  std::shared_ptr<const Lists> lists(const ModelLists& settings, const Progress& progress);
  /// Returns the same lists, made when they are asked for where the model can make some of them.
  /// Equal settings give the same object, which must not outlive the model. Not thread-safe.
  std::shared_ptr<ListsOnDemand> lists_on_demand(const ModelLists& settings,
                                                 const Progress& progress);
  /// Writes the embeddings as .npy files at <stem>... Returns false if the model has none.
  virtual bool write_files(const std::filesystem::path& stem) const;
  /// Writes the lists that were made since the last call, if the model is kept somewhere.
  virtual void keep_lists() {}

 protected:
  virtual Lists make_lists(const ModelLists& settings, const Progress& progress) = 0;
  /// By default all lists are made at once.
  virtual std::shared_ptr<ListsOnDemand> make_on_demand(const ModelLists& settings,
                                                        const Progress& progress);

 private:
  std::map<ModelLists, std::shared_ptr<const Lists>> made_;
  std::map<ModelLists, std::shared_ptr<ListsOnDemand>> on_demand_;
};

/// Reads the files that a kind of model wrote with write_files. Returns null when there are none or
/// when this build cannot use them; throws UserError for files that are damaged. `world` must
/// outlive the model.
using ReadModelFiles = std::shared_ptr<Model> (*)(const std::filesystem::path& stem, ListOf of,
                                                  const World& world);

/// Registers the reader of a kind of model whose files are not just two tables of embeddings:
///   const ModelFilesRegistration registration("kind", read);
struct ModelFilesRegistration {
  ModelFilesRegistration(const std::string& kind, ReadModelFiles read);
};

/// Returns the reader of a kind; null when the kind registered none.
ReadModelFiles find_model_reader(const std::string& kind);

/// The context of the pairs of a log: a track of the session, or the user.
enum class LogAnchor { first_track, previous_track, user };
inline std::vector<std::string> choices(LogAnchor) {
  return {"first_track", "previous_track", "user"};
}

/// A further part of a log: a number of sessions under a policy.
struct LogRound {
  std::int64_t sessions = 0;
  std::optional<RecommenderRecipe> policy;

  static const Parameters<LogRound>& parameters();
};

/// A log of sessions, simulated or of a service, as written below `log:`.
struct LogSpec {
  InputFile file;  // CSV with user, track and time, in place of the first round
  std::int64_t sessions = 1'000'000;
  std::optional<RecommenderRecipe> policy;  // left out: random
  std::vector<LogRound> rounds;             // later rounds; policies may name the model itself
  std::int64_t most_tracks = 80;
  std::int64_t seed = 1;

  static const Parameters<LogSpec>& parameters();
};

/// Plays the sessions of logs.
class LogSource {
 public:
  virtual ~LogSource() = default;
  /// Adds the pairs of one round of a log (0: the first) to `log`. Each later track of a session is
  /// paired with the anchor and the time that the user listened to the track. Policies may name
  /// `models`.
  virtual void add_pairs(const LogSpec& spec, std::size_t round, LogAnchor anchor,
                         const Models& models, PairLog& log) = 0;
  /// Adds, for each session of a round, the tracks that were listened to for at least `least`
  /// hundredths.
  virtual void add_sessions(const LogSpec& spec, std::size_t round, Hundredths least,
                            const Models& models, ListenedSessions& sessions) = 0;
};

/// One epoch or iteration of training.
struct TrainingStep {
  std::int64_t step = 0;  // from 1
  double learning_rate = 0;
  double train = 0;                  // training loss
  std::optional<double> validation;  // validation loss
};

/// A report on the training of a model.
struct TrainingReport {
  std::string name;
  std::string kind;
  std::string loss;  // meaning of the losses, such as "mean squared error of the time"
  std::uint64_t sessions = 0;
  std::uint64_t pairs = 0;
  bool privileged = false;  // true when a policy of the log used something that no service could
                            // know
  std::vector<TrainingStep> steps;
  std::int64_t best_step = 0;
  std::string stopped;  // reason why training stopped, for people; empty when all epochs were done
  // Losses on the test pairs: of the model, of the mean time, and of shuffled times.
  std::optional<double> test;
  std::optional<double> test_of_mean;
  std::optional<double> test_of_random;
};

/// The input and the output of training a model.
struct Training {
  const World& world;
  std::string name;  // name of the model; addresses its draws
  LogSource& logs;
  const Models& models;  // models trained before this one
  Progress progress;
  TrainingReport report;
  Place place{};  // place of the model in the YAML, for error messages
};

struct ModelPart {
  static constexpr const char* kind = "model";
  using Made = std::shared_ptr<Model>;
  using Context = Training;
  using Declared = Capabilities;  // of the policies that play its log
};

/// Reads `{KIND: parameters}`, or only the parameters of an embedding ranker. Throws UserError.
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
