#include "sim/sessions/user_model.h"

namespace reprise {

std::optional<double> remember(const Playbacks& playbacks, Listener& listener, UserMemory& memory) {
  const std::optional<double> days = listener.days_to_return(playbacks);
  memory.append(playbacks);
  if (days) {
    memory.day += *days;
    // A user who never comes back has an infinite day.
    memory.gone = !(memory.day < listener.followed_days());
  }
  return days;
}

}  // namespace reprise
