#include "experiments/logs/log_alarms.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "experiments/statistics/moments.h"
#include "experiments/statistics/srm.h"
#include "experiments/statistics/student_t.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

// Evenness is judged only when at least this many equal pairs are expected at random. Twice as many
// pairs are then well above the limit of looks_random().
constexpr double kEnoughPairs = 50;

class Alarms {
 public:
  Alarms(const ReadLog& log, std::optional<double> budget)
      : log_(log), totals_(log.totals), budget_(budget) {}

  std::vector<std::string> raise() {
    look_at_lines();
    look_at_sessions();
    look_at_users();
    if (budget_) look_at_budget();
    look_for_random();
    return std::move(alarms_);
  }

 private:
  // Says which part of recommendations that are spread evenly comes from lists all the same.
  void say_lists(std::size_t treatment, const Evenness& even, const ListShare& user,
                 const ListShare& track) {
    const bool of_users = user.repeats() && (!track.repeats() || user.share >= track.share);
    const ListShare& lists = of_users ? user : track;
    const std::string part = lists.share == 0
                                 ? "a part of them"
                                 : fmt::format("about {:.0f} % of them", 100 * lists.share);
    say("{}: its {} recommendations are spread over {} tracks nearly as evenly as draws at random, "
        "but {} {} than such draws would: lists explain {}; is a list missing for the rest?",
        log_.treatments[treatment], count_text(even.recommendations), count_text(even.n_tracks),
        of_users ? "name the same track to the same user"
                 : "name the same track after the same track",
        lists.expected > 0 ? fmt::format("{:.0f} times as often", lists.pairs / lists.expected)
                           : "more often",
        part);
  }

  template <class... Arguments>
  void say(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
    alarms_.push_back(fmt::format(text, std::forward<Arguments>(arguments)...));
  }

  // Returns the words "1 row is", "1,000 rows are".
  static std::string so_many_are(std::uint64_t count, const char* what) {
    return fmt::format("{} {}", amount_text(count, what), count == 1 ? "is" : "are");
  }

  std::string place(const Oddity& oddity) const {
    return log_place(log_.inputs[oddity.file].path, oddity.line).str();
  }

  void look_at_lines() {
    const BadLines& bad = log_.bad_lines;
    if (bad.count > 0) {
      say("{} no {} of a log and left out; the first: {}", so_many_are(bad.count, "line"),
          bad.count == 1 ? "row" : "rows", bad.first);
    }
    if (bad.cut_off > 0) {
      say("{} cut off by the end of a file and left out: was the log copied while it was written?",
          so_many_are(bad.cut_off, "row"));
    }
    if (totals_.other_rows > 0) {
      say("{} of {} {} of no treatment of {} and left out", amount_text(totals_.other_rows, "row"),
          count_text(totals_.other_rows + totals_.rows), totals_.other_rows == 1 ? "is" : "are",
          log_.experiment);
    }
  }

  void look_at_sessions() {
    std::uint64_t unfinished = 0;
    std::uint64_t rows = 0;
    std::vector<std::string> where;
    for (std::size_t i = 0; i < totals_.treatments.size(); ++i) {
      const LogTreatment& treatment = totals_.treatments[i];
      unfinished += treatment.unfinished;
      rows += treatment.unfinished_rows;
      if (treatment.unfinished == 0) continue;
      where.push_back(fmt::format("{} {}", log_.treatments[i], count_text(treatment.unfinished)));
    }
    if (unfinished > 0) {
      say("{} never ended and {} left out ({}; {}): was the log copied too early, or is a file of "
          "it missing?",
          amount_text(unfinished, "session"), unfinished == 1 ? "is" : "are",
          fmt::join(where, ", "), amount_text(rows, "row"));
    }
    // Rows of copies alternate, and are no sign of anything else.
    const CopiedSessions& copied = totals_.copied;
    const bool copies_alone =
        copied.copies.count > 0 && copied.side_by_side.count == 0 && copied.unexplained.count == 0;
    if (copied.copies.count > 0) {
      const std::uint64_t copies = copied.copies.count;
      const std::uint64_t left = copied.sessions - copies;
      say("{} of others: at the same time the same user begins with the same track (first at {}), "
          "as when `multi` forks simulators that share one state of the generator; {} of them go "
          "on row by row as the other does; {} left: start simulators one by one, each with a "
          "--seed of its own",
          copies == 1 ? "1 session is a copy"
                      : fmt::format("{} sessions are copies", count_text(copies)),
          place(copied.copies), count_text(std::min(copied.alike, copies)),
          left == 1 ? "1 independent session is"
                    : fmt::format("{} independent sessions are", count_text(left)));
    }
    if (const Oddity& odd = totals_.mixed_sessions; odd.count > 0 && !copies_alone) {
      say("{} on with another track than was recommended (first at {}): sessions of one user that "
          "ran at the same time are mixed, or rows are missing or doubled",
          odd.count == 1 ? "1 session goes" : fmt::format("{} sessions go", count_text(odd.count)),
          place(odd));
    }
    if (const Oddity& odd = totals_.headless_sessions; odd.count > 0 && !copies_alone) {
      say("{} with a track that was not played whole (first at {}): their first rows are missing, "
          "or they are the rest of mixed ones",
          odd.count == 1 ? "1 session begins"
                         : fmt::format("{} sessions begin", count_text(odd.count)),
          place(odd));
    }
    if (const Oddity& odd = totals_.odd_times; odd.count > 0) {
      say("{} a time outside 0 to 1 (first at {}); they are counted as they are",
          odd.count == 1 ? "1 row has" : fmt::format("{} rows have", count_text(odd.count)),
          place(odd));
    }
  }

