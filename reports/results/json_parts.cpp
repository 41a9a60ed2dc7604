#include "reports/results/json_parts.h"

#include <fmt/format.h>

namespace reprise {

void check_layout(const JsonField& file, int known) {
  const JsonField field = file.at("format");
  std::uint64_t format = 0;
  field.read(format);
  if (format != static_cast<std::uint64_t>(known)) {
    throw field.complaint(
        fmt::format("{} is not a layout that this program reads ({})", format, known));
  }
}

std::string json_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace reprise
