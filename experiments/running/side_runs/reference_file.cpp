#include "experiments/running/side_runs/reference_file.h"

#include <cmath>
#include <cstdint>
#include <string_view>

#include <dlfcn.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xxhash.h>

#include "sim/support/files/file.h"
#include "sim/support/progress_note.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

using Json = nlohmann::json;

std::string hash_of(const std::string& text) {
  return fmt::format("{:016x}", XXH3_64bits(text.data(), text.size()));
}

// Returns the file that has this code: the program or, where Python has loaded it, a shared
// library.
std::filesystem::path file_of_program(std::error_code& error) {
  Dl_info info{};
  if (::dladdr(reinterpret_cast<const void*>(&file_of_program), &info) != 0 &&
      std::string_view(info.dli_fname).find(".so") != std::string_view::npos) {
    return info.dli_fname;
  }
  return std::filesystem::read_symlink("/proc/self/exe", error);
}

// Returns the time when this program was built or installed; nothing when the system does not tell.
std::optional<std::int64_t> time_of_program() {
  std::error_code error;
  const std::filesystem::path program = file_of_program(error);
  if (error) return std::nullopt;
  const auto time = std::filesystem::last_write_time(program, error);
  if (error) return std::nullopt;
  return time.time_since_epoch().count();
}

}  // namespace

ReferenceFile::ReferenceFile(const std::filesystem::path& cache, const std::string& depends_on) {
  const std::optional<std::int64_t> program = time_of_program();
  if (cache.empty() || !program) return;
  path_ = cache / "references" / (hash_of(fmt::format("{} {}", *program, depends_on)) + ".json");
}

// The file has a line with the hash of the rest, then the estimate as JSON.
std::optional<MetricEstimate> ReferenceFile::read(const Progress& progress) const {
  std::error_code error;
  if (path_.empty() || !std::filesystem::exists(path_, error)) return std::nullopt;
  try {
    const std::string text = read_file(path_);
    const std::size_t end = text.find('\n');
    const std::string content = end == std::string::npos ? "" : text.substr(end + 1);
    if (!content.empty() && text.substr(0, end) == hash_of(content)) {
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
    write_file(path_, hash_of(content) + "\n" + content);
  } catch (const UserError&) {
    // A failure to write the cache costs the next run only time.
  }
}

}  // namespace reprise
