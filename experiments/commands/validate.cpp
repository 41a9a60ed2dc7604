#include <iostream>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/experiment_file.h"
#include "experiments/simulation/check_input_files.h"
#include "experiments/studies/sweeps/cells.h"
#include "sim/support/files/cache_directory.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

// Returns "1 seed", "20000 episodes": digits alone, which can be typed again.
std::string counted(std::size_t count, const char* noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

// Prints that the file is sound, or throws UserError for the first mistake. Further mistakes of
// cells are printed.
void check(const std::string& file, const ExperimentSpec& spec) {
  std::string cells;
  if (spec.sweep) {
    std::vector<std::string> errors;
    const std::vector<CellPlan> planned = plan_cells(spec);
    for (const CellPlan& cell : planned) {
      if (!cell.error.empty()) errors.push_back(cell.error);
    }
    for (std::size_t i = 1; i < errors.size(); ++i) print_error(UserError(errors[i]));
    if (!errors.empty()) throw UserError(errors.front());
    cells = counted(planned.size(), "cell") + ", ";
  }
  std::cout << fmt::format("{}: sound ({}{}, {} x {}, {})\n", input_name(file), cells,
                           counted(spec.treatments.named.size(), "treatment"),
                           counted(spec.seeds.values.size(), "seed"),
                           counted(static_cast<std::size_t>(spec.episodes), "episode"), spec.hash);
}

int validate(const std::vector<std::string>& arguments) {
  Usage usage{"validate", po::options_description("options")};
  usage.options.add_options()("set", po::value<std::vector<std::string>>()->composing(),
                              "KEY=VALUE: as for run; may be repeated");
  usage.positional.add("files", -1);
  po::variables_map values;
  if (!parse_arguments(arguments, usage, values)) return kOk;
  if (values.count("files") == 0) throw UserError("name the experiment files to check");
  const std::vector<Setting> settings = read_settings(values);
  Workspace workspace(cache_directory());
  int code = kOk;
  for (const std::string& file : values["files"].as<std::vector<std::string>>()) {
    try {
      const ExperimentSpec spec = read_experiment_file(file, settings, SeveralValues::sweep);
      check_input_files(spec, workspace, {});
      check(file, spec);
    } catch (const UserError& error) {
      // A mistake in one file does not stop the check of the others.
      print_error(error);
      code = kWrongUse;
    }
  }
  return code;
}

const CommandRegistration registration({"validate", "FILE|-... [options]",
                                        "check experiment files without playing them", validate});

}  // namespace
}  // namespace reprise
