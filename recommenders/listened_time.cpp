#include "recommenders/listened_time.h"

#include "sim/support/parameters/share.h"

namespace reprise {

ListenedTime ParameterType<ListenedTime>::read(const Node& node, const std::string& what) {
  const double time = ParameterType<double>::read(percent_as_share(node), what);
  if (!(time >= 0 && time <= 1e6) || std::abs(time * 100 - std::rint(time * 100)) > 1e-9) {
    throw wrong_type(node, what,
                     "a time in whole hundredths of a track, from 0 to 1000000, such as 0.3");
  }
  return {static_cast<Hundredths>(std::lrint(time * 100))};
}

}  // namespace reprise
