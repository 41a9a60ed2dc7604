#include "reports/formats/results_file.h"

#include "reports/pages/format.h"
#include "reports/results/results_json.h"
#include "reports/summary/answer.h"
#include "reports/text/display_text.h"

namespace reprise {

std::string results_file(const Results& results) {
  return write_results_json(results, answer(results, printable));
}

namespace {

const ReportFormatRegistration registration({"results.json",
                                             [](const Results& results, const DrawnFigures&) {
                                               return results_file(results);
                                             }});

}  // namespace
}  // namespace reprise
