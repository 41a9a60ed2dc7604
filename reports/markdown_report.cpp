#include "reports/markdown_report.h"

#include "reports/format.h"
#include "reports/markdown_page.h"
#include "reports/run_page.h"

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
