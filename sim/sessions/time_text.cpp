#include "sim/sessions/time_text.h"

#include <fmt/format.h>

namespace reprise {

std::string time_text(Hundredths time) {
  std::string text = fmt::format("{}", time_of(time));
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

}  // namespace reprise
