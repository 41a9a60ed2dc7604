// Runs the benchmarks. Then prints which share of the roofline each loop reaches, and how many
// steps of the roofline take as long as a list, a trained pair or a session of first_look, beside
// what was committed last for a machine with about the same roofline. These ratios depend little on
// how busy the machine is, but they depend on whether its memory keeps up with its cores.
//   reprise_benchmarks [Google Benchmark's options]
//   REPRISE_KEEP_SHARES=1 reprise_benchmarks     # writes the shares to roofline_shares.json
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <map>
#include <string_view>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/support/files/file.h"

namespace reprise {
namespace {

constexpr const char* kRoofline = "BM_BareSteps";
constexpr const char* kLoops = "BM_Loop/";
// Items of these take as long as many steps of the roofline.
constexpr std::string_view kCosts[] = {"BM_NearestLists/", "BM_TopLists/", "BM_AdagradEpoch/",
                                       "BM_FirstLook/"};
// Shares vary by some percent from run to run. A larger difference is a change.
constexpr double kTolerance = 0.15;

// Collects the items a second of each benchmark: the median where it was repeated.
class RateReporter final : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      const auto items = run.counters.find("items_per_second");
      if (run.error_occurred || items == run.counters.end()) continue;
      const bool median = run.run_type == Run::RT_Aggregate && run.aggregate_name == "median";
      if (!median && run.run_type == Run::RT_Aggregate) continue;
      const std::string name =
          run.run_name.function_name + (run.run_name.args.empty() ? "" : "/" + run.run_name.args);
      if (median || rates_[name] == 0) rates_[name] = items->second;
    }
  }
  const std::map<std::string, double>& rates() const { return rates_; }

 private:
  std::map<std::string, double> rates_;
};

using Json = nlohmann::ordered_json;

// Returns the committed entry of machines whose roofline is within a factor of 1.5 of this one;
// null when there is none. `committed` is a list of {"roofline": steps/s, "shares": {benchmark:
// share}, "costs": {benchmark: steps}}.
Json* of_such_machines(Json& committed, double roofline) {
  for (Json& machines : committed) {
    const double ratio = machines["roofline"].get<double>() / roofline;
    if (ratio > 1 / 1.5 && ratio < 1.5) return &machines;
  }
  return nullptr;
}

// Returns the verdict on a ratio beside the committed one; the larger ratio is the faster one.
std::string verdict_of(double ratio, double before) {
  if (ratio < (1 - kTolerance) * before) return "  slower";
  return ratio > (1 + kTolerance) * before ? "  faster" : "";
}

// Prints how many steps of the roofline take as long as an item, and returns these numbers with
// those of `before` that were not measured.
Json tell_costs(const std::map<std::string, double>& rates, double roofline, const Json& before) {
  Json costs = before;
  fmt::print("\n{:<36} {:>10} {:>10}\n", "an item takes, in steps of the roofline", "",
             "committed");
  for (const auto& [name, rate] : rates) {
    if (std::none_of(std::begin(kCosts), std::end(kCosts), [&name = name](std::string_view prefix) {
          return name.starts_with(prefix);
        })) {
      continue;
    }
    const double steps = roofline / rate;
    costs[name] = std::round(steps * 10) / 10;
    std::string committed;
    std::string verdict;
    if (before.contains(name)) {
      const double was = before[name];
      committed = fmt::format("{:.1f}", was);
      verdict = verdict_of(1 / steps, 1 / was);
    }
    fmt::print("{:<36} {:>10.1f} {:>10}{}\n", name, steps, committed, verdict);
  }
  return costs;
}

void tell_shares(const std::map<std::string, double>& rates) {
  const auto found = rates.find(kRoofline);
  if (found == rates.end()) return;
  const double roofline = found->second;
  // Read the committed shares.
  const std::filesystem::path file =
      std::filesystem::path(REPRISE_BENCHMARKS_FOLDER) / "roofline_shares.json";
  Json committed = Json::array();
  if (std::filesystem::exists(file)) committed = Json::parse(read_file(file));
  Json* before = of_such_machines(committed, roofline);
  const Json shares_before = before == nullptr ? Json::object() : (*before)["shares"];
  Json shares = shares_before;
  // Print the share of each loop, beside the committed one.
  fmt::print(
      "\nshare of the roofline, {:.1f} M steps/s of gather, dot product and logistic alone{}\n",
      roofline / 1e6, before == nullptr ? "; nothing is committed for such a machine" : "");
  fmt::print("{:<36} {:>10} {:>7} {:>10}\n", "", "M steps/s", "share", "committed");
  for (const auto& [name, rate] : rates) {
    if (!name.starts_with(kLoops)) continue;
    const double share = rate / roofline;
    shares[name] = std::round(share * 1000) / 1000;
    std::string committed_share;
    std::string verdict;
    if (shares_before.contains(name)) {
      const double was = shares_before[name];
      committed_share = fmt::format("{:.1f} %", 100 * was);
      verdict = verdict_of(share, was);
    }
    fmt::print("{:<36} {:>10.2f} {:>5.1f} % {:>10}{}\n", name, rate / 1e6, 100 * share,
               committed_share, verdict);
  }
  const bool knows_costs = before != nullptr && before->contains("costs");
  const Json costs =
      tell_costs(rates, roofline, knows_costs ? (*before)["costs"] : Json(Json::object()));
  // Keep the shares and costs if that is asked for.
  if (std::getenv("REPRISE_KEEP_SHARES") == nullptr) return;
  const Json kept = {
      {"roofline", std::round(roofline / 1e5) * 1e5}, {"shares", shares}, {"costs", costs}};
  if (before == nullptr) {
    committed.push_back(kept);
  } else {
    *before = kept;
  }
  write_file(file, committed.dump(1) + "\n");
}

}  // namespace
}  // namespace reprise

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  reprise::RateReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::Shutdown();
  reprise::tell_shares(reporter.rates());
  return 0;
}
