#include "reports/sweeps/sweep_markdown.h"

#include "reports/pages/markdown_page.h"
#include "reports/sweeps/sweep_format.h"
#include "reports/sweeps/sweep_page.h"

namespace reprise {

std::string write_sweep_markdown(const SweepResults& sweep, const DrawnFigures& figures) {
  MarkdownPage page;
  write_sweep_page(page, sweep, figures);
  return page.take();
}

namespace {
const SweepFormatRegistration registration({"report.md", write_sweep_markdown});
}

}  // namespace reprise
