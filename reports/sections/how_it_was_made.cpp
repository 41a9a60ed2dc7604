// How the run was made, and how to make it again.
#include <fmt/format.h>

#include "reports/number_text.h"
#include "reports/page_parts.h"
#include "reports/run_summary.h"
#include "reports/sections/section.h"

namespace reprise {
namespace {

// Nothing was played, and the log says nothing of worlds, seeds or recommenders.
void write_log(Page& page, const ReportedRun& run, const LogSummary& log) {
  say_how_it_was_read(
      page,
      {
          fmt::format("design: {}, as the service split its users", page.prose(run.results.design)),
          fmt::format("read: {} of {} in {}, from {} to {}; fingerprint {}",
                      amount_text(log.rows, "row"), page.code(run.results.experiment),
                      amount_text(log.files, "file"), page.prose(log.first), page.prose(log.last),
                      page.code(log.fingerprint)),
          fmt::format("found: {}", amount_text(run.results)),
          "as numbers, in the same directory: effects.csv has the effects, results.json has "
          "everything; manifest.json names the files and has versions, machine and timings",
      },
      log.command);
}

void write(Page& page, ReportedRun& run) {
  if (run.results.log) return write_log(page, run, *run.results.log);
  const WorldSummary& world = run.results.world;
  say_how_it_was_made(
      page,
      {
          fmt::format("design: {}, {} episodes per replication, random numbers: {}",
                      page.prose(run.results.design), count_text(run.results.episodes),
                      page.prose(run.results.random)),
          fmt::format("played: {}; {}", amount_text(run.results), seeds_text(run.results.seeds)),
          fmt::format(
              "world: {}; {} tracks of {} artists in {} dimensions, {} users; fingerprint {}",
              page.prose(world.description), count_text(world.tracks), count_text(world.artists),
              world.dim, count_text(world.users), page.code(world.fingerprint)),
          fmt::format("config hash: {}", page.code(run.results.config_hash)),
          "as numbers, in the same directory: effects.csv has the effects, results.json has "
          "everything; manifest.json has versions, machine and timings",
      },
      "reprise run config.yaml", run.results.config);
}

const RunSectionRegistration registration({"how_it_was_made", 220, write});

}  // namespace
}  // namespace reprise
