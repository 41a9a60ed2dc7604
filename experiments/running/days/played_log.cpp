#include "experiments/running/days/played_log.h"

#include "experiments/simulation/models/session_pairs.h"

namespace reprise {

void PlayedLog::add_pairs(const LogSpec&, std::size_t round, LogAnchor anchor, const Models&,
                          PairLog& log) {
  if (round > 0) return;
  std::vector<Pair> pairs;
  sessions_.for_each([&](const KeptSessions::Kept& session) {
    append_pairs(session.user, session.tracks, session.times, anchor, pairs);
  });
  log.add_block(0, std::move(pairs));
}

void PlayedLog::add_sessions(const LogSpec&, std::size_t round, Hundredths least, const Models&,
                             ListenedSessions& sessions) {
  if (round > 0) return;
  ListenedSessions::Block block;
  sessions_.for_each([&](const KeptSessions::Kept& session) {
    append_listened(session.tracks, session.times, least, block);
  });
  sessions.add_block(0, std::move(block));
}

}  // namespace reprise
