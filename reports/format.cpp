#include "reports/format.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace reprise {
namespace {

// A function's static, since registrations run in an order that nobody fixes.
std::vector<ReportFormat>& registered() {
  static std::vector<ReportFormat> formats;
  return formats;
}

}  // namespace

ReportFormatRegistration::ReportFormatRegistration(ReportFormat format) {
  std::vector<ReportFormat>& formats = registered();
  const auto place = std::lower_bound(
      formats.begin(), formats.end(), format,
      [](const ReportFormat& a, const ReportFormat& b) { return a.file_name < b.file_name; });
  if (place != formats.end() && place->file_name == format.file_name) {
    throw std::logic_error("two report formats are called " + format.file_name);
  }
  formats.insert(place, std::move(format));
}

const std::vector<ReportFormat>& report_formats() { return registered(); }

}  // namespace reprise
