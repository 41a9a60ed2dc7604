#include "experiments/logs/session_copies.h"

#include <algorithm>
#include <bit>

namespace reprise {
namespace {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
  return hash ^ hash >> 29;
}

}  // namespace

void SessionCopies::add(const LogRow& row) {
  if (row.treatment == LogRow::kNoTreatment) return;
  User& user = users_[row.user];
  // The session to which the track was recommended; the shortest of several, for it is behind.
  Session* session = nullptr;
  for (Session& open : user.open) {
    if (open.expected != row.track) continue;
    if (session == nullptr || open.rows < session->rows) session = &open;
  }
  // Rows of logs without recommendations go to the latest session.
  if (session == nullptr && !user.open.empty() && user.open.back().expected == LogRow::kNoTrack) {
    session = &user.open.back();
  }
  if (session == nullptr && row.time == 1) {
    const bool beside = !user.open.empty();
    const bool copy =
        std::any_of(user.open.begin(), user.open.end(),
                    [&](const Session& other) { return other.first_track == row.track; }) ||
        (beside && std::any_of(user.ended.begin(), user.ended.end(), [&](const Session& other) {
           return other.first_track == row.track;
         }));
    if (copy) found_.copies.see(row);
    if (beside && !copy) found_.side_by_side.see(row);
    session = &user.open.emplace_back();
    session->first_track = row.track;
    session->copy = copy;
  }
  if (session == nullptr) {
    found_.unexplained.see(row);
    if (user.open.empty()) return;
    session = &user.open.back();
  }
  ++session->rows;
  session->content = mixed(session->content, static_cast<std::uint64_t>(row.track));
  session->content = mixed(session->content, std::bit_cast<std::uint64_t>(row.time));
  session->expected = row.recommendation;
  if (row.last) end(user, static_cast<std::size_t>(session - user.open.data()));
}

void SessionCopies::end(User& user, std::size_t place) {
  const Session session = user.open[place];
  user.open.erase(user.open.begin() + static_cast<std::ptrdiff_t>(place));
  ++found_.sessions;
  // Of sessions that are alike, all but one are copies that went on as another did.
  const auto twin = std::find_if(user.ended.begin(), user.ended.end(), [&](const Session& other) {
    return (session.copy || other.copy) && other.first_track == session.first_track &&
           other.rows == session.rows && other.content == session.content;
  });
  if (twin != user.ended.end()) ++found_.alike;
  user.ended.push_back(session);
  if (user.open.empty()) user.ended.clear();
}

}  // namespace reprise
