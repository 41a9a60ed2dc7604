#include "experiments/listens/summarize_listens.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace reprise {
namespace {

constexpr std::size_t kShareBins = 20;
constexpr std::size_t kLongestSession = 100;  // plays; longer ones are counted as of this many
constexpr std::size_t kPositions = 30;
constexpr std::size_t kTop = 15;
constexpr double kMinute = 60000;

RowCounts counts_of(const RowAccount& account) {
  RowCounts counts{account.rows, account.used, {}};
  for (std::size_t reason = 1; reason < kLeftOutReasons; ++reason) {
    if (account.left_out[reason] == 0) continue;
    counts.left_out.emplace_back(left_out_name(static_cast<LeftOut>(reason)),
                                 account.left_out[reason]);
  }
  return counts;
}

std::optional<std::string> stamp_of(const ListeningLog& log) {
  bool starts = false;
  bool ends = false;
  for (const ListenedFile& file : log.files) {
    starts = starts || file.stamp == Stamp::start;
    ends = ends || file.stamp == Stamp::end;
  }
  if (!starts && !ends) return std::nullopt;
  return starts && ends ? "mixed" : starts ? "start" : "end";
}

void count_in_bins(BinnedCounts& bins, double value) {
  // A dozen comparisons that are always made are faster than a few that cannot be foreseen.
  std::size_t below = 0;
  for (const double edge : bins.edges) below += value >= edge ? 1 : 0;
  ++bins.counts[std::min(std::max<std::size_t>(below, 1), bins.counts.size()) - 1];
}

BinnedCounts bins_from(std::vector<double> edges, std::size_t counts) {
  return {std::move(edges), std::vector<std::uint64_t>(counts)};
}

class Summary {
 public:
  Summary(const ListeningLog& log, const TrackLengths& lengths, const ListensRequest& request)
      : log_(log), lengths_(lengths) {
    summary_.gap_minutes = request.gap_minutes;
  }

  ListensSummary make() {
    count_files();
    make_bins();
    count_plays();
    count_sessions_of_users();
    count_names();
    const std::vector<int> gaps = {20, 30, 40, 50, 60};
    const std::vector<std::uint64_t> sessions = count_sessions(log_.plays, gaps);
    for (std::size_t i = 0; i < gaps.size(); ++i) {
      summary_.sessions_by_gap.emplace_back(gaps[i], sessions[i]);
    }
    return std::move(summary_);
  }

 private:
  void count_files() {
    summary_.counts = counts_of(log_.total);
    for (const ListenedFile& file : log_.files) {
      summary_.files.push_back({file.shown_name, file.format, counts_of(file.account), file.notes});
    }
    summary_.left_closed = log_.left_closed;
    summary_.not_fetched = log_.not_fetched;
    summary_.stamp = stamp_of(log_);
  }

  void make_bins() {
    std::vector<double> shares(kShareBins + 1);
    for (std::size_t i = 0; i <= kShareBins; ++i) {
      shares[i] = static_cast<double>(i) / kShareBins;
    }
    summary_.played_share = bins_from(shares, kShareBins);
    const std::vector<double> pauses = {0, 0.1, 1, 5, 10, 20, 30, 60, 120, 360, 720, 1440, 10080};
    summary_.pauses = bins_from(pauses, pauses.size());
    std::vector<double> plays = {1};
    while (plays.size() < 21) plays.push_back(2 * plays.back());
    summary_.plays_per_user = bins_from(plays, plays.size());
    summary_.by_hour.assign(24, 0);
    summary_.by_weekday.assign(7, 0);
    summary_.skips_by_position.assign(kPositions, {});
  }

