#include "experiments/studies/sweeps/sweep_directory.h"

#include "experiments/running/config_file.h"
#include "experiments/studies/directories/manifest.h"
#include "experiments/studies/directories/run_directory.h"
#include "reports/sweeps/sweep_figure.h"
#include "reports/sweeps/sweep_format.h"
#include "sim/support/files/file.h"

namespace reprise {

std::filesystem::path sweep_directory(const std::filesystem::path& out,
                                      const ExperimentSpec& spec) {
  return out / file_name_of(spec.experiment) / ("sweep_" + spec.hash);
}

std::string write_sweep_reports(const std::filesystem::path& directory, const SweepResults& sweep) {
  const DrawnFigures figures = draw_sweep_figures(sweep);
  for (const DrawnFigure& figure : figures.figures) {
    write_file(directory / figure.file_name, figure.svg);
  }
  for (const SweepFormat& format : sweep_formats()) {
    write_file(directory / format.file_name, format.write(sweep, figures));
  }
  return figures.missing;
}

std::string write_sweep(const std::filesystem::path& directory, const SweepResults& sweep,
                        const ExperimentSpec& spec, const std::string& command) {
  write_config(directory, spec);
  write_file(directory / "manifest.json", write_sweep_manifest(spec, command));
  return write_sweep_reports(directory, sweep);
}

}  // namespace reprise
