#include "experiments/running/kept_ceilings.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "experiments/running/kept_sums.h"
#include "experiments/running/program_time.h"
#include "experiments/simulation/metric_estimates.h"
#include "sim/support/files/cache_kind.h"
#include "sim/support/files/file.h"
#include "sim/support/fingerprint.h"
#include "sim/support/progress_note.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

constexpr const char* kFolder = "ceilings";
const CacheKindRegistration cache_kind({kFolder, "sums of the treatment oracle"});

// Names the metrics whose sums are counted, with their parameters.
std::string metrics_text(const ExperimentSpec& spec) {
  std::string text;
  for (const Metric* metric : counted_metrics(spec)) text += metric->name + "\n";
  return text;
}

}  // namespace

KeptCeilings::KeptCeilings(const Prepared& prepared, const PlayOptions& options, bool by_user)
    : prepared_(prepared) {
  const std::optional<std::int64_t> program = time_of_program();
  const bool pure = options.keeps_checkpoints() && !by_user && !prepared.resample &&
                    prepared.assignment.empty() && !prepared.observables->timed() &&
                    prepared.spec.random == RandomSource::streams;
  if (prepared.shared->cache.empty() || !program || !pure) return;
  folder_ = prepared.shared->cache / kFolder;
  depends_on_ = fmt::format("{}\n{}\n{}\n{}", *program, prepared.world().fingerprint,
                            prepared.spec.max_steps, metrics_text(prepared.spec));
}

bool KeptCeilings::keeps(const Treatment& treatment) const {
  return !folder_.empty() && treatment.capabilities.observes_latent_state &&
         treatment.sentence == treatment.recommender_name && !treatment.users_in_order() &&
         !treatment.capabilities.runs_commands && treatment.learners.empty() &&
         treatment.observers.empty() && treatment.asked_at_once == 0;
}

std::filesystem::path KeptCeilings::file_of(std::size_t treatment, std::uint64_t seed,
                                            const EpisodeRange& episodes) const {
  const Treatment& of = prepared_.treatments[treatment];
  const std::string key =
      fmt::format("{}{}\n{}\n{} {} {}", depends_on_, of.name, of.sentence, seed, episodes.begin,
                  std::clamp(of.episodes, episodes.begin, episodes.end));
  return folder_ / (fingerprint64(key) + ".sums");
}

std::optional<Totals> KeptCeilings::read(std::size_t treatment, std::uint64_t seed,
                                         const EpisodeRange& episodes,
                                         const Progress& progress) const {
  const std::filesystem::path path = file_of(treatment, seed, episodes);
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return std::nullopt;
  try {
    const Totals shape(prepared_.world().users.size(), prepared_.observables->size(),
                       prepared_.world().catalog.n_tracks(), prepared_.treatments[treatment]);
    return read_kept_sums(read_file(path), shape);
  } catch (const UserError&) {
  } catch (const std::runtime_error&) {
  }
  note(progress, fmt::format("{} in the cache is damaged; making it again", path.string()));
  return std::nullopt;
}

void KeptCeilings::write(std::size_t treatment, std::uint64_t seed, const EpisodeRange& episodes,
                         const Totals& totals) const {
  try {
    write_file(file_of(treatment, seed, episodes), write_kept_sums(totals));
  } catch (const UserError&) {
    // A failure to write the cache costs the next run only time.
  }
}

}  // namespace reprise