  void count_plays() {
    summary_.plays = log_.plays.size();
    summary_.joined = log_.joined;
    summary_.without_calendar = static_cast<std::uint64_t>(std::count_if(
        log_.plays.begin(), log_.plays.end(), [](const Play& play) { return play.relative; }));
    summary_.relative_times =
        summary_.without_calendar > 0 && summary_.without_calendar == summary_.plays;
    double played = 0;
    bool first = true;
    for (const Play& play : log_.plays) {
      count_end(play);
      // Beside times of a calendar, those without one mean nothing.
      if (play.relative == summary_.relative_times) {
        summary_.first_start = first ? play.start : std::min(summary_.first_start, play.start);
        summary_.last_start = first ? play.start : std::max(summary_.last_start, play.start);
        first = false;
        count_time(play);
      }
      if (play.choice == Choice::own) ++summary_.own_choice;
      if (play.choice == Choice::recommended) ++summary_.recommended;
      if (play.private_play) ++summary_.private_plays;
      if (play.played != Play::kUnknown && !play.share_only) {
        ++summary_.played_known;
        played += play.played;
      }
      const bool given = play.length != Play::kUnknown;
      ++(given                                 ? summary_.length_given
         : lengths_.of(play) != Play::kUnknown ? summary_.length_estimated
                                               : summary_.length_unknown);
      const double share = played_share(play, lengths_);
      if (share < 0) continue;
      if (share > 1) ++summary_.over_100_percent;
      const auto bin = static_cast<std::size_t>(std::min(share, 1.0) * kShareBins);
      ++summary_.played_share.counts[std::min(bin, kShareBins - 1)];
    }
    summary_.played_hours = played / kMinute / 60;
  }

  void count_end(const Play& play) {
    switch (play.end) {
      case PlayEnd::heard_out:
        ++summary_.heard_out;
        break;
      case PlayEnd::skipped:
        ++summary_.skipped;
        break;
      case PlayEnd::stopped:
        ++summary_.stopped;
        break;
      case PlayEnd::not_skipped:
        ++summary_.not_skipped;
        break;
      case PlayEnd::unknown:
        ++summary_.end_unknown;
        break;
    }
  }

  void count_time(const Play& play) {
    constexpr std::int64_t kHour = 3600000;
    const std::int64_t hours =
        play.start >= 0 ? play.start / kHour : (play.start - kHour + 1) / kHour;
    const std::int64_t days = hours >= 0 ? hours / 24 : (hours - 23) / 24;
    ++summary_.by_hour[static_cast<std::size_t>(hours - days * 24)];
    // 1970-01-01 was a Thursday.
    ++summary_.by_weekday[static_cast<std::size_t>(((days + 3) % 7 + 7) % 7)];
  }

  void count_sessions_of_users() {
    std::vector<std::uint64_t> lengths(kLongestSession);
    std::vector<double> minutes;
    std::vector<std::uint32_t> heard_by(log_.tracks.size(), kNobody);
    std::size_t user_begin = 0;
    std::size_t session_begin = 0;
    const auto end_session = [&](std::size_t end) {
      if (end == session_begin) return;
      ++summary_.sessions;
      ++lengths[std::min(end - session_begin, kLongestSession) - 1];
      std::int64_t last = 0;
      for (std::size_t i = session_begin; i < end; ++i) {
        last = i == session_begin ? log_.plays[i].end_time()
                                  : std::max(last, log_.plays[i].end_time());
      }
      minutes.push_back(static_cast<double>(last - log_.plays[session_begin].start) / kMinute);
    };
    for (std::size_t i = 0; i < log_.plays.size(); ++i) {
      const Play& play = log_.plays[i];
      const bool new_user = i == 0 || log_.plays[i - 1].user != play.user;
      if (new_user) {
        if (i > 0) count_in_bins(summary_.plays_per_user, static_cast<double>(i - user_begin));
        ++summary_.users;
        user_begin = i;
      }
      if (play.begins_session) {
        end_session(i);
        session_begin = i;
      }
      if (!new_user) {
        const Play& before = log_.plays[i - 1];
        const std::int64_t pause = std::max<std::int64_t>(0, play.start - before.end_time());
        count_in_bins(summary_.pauses, static_cast<double>(pause) / kMinute);
        if (before.track == play.track) ++summary_.immediate_repeats;
      }
      count_skip(i, session_begin);
      if (heard_by[play.track] == play.user) ++summary_.repeats;
      heard_by[play.track] = play.user;
    }
    end_session(log_.plays.size());
    if (!log_.plays.empty()) {
      count_in_bins(summary_.plays_per_user, static_cast<double>(log_.plays.size() - user_begin));
    }
    while (lengths.size() > 1 && lengths.back() == 0) lengths.pop_back();
    summary_.session_lengths = std::move(lengths);
    if (!minutes.empty()) {
      const auto middle = minutes.begin() + static_cast<std::ptrdiff_t>(minutes.size() / 2);
      std::nth_element(minutes.begin(), middle, minutes.end());
      summary_.median_session_minutes = *middle;
    }
  }

