#include "experiments/run_directory.h"

#include "experiments/manifest.h"
#include "reports/figures/drawn_figures.h"
#include "reports/format.h"
#include "sim/file.h"

namespace reprise {
namespace {

// Metrics and treatments as columns that any program reads; names are quoted as RFC 4180 asks.
std::string users_csv(const ExperimentRun& run, const ExperimentSpec& spec) {
  std::string text = "user,treatment";
  for (const Metric* metric : spec.metrics) text += "," + metric->name;
  text += "\n";
  for (const UserRow& row : run.users) {
    std::string name = row.treatment;
    for (std::size_t at = name.find('"'); at != std::string::npos; at = name.find('"', at + 2)) {
      name.insert(at, 1, '"');
    }
    text += fmt::format("{},\"{}\"", row.user, name);
    for (const double value : row.values) text += fmt::format(",{}", value);
    text += "\n";
  }
  return text;
}

}  // namespace

std::string file_name_of(std::string_view name) {
  std::string file;
  for (const char c : name) {
    const bool safe =
        std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
    file.push_back(safe ? c : '_');
  }
  if (file.starts_with('.')) file.front() = '_';
  return file;
}

std::filesystem::path run_directory(const std::filesystem::path& out, const Results& results) {
  return out / file_name_of(results.experiment) / results.config_hash;
}

std::string write_run(const std::filesystem::path& directory, const ExperimentRun& run,
                      const ExperimentSpec& spec, const std::string& command) {
  write_file(directory / "config.yaml", run.results.config);
  const DrawnFigures figures = draw_figures(run.results);
  for (const DrawnFigure& figure : figures.figures) {
    write_file(directory / figure.file_name, figure.svg);
  }
  for (const ReportFormat& format : report_formats()) {
    write_file(directory / format.file_name, format.write(run.results, figures));
  }
  if (spec.users_csv) write_file(directory / "users.csv", users_csv(run, spec));
  write_file(directory / "manifest.json", write_manifest(run, spec, command));
  return figures.missing;
}

}  // namespace reprise
