#include "experiments/fitting/log/halves.h"

#include <fmt/format.h>

#include "sim/random/streams.h"
#include "sim/support/user_error.h"

namespace reprise {

std::vector<std::uint8_t> users_of(const FittingLog& log, FittedHalf half) {
  const StreamKey key = stream_key(0, "fit/half");
  std::vector<std::uint8_t> belongs(log.n_users());
  for (std::size_t user = 0; user < log.n_users(); ++user) {
    Stream stream(key, static_cast<std::uint64_t>(log.user_ids[user]));
    const bool of_world = stream() % 2 == 0;
    const bool wanted = half == FittedHalf::all || of_world == (half == FittedHalf::world);
    belongs[user] = wanted ? 1 : 0;
  }
  return belongs;
}

FittingLog log_of_half(const FittingLog& log, FittedHalf half) {
  FittingLog part = part_of(log, users_of(log, half));
  if (part.n_users() == 0) {
    throw UserError(
        log.n_users() == 1
            ? std::string("the log is of one person: nothing in it says how people differ, so it "
                          "makes no world; it can add that person to one: reprise fit FILE... "
                          "--into WORLD --out DIR")
            : fmt::format("the log has {} users; a world is a population: it takes users of both "
                          "halves (one for the world, one for policies)",
                          log.n_users()));
  }
  hold_out(part, kHoldOutEvery);
  return part;
}

}  // namespace reprise
