#include "reports/formats/html_report.h"

#include "reports/formats/run_page.h"
#include "reports/pages/format.h"
#include "reports/pages/html_page.h"

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
