#include "recommenders/training/model.h"

#include <fmt/format.h>

#include "sim/support/registered.h"

namespace reprise {
namespace {

struct ModelReader {
  static constexpr const char* kind = "model reader";

  std::string name;  // the kind of model
  ReadModelFiles read;
};

}  // namespace

ModelFilesRegistration::ModelFilesRegistration(const std::string& kind, ReadModelFiles read) {
  Registered<ModelReader>::instance().add({kind, read});
}

ReadModelFiles find_model_reader(const std::string& kind) {
  const ModelReader* found = Registered<ModelReader>::instance().find(kind);
  return found == nullptr ? nullptr : found->read;
}

std::shared_ptr<const Lists> Model::lists(const ModelLists& settings, const Progress& progress) {
  std::shared_ptr<const Lists>& made = made_[settings];
  if (made == nullptr) made = std::make_shared<const Lists>(make_lists(settings, progress));
  return made;
}

std::shared_ptr<ListsOnDemand> Model::lists_on_demand(const ModelLists& settings,
                                                      const Progress& progress) {
  std::shared_ptr<ListsOnDemand>& lists = on_demand_[settings];
  if (lists == nullptr) lists = make_on_demand(settings, progress);
  return lists;
}

std::shared_ptr<ListsOnDemand> Model::make_on_demand(const ModelLists& settings,
                                                     const Progress& progress) {
  return std::make_shared<ListsOnDemand>(list_of(), make_lists(settings, progress));
}

bool Model::write_files(const std::filesystem::path&) const { return false; }

const Parameters<LogRound>& LogRound::parameters() {
  static const Parameters<LogRound> declared =
      Parameters<LogRound>("round")
          .require("sessions", &LogRound::sessions, "how many", {.min = 1, .max = 1e9})
          .require("policy", &LogRound::policy,
                   "who recommends in them; may use lists of the model that the rounds before "
                   "trained, by its own name");
  return declared;
}

const Parameters<LogSpec>& LogSpec::parameters() {
  static const Parameters<LogSpec> declared =
      Parameters<LogSpec>("log")
          .add(
              "file", &LogSpec::file,
              "train.csv of the course's homework (user, track, time; gzip or not) in the place of "
              "the first sessions: these are then what it has")
          .add("sessions", &LogSpec::sessions, "how many", {.min = 1, .max = 1e9})
          .add("policy", &LogSpec::policy, "who recommends in them")
          .otherwise("random")
          .add("rounds", &LogSpec::rounds,
               "further sessions, each round after training on those before")
          .add("most_tracks", &LogSpec::most_tracks, "tracks after which a session is cut off",
               {.min = 2, .max = 1e6})
          .add("seed", &LogSpec::seed, "of the sessions, which are none of the experiment's",
               {.min = 0})
          .check([](const LogSpec& log, const Node& node) {
            if (!log.file) return;
            if (log.policy) {
              throw UserError(node.place,
                              "the log has a file and a policy, but nobody recommends in a file; "
                              "remove one");
            }
            // A config that was written out has the defaults of all parameters.
            const auto refuse_other = [&](const char* name, std::int64_t value, std::int64_t usual,
                                          const char* whose) {
              if (value == usual) return;
              const Node* given = node.find(name);
              throw UserError(
                  given == nullptr ? node.place : given->place,
                  fmt::format("the log has a file, and '{}' is of {}; remove one", name, whose));
            };
            const LogSpec usual;
            refuse_other("sessions", log.sessions, usual.sessions,
                         "the sessions that would be played in its place");
            if (!log.rounds.empty()) return;
            refuse_other("most_tracks", log.most_tracks, usual.most_tracks,
                         "sessions that are played");
            refuse_other("seed", log.seed, usual.seed, "sessions that are played");
          });
  return declared;
}

Recipe<ModelPart> read_model(const Node& node, const std::string& what) {
  const Registry<ModelPart>& registry = Registry<ModelPart>::instance();
  if (node.is_map() &&
      (node.find("log") != nullptr ||
       (node.fields.size() != 1 || registry.find(node.fields.front().key) == nullptr))) {
    Node named = Node::make_map(node.place);
    named.set("embedding_ranker", node);
    return registry.read(named, what);
  }
  return registry.read(node, what);
}

}  // namespace reprise
