#include "reports/sweeps/sweep_html.h"

#include "reports/pages/html_page.h"
#include "reports/sweeps/sweep_format.h"
#include "reports/sweeps/sweep_page.h"

namespace reprise {

std::string write_sweep_html(const SweepResults& sweep, const DrawnFigures& figures) {
  HtmlPage page;
  write_sweep_page(page, sweep, figures);
  return page.take();
}

namespace {
const SweepFormatRegistration registration({"report.html", write_sweep_html});
}

}  // namespace reprise
