#include "experiments/studies/directories/run_directory.h"

#include <fmt/format.h>

#include "experiments/running/config_file.h"
#include "experiments/studies/directories/manifest.h"
#include "recommenders/in_words.h"
#include "reports/figures/drawn_figures.h"
#include "reports/formats/csv_text.h"
#include "reports/formats/results_file.h"
#include "reports/pages/format.h"
#include "reports/results/results_json.h"
#include "reports/text/display_text.h"
#include "sim/support/files/file.h"
#include "sim/support/whole_characters.h"
#include "sim/world/user_fields.h"

namespace reprise {
namespace {

constexpr const char* kResultsFile = "results.json";
constexpr const char* kManifestFile = "manifest.json";

// Returns the results with each recommender in words, too. Reports know no recommenders, and files
// of results do without the words.
Results with_words(Results results) {
  for (TreatmentResult& treatment : results.treatments) {
    treatment.in_words = recommender_in_words(treatment.recommender);
  }
  return results;
}

bool is_number(const std::string& text) { return text == std::to_string(number_of_user(text)); }

// Returns the table of users with a column for each metric. Names are quoted as RFC 4180 requires,
// and any program can read the table.
std::string users_csv(const ExperimentRun& run, const ExperimentSpec& spec) {
  std::string text = "user,treatment";
  for (const Metric* metric : spec.user_metrics()) text += "," + metric->name;
  text += "\n";
  for (const UserRow& row : run.users) {
    text += fmt::format("{},{}", is_number(row.id) ? row.id : quoted_csv_field(row.id),
                        quoted_csv_field(row.treatment));
    for (const double value : row.values) text += fmt::format(",{}", value);
    text += "\n";
  }
  return text;
}

}  // namespace

std::string file_name_of(std::string_view name) {
  constexpr std::size_t kMostBytes = 255;  // of a name in the usual file systems
  std::string file;
  // Letters of all alphabets stay, since the escapes of printable() are all that is made of ASCII.
  for (const char c : printable(name)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool safe = byte >= 0x80 || std::isalnum(byte) || c == '-' || c == '_' || c == '.';
    file.push_back(safe ? c : '_');
  }
  if (file.starts_with('.')) file.front() = '_';
  return std::string(whole_characters(file, kMostBytes));
}

std::filesystem::path run_directory(const std::filesystem::path& out, const ExperimentSpec& spec) {
  return out / file_name_of(spec.experiment) / spec.hash;
}

std::string write_reports(const std::filesystem::path& directory, const Results& of_run) {
  const Results results = with_words(of_run);
  const DrawnFigures figures = draw_figures(results);
  for (const DrawnFigure& figure : figures.figures) {
    write_file(directory / figure.file_name, figure.svg);
  }
  for (const ReportFormat& format : report_formats()) {
    if (format.file_name == kResultsFile) continue;
    write_file(directory / format.file_name, format.write(results, figures));
  }
  return figures.missing;
}

std::string write_run(const std::filesystem::path& directory, const ExperimentRun& run,
                      const ExperimentSpec& spec, const std::string& command) {
  std::string no_figures = write_reports(directory, run.results);
  write_cell(directory, run, spec, command);
  return no_figures;
}

std::string write_analysis(const std::filesystem::path& directory, const Results& results,
                           const std::string& manifest) {
  std::string no_figures = write_reports(directory, results);
  write_file(directory / kManifestFile, manifest);
  write_file_durably(directory / kResultsFile, results_file(results));
  return no_figures;
}

void write_cell(const std::filesystem::path& directory, const ExperimentRun& run,
                const ExperimentSpec& spec, const std::string& command) {
  write_config(directory, spec);
  if (spec.users_csv) write_file(directory / "users.csv", users_csv(run, spec));
  write_file(directory / kManifestFile, write_manifest(run, spec, command));
  write_file_durably(directory / kResultsFile, results_file(run.results));
}

std::optional<FinishedRun> read_finished(const std::filesystem::path& directory,
                                         const ExperimentSpec& spec) {
  std::error_code error;
  const auto is_there = [&](const std::filesystem::path& file) {
    return std::filesystem::exists(directory / file, error);
  };
  if (!is_there(kResultsFile)) return std::nullopt;
  // Files that the experiment asks for beside its results are not in its hash: the run that is
  // there may have been played without them.
  if (spec.users_csv && !is_there("users.csv")) return std::nullopt;
  if (spec.log && !is_there(spec.log->path)) return std::nullopt;
  FinishedRun finished;
  try {
    finished.results = read_results_json(read_file(directory / kResultsFile));
  } catch (const std::runtime_error&) {
    return std::nullopt;  // damaged, for example half copied: the run is played again
  }
  if (finished.results.config_hash != spec.hash) return std::nullopt;
  finished.program = program_of_manifest(directory / kManifestFile);
  return finished;
}

}  // namespace reprise
