#include "experiments/studies/listens/listens_directory.h"

#include "experiments/studies/directories/page_files.h"
#include "experiments/studies/listens/plays_files.h"
#include "reports/listens/listens_figure.h"
#include "reports/listens/listens_json.h"
#include "reports/listens/listens_page.h"
#include "sim/support/files/file.h"

namespace reprise {

std::string write_listens(const std::filesystem::path& directory, const ListeningLog& log,
                          const TrackLengths& lengths, const ListensSummary& summary,
                          const std::string& command) {
  const DrawnFigures figures = draw_scripts(applying(listens_figures(), summary));
  write_page_files(directory, figures,
                   [&](Page& page) { write_listens_page(page, summary, figures, command); });
  write_plays(directory, log, lengths);
  write_file_durably(directory / "listens.json", write_listens_json(summary));
  return figures.missing;
}

}  // namespace reprise
