#include <iostream>
#include <map>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/experiment_file.h"
#include "experiments/commands/option_value.h"
#include "experiments/commands/outputs.h"
#include "experiments/commands/progress_display.h"
#include "experiments/simulation/engine/threads.h"
#include "experiments/simulation/train_models.h"
#include "experiments/studies/directories/run_directory.h"
#include "recommenders/training/model_files.h"
#include "reports/text/display_text.h"
#include "sim/support/files/cache_directory.h"
#include "sim/support/files/file.h"
#include "sim/support/files/packed_file.h"
#include "sim/support/parameters/input_file.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Usage usage() {
  Usage usage{"train", po::options_description("options")};
  usage.options.add_options()  //
      ("set", po::value<std::vector<std::string>>()->composing(),
       "KEY=VALUE: change the experiment, such as --set models.ranker.dim=50; may be repeated")  //
      ("out", po::value<std::string>()->default_value("models"),
       "the directory that gets each model's lists, embeddings and losses")          //
      ("top", po::value<std::string>()->default_value("100"), "items of each list")  //
      ("per-artist", po::value<std::string>()->default_value("0"),
       "items of one artist in a list at most, 0 for any number")  //
      ("quiet", "no progress");
  usage.positional.add("file", 1);
  return usage;
}

std::string losses_csv(const TrainingReport& report) {
  std::string text = "step,learning_rate,train,validation\n";
  for (const TrainingStep& step : report.steps) {
    text += fmt::format("{},{},{},", step.step, step.learning_rate, step.train);
    if (step.validation) text += fmt::format("{}", *step.validation);
    text += "\n";
  }
  return text;
}

std::string summary(const TrainingReport& report) {
  std::string text = fmt::format("{} ({}): {} pairs of {} sessions", printable(report.name),
                                 report.kind, report.pairs, report.sessions);
  if (!report.steps.empty()) {
    text +=
        fmt::format(", {} epochs, the best is number {}", report.steps.size(), report.best_step);
  }
  text += "\n";
  if (report.test) {
    text += fmt::format(
        "  loss on pairs held out {:.5f}; predicting the mean {:.5f}, times "
        "shuffled {:.5f}\n",
        *report.test, report.test_of_mean.value_or(0), report.test_of_random.value_or(0));
  }
  if (!report.stopped.empty()) text += "  " + printable(report.stopped) + "\n";
  return text;
}

// Checks that the models' files replace none that `train` did not write.
void check_files(const ExperimentSpec& spec, const std::string& file,
                 const std::filesystem::path& out) {
  std::vector<std::filesystem::path> inputs = {file};
  for (const InputFile& input : input_files_of(spec.resolved)) inputs.push_back(input.path);
  for (const NamedModel& model : spec.models.named) {
    const std::string stem = file_name_of(model.name);
    check_outputs({.option = "--out",
                   .directory = out,
                   .files = {stem + "_losses.csv", stem + "_lists.json", stem + "_contexts.npy",
                             stem + "_tracks.npy"},
                   .mark = stem + "_losses.csv"},
                  inputs);
  }
}

// Checks that no two models would write the same files.
void check_file_names(const ExperimentSpec& spec) {
  std::map<std::string, std::string> names;
  for (const NamedModel& model : spec.models.named) {
    const auto [other, fresh] = names.emplace(file_name_of(model.name), model.name);
    if (!fresh) {
      throw UserError(model.model.place,
                      fmt::format("the models '{}' and '{}' would be written to the same files, "
                                  "{}_*; give one another name",
                                  other->second, model.name, other->first));
    }
  }
}

int train(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  if (values.count("file") == 0) {
    throw UserError("name an experiment file with 'models': reprise train FILE");
  }
  const std::vector<Setting> settings = read_settings(values);
  const std::string file = values["file"].as<std::vector<std::string>>().front();
  const ExperimentSpec spec = read_experiment_file(file, settings);
  if (spec.models.named.empty()) {
    throw UserError({input_name(file), 0, 0}, "has no 'models', so there is nothing to train");
  }
  check_file_names(spec);
  const ModelLists lists{*option_value<std::int64_t>(values, "top", {.min = 1, .max = 1e9}),
                         *option_value<std::int64_t>(values, "per-artist", {.min = 0, .max = 1e9}),
                         true};
  const std::filesystem::path out = values["out"].as<std::string>();
  check_files(spec, file, out);
  std::string text;
  {
    ProgressDisplay display(values.count("quiet") != 0);
    with_threads(spec.threads, [&] {
      Workspace workspace(cache_directory());
      const auto shared = workspace.world(spec.world, display.progress());
      const TrainedModels trained =
          train_models(spec, *shared, workspace.cache(), display.progress());
      for (const TrainingReport& report : trained.reports) {
        Model& model = *trained.models.at(report.name);
        const std::filesystem::path stem = out / file_name_of(report.name);
        write_lists(stem.string() + "_lists.json", *model.lists(lists, display.progress()),
                    model.list_of(), shared->open.world->users.ids);
        model.write_files(stem);
        write_file(stem.string() + "_losses.csv", losses_csv(report));
        text += summary(report);
      }
    });
  }
  std::cout << text << fmt::format("lists, embeddings and losses are in {}\n", out.string());
  return kOk;
}

const CommandRegistration registration({"train", "FILE|- [options]",
                                        "train the models of an experiment, and write their lists "
                                        "and embeddings",
                                        train});

}  // namespace
}  // namespace reprise
