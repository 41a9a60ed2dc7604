// Reads and writes a listening time as a parameter. Users write it as a number; the program holds
// it in whole hundredths.
#pragma once

#include "sim/sessions/listening.h"
#include "sim/support/parameters/parameters.h"

namespace reprise {

struct ListenedTime {
  Hundredths hundredths = 0;
};

template <>
struct ParameterType<ListenedTime> {
  static std::string name() { return "time"; }
  static ListenedTime read(const Node& node, const std::string& what);
  static Node write(ListenedTime time) {
    return ParameterType<double>::write(time_of(time.hundredths));
  }
};

}  // namespace reprise
