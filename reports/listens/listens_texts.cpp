#include "reports/listens/listens_texts.h"

#include <array>
#include <chrono>
#include <numeric>

#include <fmt/format.h>

#include "reports/text/number_text.h"

namespace reprise {
namespace {

const std::array<std::pair<std::string_view, std::string_view>, 7> kReasons = {{
    {"not_a_track", "no tracks (podcasts, videos, stations, sums)"},
    {"no_track", "without a track's name or id"},
    {"bad_time", "without a time that can be"},
    {"now_playing", "still playing"},
    {"private", "private"},
    {"duplicate", "duplicates of used rows"},
    {"unreadable", "unreadable"},
}};

// Returns a reason for leaving a row out, in plain words.
std::string reason_in_words(const std::string& reason) {
  for (const auto& [name, words] : kReasons) {
    if (name == reason) return std::string(words);
  }
  return reason;
}

std::string skip_sentence(const ListensSummary& summary) {
  const std::uint64_t known =
      summary.heard_out + summary.skipped + summary.stopped + summary.not_skipped;
  if (known == 0) return "How plays ended is not known: nothing in these logs says who skipped";
  std::string text = fmt::format("{} of {} plays whose end is known were skipped ({})",
                                 count_text(summary.skipped), count_text(known),
                                 percent_of(summary.skipped, known));
  if (summary.heard_out > 0) text += fmt::format(", {} heard out", count_text(summary.heard_out));
  if (summary.stopped > 0) {
    text += fmt::format(", {} stopped by something else", count_text(summary.stopped));
  }
  if (summary.end_unknown > 0) {
    text += fmt::format("; of {} the end is not known", count_text(summary.end_unknown));
  }
  return text;
}

std::string played_sentence(const ListensSummary& summary) {
  if (summary.played_known > 0) {
    return fmt::format("How much was played is known for {} of plays: {} hours in all",
                       percent_of(summary.played_known, summary.plays),
                       fixed_text(summary.played_hours, 1));
  }
  const std::vector<std::uint64_t>& shares = summary.played_share.counts;
  const std::uint64_t known = std::accumulate(shares.begin(), shares.end(), std::uint64_t{0});
  if (known == 0) return "How much was played is not known";
  return fmt::format(
      "Which share of its track was played is known for {} of plays, how long is not",
      percent_of(known, summary.plays));
}

}  // namespace

std::string percent_of(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "n/a";
  return share_text(static_cast<double>(part) / static_cast<double>(whole), 0);
}

std::string date_text(std::int64_t milliseconds, bool relative) {
  constexpr std::int64_t kDay = 86400000;
  const std::int64_t day =
      milliseconds >= 0 ? milliseconds / kDay : (milliseconds - kDay + 1) / kDay;
  if (relative) return fmt::format("day {}", day);
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string account_sentence(const RowCounts& counts) {
  std::string text =
      fmt::format("{} {} used", amount_text(counts.rows, "row") + ",", count_text(counts.used));
  if (counts.left_out.empty()) return text + ", none left out";
  text += ", left out";
  for (std::size_t i = 0; i < counts.left_out.size(); ++i) {
    const auto& [reason, rows] = counts.left_out[i];
    text += fmt::format("{} {} {}", i == 0 ? "" : ",", count_text(rows), reason_in_words(reason));
  }
  return text;
}

std::vector<std::string> listens_facts(const ListensSummary& summary) {
  std::vector<std::string> facts;
  if (summary.plays == 0) return facts;
  facts.push_back(fmt::format(
      "{} of {} by {}, from {} to {}{}", amount_text(summary.plays, "play"),
      amount_text(summary.tracks, "track"),
      summary.artists > 0 ? amount_text(summary.artists, "artist") : "artists that are not named",
      date_text(summary.first_start, summary.relative_times),
      date_text(summary.last_start, summary.relative_times),
      summary.joined > 0
          ? fmt::format(" ({} joined to the piece before)", amount_text(summary.joined, "row"))
          : ""));
  std::string others;
  for (const auto& [gap, sessions] : summary.sessions_by_gap) {
    if (gap != 20 && gap != 60) continue;
    others += fmt::format("{}{} at {} min", others.empty() ? "" : ", ", count_text(sessions), gap);
  }
  facts.push_back(fmt::format(
      "{}, {} in each on average, with pauses below {:g} min ({})",
      amount_text(summary.sessions, "session"),
      fixed_text(static_cast<double>(summary.plays) / static_cast<double>(summary.sessions), 1),
      summary.gap_minutes, others));
  facts.push_back(skip_sentence(summary));
  facts.push_back(fmt::format(
      "The length of the track is given for {} of plays, estimated from plays that were heard out "
      "for {}, not known for {}",
      percent_of(summary.length_given, summary.plays),
      percent_of(summary.length_estimated, summary.plays),
      percent_of(summary.length_unknown, summary.plays)));
  facts.push_back(played_sentence(summary));
  if (summary.own_choice + summary.recommended > 0) {
    facts.push_back(fmt::format("{} of plays were the listener's own choice, {} were recommended",
                                percent_of(summary.own_choice, summary.plays),
                                percent_of(summary.recommended, summary.plays)));
  }
  facts.push_back(fmt::format("{} of plays repeat a track that its listener had played before",
                              percent_of(summary.repeats, summary.plays)));
  return facts;
}

std::vector<std::string> listens_remarks(const ListensSummary& summary) {
  std::vector<std::string> remarks;
  for (const ListensFileSummary& file : summary.files) {
    for (const std::string& note : file.notes) {
      remarks.push_back(fmt::format("{}: {}", file.name, note));
    }
  }
  if (summary.users == 1) {
    remarks.emplace_back(
        "these logs are one person's: they cannot tell how people differ from each other");
  }
  if (summary.without_calendar > 0 && !summary.relative_times) {
    remarks.push_back(fmt::format("{} without a calendar: {} in no date, hour or day of the week",
                                  summary.without_calendar == 1
                                      ? "1 play is"
                                      : count_text(summary.without_calendar) + " plays are",
                                  summary.without_calendar == 1 ? "it is" : "they are"));
  }
  if (summary.over_100_percent > 0) {
    // A few plays are longer than the track in every log; most are only where a unit is wrong.
    const bool most = summary.over_100_percent > 10 && 2 * summary.over_100_percent > summary.plays;
    remarks.push_back(fmt::format(
        "{} longer than the track; they count as the whole of it{}",
        summary.over_100_percent == 1
            ? "1 play is"
            : fmt::format("{} plays are", count_text(summary.over_100_percent)),
        most ? fmt::format(", and are most of the {}: are the units of the times played and of the "
                           "lengths right?",
                           amount_text(summary.plays, "play"))
             : ""));
  }
  if (summary.private_plays > 0) {
    remarks.push_back(
        fmt::format("{} private: counted here, but in no file of plays "
                    "(--drop-private leaves them out)",
                    summary.private_plays == 1 ? "1 play is"
                                               : count_text(summary.private_plays) + " plays are"));
  }
  bool extended = false;
  bool account = false;
  for (const ListensFileSummary& file : summary.files) {
    extended = extended || file.format == "spotify_extended";
    account = account || file.format == "spotify_account";
  }
  if (extended && account) {
    remarks.emplace_back(
        "Spotify's account data repeat the last year of the extended history: those plays are "
        "there twice, as those of another user; leave the account data out");
  }
  if (summary.not_fetched > 0) {
    remarks.push_back(fmt::format(
        "{} of folders {} Git LFS pointers instead of data, and {} left out; in "
        "their repository, run: git lfs install && git lfs pull",
        amount_text(summary.not_fetched, "file"), summary.not_fetched == 1 ? "holds" : "hold",
        summary.not_fetched == 1 ? "was" : "were"));
  }
  if (summary.left_closed > 0) {
    remarks.push_back(fmt::format("{} of archives and folders {} left closed: no {} of listening",
                                  amount_text(summary.left_closed, "file"),
                                  summary.left_closed == 1 ? "was" : "were",
                                  summary.left_closed == 1 ? "log" : "logs"));
  }
  return remarks;
}

}  // namespace reprise
