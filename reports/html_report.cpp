#include "reports/html_report.h"

#include "reports/format.h"
#include "reports/html_page.h"
#include "reports/run_page.h"

namespace reprise {

std::string write_html_report(const Results& results, const DrawnFigures& figures) {
  HtmlPage page;
  write_run_page(page, results, figures);
  return page.take();
}

namespace {
const ReportFormatRegistration registration({"report.html", write_html_report});
}

}  // namespace reprise
