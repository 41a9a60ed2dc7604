#include "reports/fit/person_report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "reports/console/console_text.h"
#include "reports/fit/fit_texts.h"
#include "reports/pages/page_parts.h"
#include "reports/results/optional_json.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

std::string answer(const PersonSummary& summary) {
  return fmt::format(
      "One person is no population: verdicts on people in general are those of the world's {}. "
      "What "
      "policies do to this one is known as far as {} tell.",
      amount_text(summary.world_users, "other user"),
      summary.shares > 0 ? fmt::format("{} and {}", amount_text(summary.sessions, "session"),
                                       amount_text(summary.shares, "share"))
                         : amount_text(summary.sessions, "session"));
}

std::vector<std::string> facts_of(const PersonSummary& summary) {
  const std::uint64_t matched = summary.matched_by_id + summary.matched_by_names;
  std::vector<std::string> facts;
  facts.push_back(
      fmt::format("{} of {} plays are of tracks that the world has: {} of {} tracks, {} "
                  "by id and {} by artist and title",
                  count_text(summary.matched_plays), count_text(summary.plays), count_text(matched),
                  count_text(summary.tracks), count_text(summary.matched_by_id),
                  count_text(summary.matched_by_names)));
  facts.push_back(
      fmt::format("{} in which any of them was heard; of {} it is known which share was heard",
                  amount_text(summary.sessions, "session"), amount_text(summary.shares, "play")));
  facts.push_back(fmt::format(
      "to play this user alone: reprise play --world DIR --user '{0}', or users: {{only: "
      "{{person: '{0}'}}}} of a world in an experiment",
      printable(summary.id)));
  return facts;
}

std::string source_of(PartSource source) {
  return source == PartSource::fitted ? "the export" : "the world's users";
}

}  // namespace

std::string write_person_console(const PersonSummary& summary, int width, bool colour) {
  ConsoleText text(width, colour);
  text.begin_part();
  text.title("A person in a world", printable(summary.id));
  text.paragraph(answer(summary), 2, TextStyle::strong);
  text.begin_part();
  for (const std::string& fact : facts_of(summary)) {
    text.paragraph(fact + ".", 2, TextStyle::plain);
  }
  text.begin_part();
  TextTable interests;
  interests.columns = {{"interest", Align::left}, {"by", Align::left}, {"track"}, {"of sessions"}};
  for (const PersonInterest& interest : summary.interests) {
    interests.rows.push_back({{printable(interest.title)},
                              {printable(interest.artist)},
                              {std::to_string(interest.track)},
                              {share_text(interest.sessions, 0)}});
  }
  text.table(interests);
  text.begin_part();
  TextTable traits;
  traits.columns = {{"trait", Align::left}, {"from", Align::left}, {"value"}, {"between users"}};
  for (const FitPart& trait : summary.traits) {
    traits.rows.push_back({{trait.name},
                           {source_of(trait.source)},
                           {value_text(trait.value, trait.error)},
                           {trait.spread ? fmt::format("{:.3g}", *trait.spread) : ""}});
  }
  text.table(traits);
  text.begin_part();
  for (const FitPart& trait : summary.traits) {
    text.paragraph(fmt::format("{}: {}.", trait.name, trait.remark), 4, TextStyle::faint);
  }
  return text.take();
}

std::string write_person_json(const PersonSummary& summary) {
  nlohmann::ordered_json json;
  json["user"] = summary.id;
  json["answer"] = answer(summary);
  json["files"] = summary.files;
  json["world"] = {{"description", summary.world},
                   {"tracks", summary.world_tracks},
                   {"users", summary.world_users}};
  json["plays"] = summary.plays;
  json["matched_plays"] = summary.matched_plays;
  json["tracks"] = summary.tracks;
  json["matched_by_id"] = summary.matched_by_id;
  json["matched_by_names"] = summary.matched_by_names;
  json["sessions"] = summary.sessions;
  json["shares"] = summary.shares;
  json["interests"] = nlohmann::ordered_json::array();
  for (const PersonInterest& interest : summary.interests) {
    json["interests"].push_back({{"track", interest.track},
                                 {"artist", interest.artist},
                                 {"title", interest.title},
                                 {"sessions", interest.sessions}});
  }
  json["traits"] = nlohmann::ordered_json::array();
  for (const FitPart& trait : summary.traits) {
    json["traits"].push_back({{"part", trait.part},
                              {"name", trait.name},
                              {"source", trait.source == PartSource::fitted ? "export" : "world"},
                              {"value", trait.value},
                              {"error", optional_json(trait.error)},
                              {"spread_of_users", optional_json(trait.spread)},
                              {"remark", trait.remark}});
  }
  return json.dump(2) + "\n";
}

void write_person_page(Page& page, const PersonSummary& summary, const std::string& command) {
  page.title("A person in a world", summary.id);
  page.answer("What can be learned from one person?", page.plain(answer(summary)));
  std::vector<std::string> facts;
  for (const std::string& fact : facts_of(summary)) facts.push_back(page.plain(fact + "."));
  facts.push_back("The world: " + page.prose(summary.world) + ".");
  page.bullets(facts);
  page.section("Interests");
  PageTable interests;
  interests.left = 2;
  interests.header = {"track", "artist", "number", "of sessions"};
  for (const PersonInterest& interest : summary.interests) {
    interests.rows.push_back({page.prose(interest.title), page.prose(interest.artist),
                              page.plain(std::to_string(interest.track)),
                              share_text(interest.sessions, 0)});
  }
  page.table(interests);
  page.section("How this person listens");
  PageTable traits;
  traits.left = 2;
  traits.ends_in_words = true;
  traits.header = {"trait", "from", "value", "between users", "remark"};
  for (const FitPart& trait : summary.traits) {
    traits.rows.push_back({page.code(trait.name), page.plain(source_of(trait.source)),
                           page.plain(value_text(trait.value, trait.error)),
                           trait.spread ? page.plain(fmt::format("{:.3g}", *trait.spread)) : "",
                           page.plain(trait.remark)});
  }
  page.table(traits);
  page.section("What this directory says about this person");
  page.paragraph(page.plain(
      "users.json has the id, the interests above and the traits; no play and no time of a play is "
      "in any file."));
  say_how_it_was_read(page, {}, command);
}

}  // namespace reprise
