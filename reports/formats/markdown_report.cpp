#include "reports/formats/markdown_report.h"

#include "reports/formats/run_page.h"
#include "reports/pages/format.h"
#include "reports/pages/markdown_page.h"

namespace reprise {

std::string write_markdown_report(const Results& results, const DrawnFigures& figures) {
  MarkdownPage page;
  write_run_page(page, results, figures);
  return page.take();
}

namespace {
const ReportFormatRegistration registration({"report.md", write_markdown_report});
}

}  // namespace reprise
