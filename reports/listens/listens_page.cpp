#include "reports/listens/listens_page.h"

#include <fmt/format.h>

#include "reports/listens/account_rows.h"
#include "reports/listens/listens_texts.h"
#include "reports/pages/page_parts.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

using Row = std::vector<PageCell>;

class ListensPage {
 public:
  ListensPage(Page& page, const ListensSummary& summary, const DrawnFigures& figures)
      : page_(page), summary_(summary), figures_(figures) {}

  void write(const std::string& command) {
    page_.title("Listening logs", std::nullopt);
    page_.answer("What is in these logs, and was all of it used?",
                 page_.plain(account_sentence(summary_.counts) + "."));
    facts_part();
    figures_.say_missing(page_);
    how_much_part();
    sessions_part();
    what_part();
    who_part();
    figures_.show_others(page_);
    accounts_part();
    privacy_part();
    say_how_it_was_read(page_, {}, command);
  }

 private:
  void facts_part() {
    std::vector<std::string> facts;
    for (const std::string& fact : listens_facts(summary_)) facts.push_back(page_.plain(fact));
    for (const std::string& remark : listens_remarks(summary_)) {
      facts.push_back(page_.prose(remark));
    }
    page_.bullets(facts);
  }

  void how_much_part() {
    page_.section("How much is played, and who skips");
    figures_.show(page_, "played_share");
    figures_.show(page_, "skips_by_position");
    const std::uint64_t known = summary_.after_skip.plays + summary_.after_heard.plays;
    if (known > 0 && summary_.skipped > 0) {
      page_.paragraph(page_.plain(fmt::format(
          "Of the plays that follow a skipped one in its session {} are skipped, of those that "
          "follow one that was heard {}.",
          percent_of(summary_.after_skip.skipped, summary_.after_skip.plays),
          percent_of(summary_.after_heard.skipped, summary_.after_heard.plays))));
    }
  }

  void sessions_part() {
    page_.section("Sessions");
    figures_.show(page_, "listens_session_lengths");
    figures_.show(page_, "pauses");
    PageTable table;
    table.header = {"pause that separates, min", "sessions", "plays in each"};
    table.left = 0;
    for (const auto& [gap, sessions] : summary_.sessions_by_gap) {
      const double each =
          sessions == 0 ? 0 : static_cast<double>(summary_.plays) / static_cast<double>(sessions);
      table.rows.push_back(
          Row{std::to_string(gap), page_.plain(count_text(sessions)), fixed_text(each, 1)});
    }
    page_.table(table);
    page_.paragraph(page_.plain(
        fmt::format("Half of the sessions last longer than {} min, with pauses below {:g} min.",
                    fixed_text(summary_.median_session_minutes, 0), summary_.gap_minutes)));
  }

  void what_part() {
    page_.section("What people hear");
    figures_.show(page_, "popularity");
    page_.paragraph(page_.plain(
        fmt::format("{} of plays are of a track that the same user had played before, {} directly "
                    "after itself.",
                    percent_of(summary_.repeats, summary_.plays),
                    percent_of(summary_.immediate_repeats, summary_.plays))));
    names_table("artist", summary_.top_artists);
    names_table("track", summary_.top_tracks);
  }

  void names_table(const char* what, const std::vector<NamedPlays>& names) {
    if (names.empty()) return;
    PageTable table;
    table.header = {what, "plays", "of all"};
    for (const NamedPlays& named : names) {
      table.rows.push_back(Row{page_.prose(named.name), page_.plain(count_text(named.plays)),
                               page_.plain(percent_of(named.plays, summary_.plays))});
    }
    page_.table(table);
  }

  void who_part() {
    page_.section("Who listens, and when");
    std::string users = amount_text(summary_.users, "user");
    if (summary_.users > 1) {
      const double each = static_cast<double>(summary_.plays) / static_cast<double>(summary_.users);
      users += fmt::format(", {} plays each on average", fixed_text(each, 1));
    }
    page_.paragraph(page_.plain(users + "."));
    figures_.show(page_, "plays_per_user");
    figures_.show(page_, "by_hour");
    figures_.show(page_, "by_weekday");
  }

  void accounts_part() {
    page_.section("Accounts of the files");
    PageTable table;
    table.left = 2;
    table.header = {"file", "format"};
    for (const std::string& column : account_columns(summary_)) {
      const bool reason = table.header.size() >= 4;
      table.header.push_back(reason ? page_.code(column) : column);
    }
    constexpr std::size_t kMostFiles = 200;
    for (const AccountRow& account : account_rows(summary_, kMostFiles)) {
      Row row{account.is_file ? page_.code(account.name) : page_.plain(account.name),
              account.is_file ? page_.code(account.format) : ""};
      for (const std::uint64_t count : account.counts) {
        row.emplace_back(page_.plain(count_text(count)));
      }
      table.rows.push_back(std::move(row));
    }
    page_.table(table);
  }

  void privacy_part() {
    page_.section("What this directory says about people");
    page_.paragraph(page_.plain(
        "Names of accounts, addresses, devices and incognito plays are in none of its files. "
        "plays.csv and plays.npy still have every other play with its time, and whoever knows some "
        "of what a person heard, and when, can find them there. User ids of a service's own log "
        "are "
        "written as they are; --pseudonyms replaces them by numbers."));
  }

  Page& page_;
  const ListensSummary& summary_;
  PendingFigures figures_;
};

}  // namespace

void write_listens_page(Page& page, const ListensSummary& summary, const DrawnFigures& figures,
                        const std::string& command) {
  ListensPage(page, summary, figures).write(command);
}

}  // namespace reprise
