#include "experiments/studies/directories/manifest.h"

#include <chrono>
#include <fstream>
#include <thread>

#include <Eigen/Core>
#include <boost/version.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <tbb/version.h>
#include <unistd.h>
#include <xxhash.h>

#include "experiments/running/build_info.h"
#include "sim/numerics/integer_products.h"
#include "sim/support/files/content_fingerprint.h"
#include "sim/support/files/file.h"
#include "sim/support/parameters/input_file.h"

namespace reprise {
namespace {

std::string processor() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) {
      return line.substr(std::min(line.find(':') + 2, line.size()));
    }
  }
  return "unknown";
}

nlohmann::ordered_json input_file(const std::string& path, std::size_t bytes,
                                  std::uint64_t fingerprint) {
  return {{"path", path}, {"bytes", bytes}, {"xxh3", fmt::format("{:016x}", fingerprint)}};
}

nlohmann::ordered_json seconds_of(const Timings& timings) {
  nlohmann::ordered_json seconds;
  for (const auto& [stage, taken] : timings) seconds[stage] = taken;
  return seconds;
}

// Every file that the experiment reads.
nlohmann::ordered_json input_files(const ExperimentSpec& spec) {
  nlohmann::ordered_json inputs = nlohmann::ordered_json::array();
  for (const InputFile& file : input_files_of(spec.resolved)) {
    const FileContent content = content_of_file(file.path);
    inputs.push_back(
        {{"path", file.path.string()}, {"bytes", content.bytes}, {"xxh3", content.fingerprint}});
  }
  return inputs;
}

// Returns the facts about the program, the machine, the command and the time.
nlohmann::ordered_json program_and_machine(const std::string& command) {
  nlohmann::ordered_json json;
  json["program"] = {{"version", REPRISE_VERSION},
                     {"commit", REPRISE_GIT_COMMIT},
                     {"compiler", REPRISE_COMPILER},
                     {"build_type", REPRISE_BUILD_TYPE}};
  json["libraries"] = {
      {"boost", fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000,
                            BOOST_VERSION % 100)},
      {"eigen",
       fmt::format("{}.{}.{}", EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION)},
      {"fmt",
       fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100)},
      {"tbb", TBB_VERSION_STRING},
      {"yaml-cpp", REPRISE_YAML_CPP_VERSION},
      {"xxhash",
       fmt::format("{}.{}.{}", XXH_VERSION_MAJOR, XXH_VERSION_MINOR, XXH_VERSION_RELEASE)}};
  json["machine"] = {{"processor", processor()},
                     {"threads", std::thread::hardware_concurrency()},
                     {"integer_products", integer_products_targets().front().name}};
  json["command"] = command;
  json["directory"] = std::filesystem::current_path().string();
  json["finished"] = std::chrono::duration_cast<std::chrono::seconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count();
  return json;
}

}  // namespace

std::string program_of_manifest(const std::filesystem::path& file) {
  try {
    const auto program = nlohmann::json::parse(read_file(file)).at("program");
    return fmt::format("reprise {} (commit {})", program.at("version").get<std::string>(),
                       program.at("commit").get<std::string>());
  } catch (const std::exception&) {
    return "an unknown version";
  }
}

std::string write_manifest(const ExperimentRun& run, const ExperimentSpec& spec,
                           const std::string& command) {
  nlohmann::ordered_json json = program_and_machine(command);
  json["config_hash"] = spec.hash;
  json["seeds"] = spec.seeds.values;
  json["world"] = run.results.world.fingerprint;
  json["inputs"] = input_files(spec);
  json["seconds"] = seconds_of(run.timings);
  return json.dump(2) + "\n";
}

std::string write_log_manifest(const std::vector<LogInput>& inputs, const Timings& timings,
                               const std::string& command) {
  nlohmann::ordered_json json = program_and_machine(command);
  json["inputs"] = nlohmann::ordered_json::array();
  for (const LogInput& input : inputs) {
    json["inputs"].push_back(input_file(input_name(input.path), input.bytes, input.fingerprint));
  }
  json["seconds"] = seconds_of(timings);
  return json.dump(2) + "\n";
}

std::string write_sweep_manifest(const ExperimentSpec& spec, const std::string& command) {
  nlohmann::ordered_json json = program_and_machine(command);
  json["config_hash"] = spec.hash;
  return json.dump(2) + "\n";
}

}  // namespace reprise
