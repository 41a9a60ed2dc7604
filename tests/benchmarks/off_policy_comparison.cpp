// Estimates one simulated log with every off-policy estimator, on one thread. Run by
// off_policy_comparison.py, which says how.
//
//   reprise_off_policy_comparison FOLDER
//
// FOLDER has begin (uint64), user and state (uint32), and propensity, target, reward, predicted,
// expected, predicted_to_go and expected_to_go (float64), as numpy.ndarray.tofile writes them.
// Prints one JSON object: the processor time without reading, and value and standard error by
// estimator.
#include <ctime>
#include <fstream>
#include <iostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "experiments/evaluation/off_policy_interval.h"

namespace {

template <class T>
std::vector<T> read(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::vector<T> values(static_cast<std::size_t>(file.tellg()) / sizeof(T));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(values.data()),
            static_cast<std::streamsize>(values.size() * sizeof(T)));
  return values;
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

int main(int argc, char** argv) {
  using namespace reprise;
  if (argc != 2) return 2;
  const std::string folder = argv[1];
  const auto column = [&](const char* name) {
    return read<double>(fmt::format("{}/{}", folder, name));
  };
  LoggedSessions log;
  log.begin = read<std::uint64_t>(folder + "/begin");
  log.user = read<std::uint32_t>(folder + "/user");
  log.state = read<std::uint32_t>(folder + "/state");
  log.propensity = column("propensity");
  for (const std::uint32_t user : log.user) log.n_users = std::max(log.n_users, user + 1);
  for (const std::uint32_t state : log.state) log.n_states = std::max(log.n_states, state + 1);
  const auto target = column("target");
  const auto reward = column("reward");
  const auto predicted = column("predicted");
  const auto expected = column("expected");
  const auto predicted_to_go = column("predicted_to_go");
  const auto expected_to_go = column("expected_to_go");

  std::vector<const OffPolicyEstimator*> asked;
  for (const OffPolicyEstimator& estimator : off_policy_estimators()) {
    asked.push_back(&estimator);
  }
  nlohmann::json found;
  const double start = processor_seconds();
  const auto estimates = estimate_off_policy(
      asked, {log, target, {reward, predicted, expected, predicted_to_go, expected_to_go}});
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const OffPolicyInterval interval = interval_of(estimates, i, 0.05);
    found["estimates"][asked[i]->name] = {interval.value, interval.standard_error};
  }
  found["seconds"] = processor_seconds() - start;
  std::cout << found.dump() << "\n";
}
