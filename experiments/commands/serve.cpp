#include <iostream>
#include <thread>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/experiment_file.h"
#include "experiments/commands/option_value.h"
#include "experiments/commands/outputs.h"
#include "experiments/commands/progress_display.h"
#include "experiments/commands/stop_signals.h"
#include "experiments/serving/service/botify_routes.h"
#include "experiments/simulation/engine/threads.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"
#include "sim/support/files/cache_directory.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Usage usage() {
  Usage usage{"serve", po::options_description("options")};
  usage.options.add_options()  //
      ("treatment", po::value<std::string>(),
       "serve this one to everybody; left out, users are split as botify splits them")  //
      ("log", po::value<std::string>()->default_value("data.json"),
       "the log in botify's format, added to; `reprise analyze` reads it")  //
      ("host", po::value<std::string>()->default_value("127.0.0.1"),
       "who is listened to: this machine alone, unless told otherwise")                    //
      ("port", po::value<std::string>()->default_value("5001"), "0 for any that is free")  //
      ("connections", po::value<std::string>()->default_value("256"),
       "at the same time, at most")                                                             //
      ("seed", po::value<std::string>()->default_value("1"), "of the recommenders' own draws")  //
      ("threads", po::value<std::string>()->default_value("0"), "0 for all processors")         //
      ("set", po::value<std::vector<std::string>>()->composing(),
       "KEY=VALUE: change the experiment; may be repeated")  //
      ("quiet", "no progress");
  usage.positional.add("file", 1);
  return usage;
}

std::string joined_names(const Prepared& prepared, const ServiceOptions& options) {
  if (options.treatment) return fmt::format("{} for everybody", *options.treatment);
  std::vector<std::string> names;
  for (std::size_t treatment = 0; treatment < prepared.treatments.size(); ++treatment) {
    names.push_back(
        fmt::format("{} ({})", prepared.treatments[treatment].name, botify_label(treatment)));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

int serve(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  if (values.count("file") == 0) {
    throw UserError("name an experiment file: reprise serve FILE; configs/experiments/ has some");
  }
  // Read the experiment and the options.
  const std::string file = values["file"].as<std::vector<std::string>>().front();
  const ExperimentSpec spec = read_experiment_file(file, read_settings(values));
  ServiceOptions options;
  options.seed =
      static_cast<std::uint64_t>(*option_value<std::int64_t>(values, "seed", {.min = 0}));
  if (values.count("treatment") != 0) options.treatment = values["treatment"].as<std::string>();
  HttpLimits limits;
  limits.connections = static_cast<std::size_t>(
      *option_value<std::int64_t>(values, "connections", {.min = 1, .max = 10'000}));
  const std::int64_t threads =
      *option_value<std::int64_t>(values, "threads", {.min = 0, .max = 1024});
  const auto port = static_cast<std::uint16_t>(
      *option_value<std::int64_t>(values, "port", {.min = 0, .max = 65535}));
  const bool quiet = values.count("quiet") != 0;
  check_output({.option = "--log",
                .path = values["log"].as<std::string>(),
                .what = "log of botify",
                .is_own =
                    [](std::string_view head) {
                      return head.find("\"timestamp\"") != head.npos &&
                             head.find("\"message\"") != head.npos;
                    }},
               {file});

  // Prepare the service.
  const StopSignals signals;
  Workspace workspace(cache_directory());
  Timings timings;
  std::optional<Prepared> prepared;
  std::optional<RecommenderService> service;
  with_threads(threads, [&] {
    ProgressDisplay display(quiet);
    const Progress shown = display.progress();
    const Progress progress = [&](std::string_view stage, std::size_t done, std::size_t total) {
      check_stop(signals.flag());
      if (shown) shown(stage, done, total);
    };
    prepared.emplace(prepare(spec, workspace, timings, progress));
    service.emplace(*prepared, options, progress);
  });
  ServiceLog log(values["log"].as<std::string>(), spec.experiment);
  BotifyRoutes routes(*service, &log);
  const std::string host = values["host"].as<std::string>();
  HttpServer server(host, port, limits,
                    [&](const HttpRequest& request) { return routes.answer(request); });

  // Programs that start this one wait for this line.
  std::cout << fmt::format("http://{}:{}\n", host, server.port()) << std::flush;
  if (!quiet) {
    std::cerr << printable(fmt::format("serving {}: {}; log: {}; Ctrl-C ends it", spec.experiment,
                                       joined_names(*prepared, options), log.path()))
              << "\n";
    for (const Treatment& treatment : prepared->treatments) {
      for (const std::string& warning : treatment.warnings) {
        std::cerr << printable(fmt::format("{}: {}", treatment.name, warning)) << "\n";
      }
      if (!treatment.learners.empty()) {
        std::cerr << printable(fmt::format(
                         "{} learns between days, and a service has none: it stays as it is",
                         treatment.name))
                  << "\n";
      }
    }
  }
  // Serve until a signal comes or the log fails.
  const unsigned processors = std::max(1u, std::thread::hardware_concurrency());
  server.run(threads > 0 ? static_cast<unsigned>(threads) : processors,
             [&] { return log.failed() || signals.flag()->load(); });
  if (log.failed()) {
    throw std::runtime_error(
        fmt::format("{}: cannot write this log: {}; the service ended", log.path(), log.error()));
  }
  if (!quiet) {
    std::cerr << fmt::format("{} requests, {} of them refused; {} sessions ended\n",
                             routes.requests(), routes.refused(), service->sessions());
    if (service->strangers() > 0 || routes.unknown_tracks() > 0) {
      std::cerr << fmt::format(
          "{} not of this world asked, and {} named tracks that are not in it: does the simulator "
          "play the same world?\n",
          amount_text(service->strangers(), "user"),
          amount_text(routes.unknown_tracks(), "request"));
    }
  }
  return kOk;
}

const CommandRegistration registration({"serve", "FILE|- [options]",
                                        "serve treatments over botify's HTTP interface", serve});

}  // namespace
}  // namespace reprise
