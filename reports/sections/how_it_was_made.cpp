// Writes how the run was made, and how to make it again.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/pages/page_parts.h"
#include "reports/sections/section.h"
#include "reports/summary/run_summary.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

// Writes the facts about a log. Nothing was played, and a log says nothing of worlds, seeds or
// recommenders.
void write_log(Page& page, const Results& results, const LogSummary& log) {
  std::vector<std::string> facts{
      fmt::format("design: {}, as the service split its users", page.prose(results.design)),
      fmt::format("read: {} of {} in {}, from {} to {}; fingerprint {}",
                  amount_text(log.rows, "row"), page.code(results.experiment),
                  amount_text(log.files, "file"), page.prose(log.first), page.prose(log.last),
                  page.code(log.fingerprint)),
      fmt::format("found: {}", amount_text(results))};
  add_program(page, results.program, facts);
  facts.emplace_back(
      "as numbers, in the same directory: effects.csv has the effects, results.json has "
      "everything; manifest.json names the files and has libraries, machine and timings");
  say_how_it_was_read(page, facts, log.command);
}

void write(Page& page, ReportedRun& run) {
  const Results& results = run.results;
  if (results.log) return write_log(page, results, *results.log);
  const WorldSummary& world = results.world;
  std::vector<std::string> facts{
      fmt::format("design: {}, {} episodes per replication, random numbers: {}",
                  page.prose(results.design), count_text(results.episodes),
                  page.prose(results.random)),
      fmt::format("played: {}; {}", amount_text(results), seeds_text(results.seeds)),
      fmt::format("world: {}; {} tracks of {} artists in {} dimensions, {} users; fingerprint {}",
                  page.prose(world.description), count_text(world.tracks),
                  count_text(world.artists), world.dim, count_text(world.users),
                  page.code(world.fingerprint)),
      fmt::format("config hash: {}", page.code(results.config_hash))};
  add_program(page, results.program, facts);
  facts.emplace_back(
      "as numbers, in the same directory: effects.csv has the effects, results.json has "
      "everything; manifest.json has libraries, machine and timings");
  say_how_it_was_made(page, facts, "reprise run config.yaml", results.config);
}

const RunSectionRegistration registration({"how_it_was_made", 220, write});

}  // namespace
}  // namespace reprise
