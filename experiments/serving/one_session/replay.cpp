#include "experiments/serving/one_session/replay.h"

#include <fmt/format.h>

#include "sim/sessions/time_text.h"
#include "sim/support/files/csv_rows.h"
#include "sim/support/files/file.h"
#include "sim/support/user_error.h"

namespace reprise {

std::vector<Action> read_actions(const std::string& path, std::size_t n_tracks) {
  const std::string content = read_file(path);
  enum Column : std::size_t { kEpisode, kStep, kAction };
  CsvRows rows(path, content, {"episode", "step", "action"});
  std::vector<Action> actions;
  while (rows.next()) {
    const Place place = rows.place();
    Action action;
    action.episode = static_cast<std::uint64_t>(rows.whole_number(kEpisode, 0));
    action.step = static_cast<std::uint64_t>(rows.whole_number(kStep, 0));
    const std::int64_t track = rows.whole_number(kAction, 0);
    if (track >= static_cast<std::int64_t>(n_tracks)) {
      throw UserError(place, fmt::format("'action' is {}; expected a track id from 0 to {}", track,
                                         n_tracks - 1));
    }
    action.track = static_cast<TrackId>(track);
    action.line = rows.line();
    if (const std::optional<std::string_view> time = rows.find("time")) {
      const std::size_t point = time->find('.');
      action.two_decimals = point != std::string_view::npos && time->size() - point == 3;
    }
    // Check that the action follows the action before.
    const bool first = actions.empty();
    const std::uint64_t last_episode = first ? 0 : actions.back().episode;
    const std::uint64_t last_step = first ? 0 : actions.back().step;
    const bool next_step = action.episode == last_episode && action.step == last_step + 1;
    const bool next_episode = !first && action.episode == last_episode + 1 && action.step == 1;
    if (!next_step && !next_episode) {
      throw UserError(place, fmt::format("episode {}, step {} is out of order; episodes run from 0 "
                                         "and steps from 1, without gaps",
                                         action.episode, action.step));
    }
    actions.push_back(action);
  }
  if (actions.empty())
    throw UserError({path, 0, 0}, "holds no actions; expected rows of episode,step,action");
  return actions;
}

namespace {

std::string trace_time(Hundredths time, bool two_decimals) {
  return two_decimals ? fmt::format("{}.{:02}", time / 100, time % 100) : time_text(time);
}

}  // namespace

Replay replay(const World& world, NearestTracks& nearest, SequentialDraws& draws,
              const std::vector<Action>& actions, const std::string& source) {
  Replay result;
  result.trace = "episode,step,user,first_track,action,time,budget_after,done\n";
  const bool two_decimals = world.catalog.embeddings.are_halves();
  if (world.user_model != nullptr && (!draws.model() || remembers_users(world))) {
    throw UserError(fmt::format(
        "the users of this world, {}, {}", world.user_model->sentence(),
        remembers_users(world)
            ? fmt::format("remember earlier sessions, which a replay does not; leave out {}",
                          world.user_model->remembering_parts())
            : "are not the Python simulator's, whose stream has no draws for them; replay with "
              "'--random streams', or leave 'users.model' out"));
  }
  Session session;
  for (std::size_t i = 0; i < actions.size(); ++i) {
    const Action& action = actions[i];
    const Place place{source, action.line, 0};
    // Begin a session at the first step of an episode, when the session before is over.
    if (action.step == 1) {
      if (i > 0 && !session.over()) {
        throw UserError(place,
                        fmt::format("episode {} goes on: its session still has a budget of {} "
                                    "after step {}; add actions until it has none",
                                    action.episode - 1, session.budget(), actions[i - 1].step));
      }
      const StartDraw start = draws.start();
      const NearestQuery query{start.interest, start.neighbours};
      nearest.require({&query, 1});
      const std::optional<ModelDraws> model = draws.model();
      session.start(world, start_of(start, nearest), model ? &*model : nullptr);
    } else if (session.over()) {
      throw UserError(
          place,
          fmt::format("episode {} was over after step {}; this action is too many; remove it",
                      action.episode, action.step - 1));
    }
    const Hundredths time = session.play(action.track, draws.leave());
    result.trace +=
        fmt::format("{},{},{},{},{},{},{},{}\n", action.episode, action.step,
                    world.users.ids[session.user()], session.playbacks().first(), action.track,
                    trace_time(time, action.two_decimals.value_or(two_decimals)), session.budget(),
                    session.over() ? 1 : 0);
  }
  if (!session.over() && world.user_model != nullptr) {
    throw UserError({source, actions.back().line, 0},
                    "the last episode goes on: its user has not left; add actions until they do");
  }
  if (!session.over()) {
    throw UserError(
        {source, actions.back().line, 0},
        fmt::format(
            "the last episode goes on: its session still has a budget of {}; add actions until it "
            "has none",
            session.budget()));
  }
  result.next_unit = draws.leave();
  return result;
}

}  // namespace reprise
