// Runs the benchmarks. Then prints which share of the roofline each loop reaches, beside the shares
// that were committed last for a machine with about the same roofline. Shares depend little on how
// busy the machine is, but they depend on whether its memory keeps up with its cores.
//   reprise_benchmarks [Google Benchmark's options]
//   REPRISE_KEEP_SHARES=1 reprise_benchmarks     # writes the shares to roofline_shares.json
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/support/files/file.h"

namespace reprise {
namespace {

constexpr const char* kRoofline = "BM_BareSteps";
constexpr const char* kLoops = "BM_Loop/";
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
// share}}.
Json* of_such_machines(Json& committed, double roofline) {
  for (Json& machines : committed) {
    const double ratio = machines["roofline"].get<double>() / roofline;
    if (ratio > 1 / 1.5 && ratio < 1.5) return &machines;
  }
  return nullptr;
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
      if (share < (1 - kTolerance) * was) verdict = "  slower";
      if (share > (1 + kTolerance) * was) verdict = "  faster";
    }
    fmt::print("{:<36} {:>10.2f} {:>5.1f} % {:>10}{}\n", name, rate / 1e6, 100 * share,
               committed_share, verdict);
  }
  // Keep the shares if that is asked for.
  if (std::getenv("REPRISE_KEEP_SHARES") == nullptr) return;
  const Json kept = {{"roofline", std::round(roofline / 1e5) * 1e5}, {"shares", shares}};
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
