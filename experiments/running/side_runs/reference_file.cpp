#include "experiments/running/side_runs/reference_file.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "experiments/running/program_time.h"
#include "sim/support/files/cache_kind.h"
#include "sim/support/files/file.h"
#include "sim/support/fingerprint.h"
#include "sim/support/progress_note.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

using Json = nlohmann::json;

constexpr const char* kFolder = "references";
const CacheKindRegistration cache_kind({kFolder, "means of random and oracle"});

}  // namespace

ReferenceFile::ReferenceFile(const std::filesystem::path& cache, const std::string& depends_on) {
  const std::optional<std::int64_t> program = time_of_program();
  if (cache.empty() || !program) return;
  path_ = cache / kFolder / (fingerprint64(fmt::format("{} {}", *program, depends_on)) + ".json");
}

// The file has a line with the hash of the rest, then the estimate as JSON.
std::optional<MetricEstimate> ReferenceFile::read(const Progress& progress) const {
  std::error_code error;
  if (path_.empty() || !std::filesystem::exists(path_, error)) return std::nullopt;
  try {
    const std::string text = read_file(path_);
    const std::size_t end = text.find('\n');
    const std::string content = end == std::string::npos ? "" : text.substr(end + 1);
    if (!content.empty() && text.substr(0, end) == fingerprint64(content)) {
      const Json json = Json::parse(content);
      return MetricEstimate{.metric = json.at("metric"),
                            .mean = json.at("mean"),
                            .lower = json.at("lower"),
                            .upper = json.at("upper")};
    }
  } catch (const UserError&) {
  } catch (const Json::exception&) {
  }
  note(progress, fmt::format("{} in the cache is damaged; making it again", path_.string()));
  return std::nullopt;
}

void ReferenceFile::write(const MetricEstimate& figure) const {
  // JSON cannot hold a number that is not finite. Such an estimate is not kept.
  if (path_.empty() || !std::isfinite(figure.lower) || !std::isfinite(figure.upper)) return;
  const std::string content = Json{{"metric", figure.metric},
                                   {"mean", figure.mean},
                                   {"lower", figure.lower},
                                   {"upper", figure.upper}}
                                  .dump() +
                              "\n";
  try {
    write_file(path_, fingerprint64(content) + "\n" + content);
  } catch (const UserError&) {
    // A failure to write the cache costs the next run only time.
  }
}

}  // namespace reprise
