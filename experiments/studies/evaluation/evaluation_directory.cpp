#include "experiments/studies/evaluation/evaluation_directory.h"

#include "experiments/studies/directories/page_files.h"
#include "reports/evaluation/evaluation_json.h"
#include "reports/evaluation/evaluation_page.h"
#include "sim/support/files/file.h"

namespace reprise {

std::string write_evaluation(const std::filesystem::path& directory,
                             const EvaluationResults& results, const std::string& command) {
  const DrawnFigures figures = draw_scripts(evaluation_figures(results));
  write_page_files(directory, figures,
                   [&](Page& page) { write_evaluation_page(page, results, figures, command); });
  write_file_durably(directory / "evaluation.json", write_evaluation_json(results));
  return figures.missing;
}

}  // namespace reprise