  void count_skip(std::size_t i, std::size_t session_begin) {
    const Play& play = log_.plays[i];
    if (play.end == PlayEnd::unknown) return;
    const std::uint64_t skipped = play.end == PlayEnd::skipped ? 1 : 0;
    if (i - session_begin < kPositions) {
      SkipsAt& at = summary_.skips_by_position[i - session_begin];
      ++at.plays;
      at.skipped += skipped;
    }
    if (i == session_begin) return;
    const PlayEnd before = log_.plays[i - 1].end;
    if (before == PlayEnd::unknown || before == PlayEnd::stopped) return;
    SkipsAt& after = before == PlayEnd::skipped ? summary_.after_skip : summary_.after_heard;
    ++after.plays;
    after.skipped += skipped;
  }

  void count_names() {
    // Tracks that were heard in private alone are counted, but not named.
    std::vector<std::uint64_t> tracks(log_.tracks.size());
    std::vector<std::uint64_t> named_tracks(log_.tracks.size());
    for (const Play& play : log_.plays) {
      ++tracks[play.track];
      if (!play.private_play) ++named_tracks[play.track];
    }
    std::vector<std::uint64_t> artists(log_.artists.size());
    std::vector<std::uint64_t> named_artists(log_.artists.size());
    for (std::size_t track = 0; track < tracks.size(); ++track) {
      const std::uint32_t artist = log_.tracks[track].artist;
      if (tracks[track] > 0) ++summary_.tracks;
      if (artist == LogTrack::kNoArtist) continue;
      artists[artist] += tracks[track];
      named_artists[artist] += named_tracks[track];
    }
    summary_.artists = static_cast<std::uint64_t>(
        std::count_if(artists.begin(), artists.end(), [](std::uint64_t n) { return n > 0; }));
    summary_.top_artists =
        top_of(named_artists, [this](std::size_t artist) { return log_.artists[artist]; });
    summary_.top_tracks = top_of(named_tracks, [this](std::size_t track) {
      const LogTrack& found = log_.tracks[track];
      const std::string title = found.title.empty() ? found.id : found.title;
      if (found.artist == LogTrack::kNoArtist) return title;
      return log_.artists[found.artist] + ": " + title;
    });
    make_popularity(std::move(tracks));
  }

  template <class Name>
  static std::vector<NamedPlays> top_of(const std::vector<std::uint64_t>& plays, const Name& name) {
    std::vector<std::size_t> order(plays.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::size_t n = std::min(kTop, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(n), order.end(),
                      [&plays](std::size_t a, std::size_t b) {
                        return plays[a] != plays[b] ? plays[a] > plays[b] : a < b;
                      });
    std::vector<NamedPlays> top;
    for (std::size_t i = 0; i < n && plays[order[i]] > 0; ++i) {
      top.push_back({name(order[i]), plays[order[i]]});
    }
    return top;
  }

  void make_popularity(std::vector<std::uint64_t> tracks) {
    std::sort(tracks.begin(), tracks.end(), std::greater<>());
    while (!tracks.empty() && tracks.back() == 0) tracks.pop_back();
    const auto all = static_cast<double>(summary_.plays);
    std::uint64_t sum = 0;
    double next = 1;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
      sum += tracks[i];
      if (static_cast<double>(i + 1) < next && i + 1 < tracks.size()) continue;
      summary_.popularity.push_back({i + 1, static_cast<double>(sum) / all});
      constexpr double kStep = 1.15;
      while (next <= static_cast<double>(i + 1)) next *= kStep;
    }
  }

  static constexpr std::uint32_t kNobody = 0xffffffff;

  const ListeningLog& log_;
  const TrackLengths& lengths_;
  ListensSummary summary_;
};

}  // namespace

ListensSummary summarize_listens(const ListeningLog& log, const TrackLengths& lengths,
                                 const ListensRequest& request) {
  return Summary(log, lengths, request).make();
}

}  // namespace reprise
