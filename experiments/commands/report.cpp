#include <iostream>
#include <optional>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/console.h"
#include "experiments/commands/named_run.h"
#include "experiments/commands/outputs.h"
#include "experiments/running/config_file.h"
#include "experiments/studies/directories/run_directory.h"
#include "experiments/studies/sweeps/sweep_directory.h"
#include "reports/console/console_table.h"
#include "reports/figures/pdf_figures.h"
#include "reports/pages/format.h"
#include "reports/results/results_json.h"
#include "reports/several/runs_figure.h"
#include "reports/several/runs_reports.h"
#include "reports/sweeps/sweep_format.h"
#include "reports/sweeps/sweep_json.h"
#include "reports/sweeps/sweep_table.h"
#include "sim/support/files/file.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

constexpr const char* kRunFile = "results.json";
constexpr const char* kSweepFile = "sweep.json";

Usage usage() {
  Usage usage{"report", po::options_description("options")};
  usage.options.add_options()  //
      ("out", po::value<std::string>(),
       "where the reports go; left out, a single run's own directory, and 'comparison' for "
       "several")                                                                        //
      ("pdf", "also write the figures as PDF, for papers; needs Debian's librsvg2-bin")  //
      ("every-metric", "print the full table of every metric, not of the headline ones alone");
  usage.positional.add("run", -1);
  return usage;
}

// Returns the run or sweep that a path means: the path itself, or the only one that is complete
// below that directory.
std::filesystem::path run_named(const std::string& path) {
  return find_named_run(path, {kRunFile, kSweepFile}).value_or(path);
}

// Returns the file with this name of a run or sweep: the path itself, or the file inside that
// directory.
std::optional<std::filesystem::path> file_of(const std::filesystem::path& path, const char* name) {
  std::error_code error;
  const std::filesystem::path inside = path / name;
  if (path.filename() == name) return path;
  if (std::filesystem::exists(inside, error)) return inside;
  return std::nullopt;
}

template <class Read>
auto read_as(const std::filesystem::path& file, Read read) {
  const std::string content = read_file(file);
  try {
    return read(content);
  } catch (const std::runtime_error& error) {
    throw UserError({file.string(), 0, 0}, error.what());
  }
}

Results read_run(const std::filesystem::path& path) {
  const std::optional<std::filesystem::path> file = file_of(path, kRunFile);
  if (!file) {
    throw UserError({path.string(), 0, 0},
                    file_of(path, kSweepFile)
                        ? "is a sweep, which stands by itself: name it alone"
                        : "has no results.json, and no directory below it has one; name the "
                          "directory of a run that is complete, runs/EXPERIMENT/HASH");
  }
  return read_as(*file, read_results_json);
}

// Writes a PDF beside each figure below `out`. Throws UserError.
void write_pdfs(const std::filesystem::path& out) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(out / "figures", error)) {
    if (entry.path().extension() != ".svg") continue;
    std::filesystem::path file = entry.path();
    write_file(file.replace_extension(".pdf"), pdf_of(read_file(entry.path())));
  }
}

// Returns whether a report of ours is in the directory, so that it may be replaced.
bool has_own_report(const std::filesystem::path& directory) {
  std::error_code error;
  const std::filesystem::path page = directory / "report.html";
  if (!std::filesystem::is_regular_file(page, error)) return false;
  constexpr std::size_t kHead = 1024;
  const std::string head = read_file(page).substr(0, kHead);
  return head.starts_with("<!DOCTYPE html>") && head.find("form-action 'none'") != head.npos;
}

// Throws UserError if reports in `out`, which are not those of the run in `own`, would replace
// those of another run or somebody's files.
void check_reports(const std::filesystem::path& out, const std::filesystem::path& own,
                   std::vector<std::string> files) {
  std::error_code error;
  if (out == own || std::filesystem::equivalent(out, own, error)) return;
  if (std::filesystem::exists(out / kConfigFile, error) ||
      std::filesystem::exists(out / kRunFile, error)) {
    throw UserError({fmt::format("--out {}", out.string()), 0, 0},
                    "this is the directory of another run, whose reports would be written over; "
                    "choose another directory");
  }
  check_outputs({.option = "--out",
                 .directory = out,
                 .files = std::move(files),
                 .mark = has_own_report(out) ? "report.html" : ""},
                {});
}

int report(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  const bool pdf = values.count("pdf") != 0;
  // Whether PDFs can be made is known before anything is written.
  if (pdf) pdf_of("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>");
  if (values.count("run") == 0) {
    throw UserError(
        "name the directories of one or more runs: reprise report "
        "runs/EXPERIMENT/HASH...");
  }
  const ConsoleTableOptions options = console_options(values.count("every-metric") != 0);
  std::vector<std::filesystem::path> paths;
  for (const std::string& path : values["run"].as<std::vector<std::string>>()) {
    paths.push_back(run_named(path));
  }
  const auto out_or = [&](const std::filesystem::path& otherwise) {
    return values.count("out") != 0 ? std::filesystem::path(values["out"].as<std::string>())
                                    : otherwise;
  };
  // Several runs are compared.
  if (paths.size() > 1) {
    std::vector<Results> runs;
    for (const std::filesystem::path& path : paths) runs.push_back(read_run(path));
    const std::filesystem::path out = out_or("comparison");
    check_reports(out, {}, {"report.md", "report.html"});
    const DrawnFigures figures = draw_runs_figures(runs);
    for (const DrawnFigure& figure : figures.figures)
      write_file(out / figure.file_name, figure.svg);
    write_file(out / "report.md", write_comparison_markdown(runs, figures));
    write_file(out / "report.html", write_comparison_html(runs, figures));
    if (pdf) write_pdfs(out);
    std::cout << write_comparison_table(runs, options);
    print_report_place(figures.missing, out / "report.html");
    return kOk;
  }
  // A sweep's reports are written again.
  if (const auto file = file_of(paths.front(), kSweepFile)) {
    const SweepResults sweep = read_as(*file, read_sweep_json);
    const std::filesystem::path out = out_or(file->parent_path());
    std::vector<std::string> files;
    for (const SweepFormat& format : sweep_formats()) files.push_back(format.file_name);
    check_reports(out, file->parent_path(), std::move(files));
    const std::string no_figures = write_sweep_reports(out, sweep);
    if (pdf) write_pdfs(out);
    std::cout << write_sweep_table(sweep, options);
    print_report_place(no_figures, out / "report.html");
    return kOk;
  }
  // A run's reports are written again.
  const Results results = read_run(paths.front());
  const std::filesystem::path own = file_of(paths.front(), kRunFile)->parent_path();
  const std::filesystem::path out = out_or(own);
  std::vector<std::string> files;
  for (const ReportFormat& format : report_formats()) files.push_back(format.file_name);
  check_reports(out, own, std::move(files));
  const std::string no_figures = write_reports(out, results);
  if (pdf) write_pdfs(out);
  std::cout << write_console_table(results, options);
  print_report_place(no_figures, out / "report.html");
  return kOk;
}

const CommandRegistration registration({"report", "RUN... [options]",
                                        "write a run's reports again, or compare several runs",
                                        report});

}  // namespace
}  // namespace reprise