  void look_at_users() {
    if (const Oddity& odd = totals_.changed_users; odd.count > 0) {
      say("{} in more than one treatment (first at {}): the split was changed meanwhile, or it is "
          "none; they count in each of theirs",
          so_many_are(odd.count, "user"), place(odd));
    }
    std::vector<std::uint64_t> users;
    std::vector<std::string> said;
    for (std::size_t i = 0; i < totals_.treatments.size(); ++i) {
      users.push_back(totals_.treatments[i].users.size());
      said.push_back(fmt::format("{} {}", log_.treatments[i], count_text(users.back())));
    }
    const SampleRatio ratio = sample_ratio(users, std::vector<double>(users.size(), 1.0));
    if (ratio.alarm()) {
      say("sample ratio mismatch: users ({}) are not split equally (p = {:.2g}), so the split or "
          "the log is broken, and a comparison of the treatments means nothing",
          fmt::join(said, ", "), ratio.p);
    }
  }

  void look_at_budget() {
    for (std::size_t i = 0; i < totals_.treatments.size(); ++i) {
      std::vector<double> spent;
      for (const LogUser& user : totals_.treatments[i].users) {
        if (user.sessions == 0) continue;
        spent.push_back((static_cast<double>(user.tracks) - user.time) /
                        static_cast<double>(user.sessions));
      }
      if (spent.size() < 2) continue;
      const Moments users = moments(spent);
      const double n = static_cast<double>(users.n);
      const StudentInterval off = student_interval(
          users.mean - *budget_, std::sqrt(users.variance / n), n - 1, kAlarmLevel);
      if (!off.excludes_zero()) continue;
      say("{}: tracks - time is {:.3f} in a session [{:.3f}, {:.3f}] instead of the budget of {} "
          "that a session spends: rows are missing or doubled, or the budget is another (--budget)",
          log_.treatments[i], users.mean, *budget_ + off.lower, *budget_ + off.upper, *budget_);
    }
  }

  void look_for_random() {
    const auto n_tracks = static_cast<std::uint64_t>(totals_.most_track + 1);
    for (std::size_t i = 0; i < totals_.treatments.size(); ++i) {
      const Evenness even = evenness(totals_.treatments[i], n_tracks);
      if (!even.looks_random()) continue;
      const ListShare user = totals_.treatments[i].repeats.by_user(n_tracks);
      const ListShare track = totals_.treatments[i].repeats.by_track(n_tracks);
      if (user.repeats() || track.repeats()) {
        say_lists(i, even, user, track);
        continue;
      }
      say("{} behaves like random: its {} recommendations are spread over {} tracks as evenly as "
          "draws at random ({:.0f} pairs are alike, {:.0f} expected); unless it is meant to, is "
          "its list there?",
          log_.treatments[i], count_text(even.recommendations), count_text(even.n_tracks),
          even.alike, even.expected);
    }
  }

  const ReadLog& log_;
  const LogTotals& totals_;
  std::optional<double> budget_;
  std::vector<std::string> alarms_;
};

}  // namespace

Evenness evenness(const LogTreatment& treatment, std::uint64_t n_tracks) {
  Evenness even;
  even.n_tracks = n_tracks;
  for (const auto& [track, count] : treatment.recommended) {
    even.recommendations += count;
    even.alike += 0.5 * static_cast<double>(count) * static_cast<double>(count - 1);
  }
  const auto n = static_cast<double>(even.recommendations);
  if (n > 0 && n_tracks > 0) even.expected = n * (n - 1) / 2 / static_cast<double>(n_tracks);
  return even;
}

bool Evenness::looks_random() const {
  if (expected < kEnoughPairs) return false;
  const double most = kUnevenKeys * expected;
  return alike <= most + 3 * std::sqrt(most);
}

std::vector<std::string> log_alarms(const ReadLog& log, std::optional<double> budget) {
  return Alarms(log, budget).raise();
}

}  // namespace reprise
