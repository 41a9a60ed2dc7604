#include "experiments/serving/one_session/replay.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "sim/sessions/time_text.h"
#include "sim/support/files/file.h"
#include "sim/support/suggestion.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t at = line.find(separator);
    fields.push_back(line.substr(0, at));
    if (at == std::string_view::npos) return fields;
    line.remove_prefix(at + 1);
  }
}

std::uint64_t parse_number(std::string_view text, const char* column, const Place& place) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw UserError(place, fmt::format("'{}' is '{}'; expected a whole number", column, text));
  }
  return value;
}

}  // namespace

std::vector<Action> read_actions(const std::string& path, std::size_t n_tracks) {
  const std::string content = read_file(path);
  std::vector<std::size_t> column_of = {0, 0, 0};
  std::optional<std::size_t> time_column;
  const std::vector<std::string> names = {"episode", "step", "action"};
  std::vector<Action> actions;
  int line_number = 0;
  for (std::string_view line : split(content, '\n')) {
    ++line_number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const Place place{path, line_number, 0};
    const std::vector<std::string_view> fields = split(line, ',');
    // The header says where the columns are.
    if (line_number == 1) {
      for (std::size_t i = 0; i < names.size(); ++i) {
        const auto found = std::find(fields.begin(), fields.end(), names[i]);
        if (found == fields.end()) {
          throw UserError(place, fmt::format("the header has no column '{}'; expected at least "
                                             "episode,step,action",
                                             names[i]));
        }
        column_of[i] = static_cast<std::size_t>(found - fields.begin());
      }
      const auto time = std::find(fields.begin(), fields.end(), "time");
      if (time != fields.end()) time_column = static_cast<std::size_t>(time - fields.begin());
      continue;
    }
    if (fields.size() <= *std::max_element(column_of.begin(), column_of.end())) {
      throw UserError(
          place,
          fmt::format("has {} fields, fewer than the header; expected one for each of its columns",
                      fields.size()));
    }
    // Read one action.
    Action action;
    action.episode = parse_number(fields[column_of[0]], "episode", place);
    action.step = parse_number(fields[column_of[1]], "step", place);
    const std::uint64_t track = parse_number(fields[column_of[2]], "action", place);
    if (track >= n_tracks) {
      throw UserError(place, fmt::format("'action' is {}; expected a track id from 0 to {}", track,
                                         n_tracks - 1));
    }
    action.track = static_cast<TrackId>(track);
    action.line = line_number;
    if (time_column && *time_column < fields.size()) {
      const std::string_view time = fields[*time_column];
      const std::size_t point = time.find('.');
      action.two_decimals = point != std::string_view::npos && time.size() - point == 3;
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
      session.start(world, start_of(start, nearest));
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
