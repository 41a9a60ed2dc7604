#include "experiments/logs/session_copies.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace reprise {
namespace {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
  return hash ^ hash >> 29;
}

}  // namespace

// Returns the session to which the row's track was recommended; null when there is none. Of several
// it is the shortest, for that one is behind, and of equally short ones the one with the latest
// row, for the others may have been broken off.
SessionCopies::Session* SessionCopies::session_of(User& user, const LogRow& row) {
  Session* found = nullptr;
  for (Session& open : user.open) {
    if (open.expected != row.track) continue;
    if (found == nullptr ||
        std::tuple(open.rows, found->latest) < std::tuple(found->rows, open.latest)) {
      found = &open;
    }
  }
  if (found != nullptr) return found;
  // Rows of logs without recommendations go to the latest session.
  const bool unknown = !user.open.empty() && user.open.back().expected == LogRow::kNoTrack;
  return unknown ? &user.open.back() : nullptr;
}

void SessionCopies::add(const LogRow& row) {
  if (row.treatment == LogRow::kNoTreatment) return;
  User& user = users_[row.user];
  ++user.rows;
  Session* session = session_of(user, row);
  if (session == nullptr && row.time == 1) {
    session = &user.open.emplace_back();
    session->first_track = row.track;
    session->begin = user.rows;
    session->file = row.file;
    session->line = row.line;
  }
  if (session == nullptr) {
    found_.unexplained.see(row);
    if (user.open.empty()) return;
    session = &user.open.back();
  }
  // Sessions that began later are beside this one. They stand behind it.
  const std::size_t place = static_cast<std::size_t>(session - user.open.data());
  for (std::size_t i = place + 1; i < user.open.size(); ++i) {
    Session& younger = user.open[i];
    (younger.first_track == session->first_track ? younger.copy : younger.beside) = true;
  }
  ++session->rows;
  session->content = mixed(session->content, static_cast<std::uint64_t>(row.track));
  session->content = mixed(session->content, std::bit_cast<std::uint64_t>(row.time));
  session->expected = row.recommendation;
  session->latest = user.rows;
  if (row.last) end(user, place);
}

void SessionCopies::end(User& user, std::size_t place) {
  const Session session = user.open[place];
  user.open.erase(user.open.begin() + static_cast<std::ptrdiff_t>(place));
  std::erase_if(user.open, [&](const Session& open) { return open.latest < session.begin; });
  ++found_.sessions;
  if (session.copy) {
    found_.copies.see(session.file, session.line);
  } else if (session.beside) {
    found_.side_by_side.see(session.file, session.line);
  }
  // Of sessions that are alike, all but one are copies that went on as another did.
  const auto twin = std::find_if(user.ended.begin(), user.ended.end(), [&](const Session& other) {
    return (session.copy || other.copy) && other.first_track == session.first_track &&
           other.rows == session.rows && other.content == session.content;
  });
  if (twin != user.ended.end()) ++found_.alike;
  if (user.open.empty()) {
    user.ended.clear();
  } else {
    user.ended.push_back(session);
  }
}

}  // namespace reprise
