// Registers results.json among the files of a run. reports/results/results_json.h writes and reads
// the file.
#include "reports/pages/format.h"
#include "reports/results/results_json.h"

namespace reprise {
namespace {

const ReportFormatRegistration registration({"results.json",
                                             [](const Results& results, const DrawnFigures&) {
                                               return write_results_json(results);
                                             }});

}  // namespace
}  // namespace reprise
