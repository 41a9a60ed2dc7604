// The figures of listening logs, each a row of bars.
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "reports/listens/bar_figure.h"
#include "reports/listens/listens_figure.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

std::uint64_t sum_of(const std::vector<std::uint64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

std::string played_share(const ListensSummary& summary) {
  const BinnedCounts& bins = summary.played_share;
  BarFigure figure{"played_share", "How much of a track is played", {}, {}, {}, {}, {}};
  figure.subtitle =
      fmt::format("{} whose share is known, {} of them longer than the track",
                  amount_text(sum_of(bins.counts), "play"), count_text(summary.over_100_percent));
  for (std::size_t i = 0; i < bins.counts.size(); ++i) {
    figure.labels.push_back(fmt::format("{:.0f}%", 100 * bins.edges[i]));
  }
  figure.percent = percent_of_sum(bins.counts);
  figure.label_title = "share of the track's length, from";
  figure.percent_title = "of plays";
  return bar_figure_script(figure);
}

std::string by_hour(const ListensSummary& summary) {
  if (summary.relative_times) return {};
  BarFigure figure{"by_hour", "At what hour people listen", {}, {}, {}, {}, {}};
  figure.subtitle = fmt::format("{}, by the clock of the log",
                                amount_text(summary.plays - summary.without_calendar, "play"));
  for (std::size_t hour = 0; hour < summary.by_hour.size(); ++hour) {
    figure.labels.push_back(std::to_string(hour));
  }
  figure.percent = percent_of_sum(summary.by_hour);
  figure.label_title = "hour of the day";
  figure.percent_title = "of plays";
  return bar_figure_script(figure);
}

std::string by_weekday(const ListensSummary& summary) {
  if (summary.relative_times) return {};
  BarFigure figure{"by_weekday", "On what day people listen", {}, {}, {}, {}, {}};
  figure.subtitle = fmt::format("{}, by the clock of the log",
                                amount_text(summary.plays - summary.without_calendar, "play"));
  figure.labels = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  constexpr std::size_t kShort = 3;
  if (narrow_figures()) {
    for (std::string& day : figure.labels) day.resize(kShort);
  }
  figure.percent = percent_of_sum(summary.by_weekday);
  figure.percent_title = "of plays";
  return bar_figure_script(figure);
}

std::string session_lengths(const ListensSummary& summary) {
  BarFigure figure{"listens_session_lengths", "How long sessions last", {}, {}, {}, {}, {}};
  figure.subtitle = fmt::format("{}, with pauses below {:g} min",
                                amount_text(summary.sessions, "session"), summary.gap_minutes);
  for (std::size_t i = 0; i < summary.session_lengths.size(); ++i) {
    figure.labels.push_back(std::to_string(i + 1));
  }
  figure.percent = percent_of_sum(summary.session_lengths);
  figure.label_title = "plays in a session; the last bar: or more";
  figure.percent_title = "of sessions";
  return bar_figure_script(figure);
}

std::string skips_by_position(const ListensSummary& summary) {
  if (summary.skipped == 0) return {};
  BarFigure figure{"skips_by_position",
                   "How many plays are skipped in the course of a session",
                   {},
                   {},
                   {},
                   {},
                   {}};
  figure.line = true;
  figure.subtitle = "plays whose end is known; places with fewer than 20 of them are left out";
  for (std::size_t i = 0; i < summary.skips_by_position.size(); ++i) {
    const SkipsAt& at = summary.skips_by_position[i];
    constexpr std::uint64_t kFew = 20;
    figure.labels.push_back(std::to_string(i + 1));
    figure.percent.push_back(at.plays < kFew ? std::numeric_limits<double>::quiet_NaN()
                                             : 100 * static_cast<double>(at.skipped) /
                                                   static_cast<double>(at.plays));
  }
  figure.label_title = "place in the session";
  figure.percent_title = "of plays are skipped";
  return bar_figure_script(figure);
}

std::string pauses(const ListensSummary& summary) {
  BarFigure figure{"pauses", "How long the pauses between plays are", {}, {}, {}, {}, {}};
  figure.subtitle = "from the end of a play to the start of the next of the same user";
  figure.labels = {"none", "6 s", "1 min", "5 min", "10 min", "20 min", "30 min",
                   "1 h",  "2 h", "6 h",   "12 h",  "1 d",    "1 w"};
  figure.percent = percent_of_sum(summary.pauses.counts);
  figure.label_title = "pause, from";
  figure.percent_title = "of pauses";
  return bar_figure_script(figure);
}

std::string popularity(const ListensSummary& summary) {
  BarFigure figure{
      "popularity", "How much of all listening the most played tracks have", {}, {}, {}, {}, {}};
  figure.line = true;
  figure.subtitle = fmt::format("{} of {}", amount_text(summary.plays, "play"),
                                amount_text(summary.tracks, "track"));
  for (const PopularityPoint& point : summary.popularity) {
    figure.labels.push_back(count_text(point.top));
    figure.percent.push_back(100 * point.share);
  }
  figure.label_title = "so many of the most played tracks";
  figure.percent_title = "of plays";
  return bar_figure_script(figure);
}

std::string plays_per_user(const ListensSummary& summary) {
  if (summary.users < 2) return {};
  BarFigure figure{"plays_per_user", "How much people listen", {}, {}, {}, {}, {}};
  figure.subtitle = amount_text(summary.users, "user");
  std::size_t last = summary.plays_per_user.counts.size();
  while (last > 1 && summary.plays_per_user.counts[last - 1] == 0) --last;
  std::vector<std::uint64_t> counts = summary.plays_per_user.counts;
  counts.resize(last);
  for (std::size_t i = 0; i < last; ++i) {
    figure.labels.push_back(
        count_text(static_cast<std::uint64_t>(summary.plays_per_user.edges[i])));
  }
  figure.percent = percent_of_sum(counts);
  figure.label_title = "plays of a user, from";
  figure.percent_title = "of users";
  return bar_figure_script(figure);
}

const ListensFigureRegistration registrations[] = {
    ListensFigureRegistration({"played_share", "How much of a track is played", 1, played_share}),
    ListensFigureRegistration({"skips_by_position",
                               "How many plays are skipped in the course of a session", 2,
                               skips_by_position}),
    ListensFigureRegistration(
        {"listens_session_lengths", "How long sessions last", 3, session_lengths}),
    ListensFigureRegistration({"pauses", "How long the pauses between plays are", 4, pauses}),
    ListensFigureRegistration(
        {"popularity", "How much of all listening the most played tracks have", 5, popularity}),
    ListensFigureRegistration({"plays_per_user", "How much people listen", 6, plays_per_user}),
    ListensFigureRegistration({"by_hour", "At what hour people listen", 7, by_hour}),
    ListensFigureRegistration({"by_weekday", "On what day people listen", 8, by_weekday})};

}  // namespace
}  // namespace reprise
