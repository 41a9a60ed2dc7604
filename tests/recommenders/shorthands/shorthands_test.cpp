// Tests that each shorthand equals its sentence, draw for draw.
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "sim/random/leave_draws.h"
#include "sim/sessions/session_draws.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

struct Equivalent {
  std::string shorthand;
  std::string sentence;  // FILE stands for the path of a file of lists
};

const std::vector<Equivalent>& equivalents() {
  static const std::vector<Equivalent> pairs = {
      {"random", "{candidates: catalog, pick: uniform}"},
      {"top_pop", "{candidates: {top_tracks: 100}, pick: uniform}"},
      {"{top_pop: 7}", "{candidates: {top_tracks: 7}, pick: uniform}"},
      {"sticky_artist", "{anchor: previous_track, candidates: artist, pick: uniform}"},
      {"sticky_artist_mixed",
       "{switch: {below: [[0.3, random]], otherwise: {anchor: previous_track, candidates: artist, "
       "exclude: previous_track, pick: uniform, exhausted: restart}}}"},
      {"{indexed: FILE}", "{candidates: {user_list: FILE}, pick: uniform, fallback: random}"},
      {"{indexed: {file: FILE, top: 2}}",
       "{candidates: {user_list: {file: FILE, top: 2}}, pick: uniform, fallback: random}"},
      {"{sequential: FILE}", "{candidates: {user_list: FILE}, pick: next, fallback: random}"},
      {"{contextual: FILE}",
       "{anchor: previous_track, candidates: {item_list: FILE}, pick: uniform, fallback: random}"},
      {"{sticky_artist: {previous: left_out}}",
       "{anchor: previous_track, candidates: artist, exclude: previous_track, pick: uniform, "
       "exhausted: restart}"},
      {"{i2i: {file: FILE, ordered: true}}",
       "{anchor: {weighted_history: {scope: user, last: 10, unlistened: oldest}}, candidates: "
       "{item_list: {file: FILE, ordered: true}}, exclude: {last: {n: 10, scope: user}}, "
       "pick: first, fallback: random}"},
      {"{i2i: {file: FILE, last: 3}}",
       "{anchor: {weighted_history: {scope: user, last: 3, unlistened: oldest}}, candidates: "
       "{item_list: FILE}, exclude: {last: {n: 3, scope: user}}, pick: first, fallback: random}"},
  };
  return pairs;
}

class Shorthand : public testing::Test {
 protected:
  Shorthand() : world_(world_of_odd_users(30, 4)), nearest_(world_.catalog.embeddings) {
    std::string lines;
    for (TrackId i = 0; i < 30; i += 2) {
      lines += fmt::format("{{\"track\": {}, \"user\": {}, \"tracks\": [{}, {}, {}]}}\n", i,
                           world_.users.ids[i], (i + 4) % 30, (i + 7) % 30, (i + 2) % 30);
    }
    file_ = folder_.write("lists of \\ \"é\": #{x}.json", lines);
    std::vector<NearestQuery> queries;
    for (TrackId track = 0; track < 30; ++track) queries.push_back({track, 30});
    nearest_.require(queries);
  }

  // Returns the YAML with the file's path in double quotes, escaped for YAML.
  std::string filled(std::string yaml) const {
    std::string quoted = "\"";
    for (const char c : file_) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    quoted += '"';
    for (std::size_t at = yaml.find("FILE"); at != std::string::npos; at = yaml.find("FILE")) {
      yaml.replace(at, 4, quoted);
    }
    return yaml;
  }

  TemporaryFolder folder_;
  World world_;
  NearestTracks nearest_;
  std::string file_;
};

TEST_F(Shorthand, IsTheSentenceItStandsFor) {
  for (const Equivalent& pair : equivalents()) {
    SCOPED_TRACE(pair.shorthand);
    Asking shorthand(world_, filled(pair.shorthand));
    Asking sentence(world_, filled(pair.sentence));
    EXPECT_EQ(shorthand.capabilities(), sentence.capabilities());
    EXPECT_EQ(shorthand.build().warnings, sentence.build().warnings);
    std::vector<UserHistory> histories(world_.users.size());
    LeaveDraws leave;
    for (std::uint64_t episode = 0; episode < 60; ++episode) {
      Session session;
      session.start(world_, start_of(StreamDraws(world_, 3).start(episode), nearest_));
      leave.start(stream_key(3, "leave"), episode);
      const UserHistory* history = &histories[session.user()];
      for (std::uint32_t step = 0; step < 20 && !session.over(); ++step) {
        Stream one(stream_key(1, "test"), episode, step);
        Stream two = one;
        const Answer a = shorthand.ask(session, one, history);
        const Answer b = sentence.ask(session, two, history);
        ASSERT_EQ(a.track, b.track) << "episode " << episode << ", step " << step;
        ASSERT_EQ(a.tally.no_list, b.tally.no_list);
        ASSERT_EQ(a.tally.exhausted, b.tally.exhausted);
        ASSERT_EQ(one(), two()) << "one of them drew more";
        session.play(a.track, leave.at(step));
      }
      histories[session.user()].append(session.playbacks());
    }
  }
}

// A help text that begins with a brace is a sentence. A new shorthand of this kind must be added to
// the list above.
TEST_F(Shorthand, IsAmongThoseCompared) {
  std::set<std::string> compared;
  for (const Equivalent& pair : equivalents()) {
    compared.insert(read_recommender(parse_yaml(filled(pair.shorthand), "test"), "test").name);
  }
  for (const auto& entry : Registry<RecommenderPart>::instance().entries()) {
    EXPECT_TRUE(!entry.help.starts_with("{") || compared.contains(entry.name)) << entry.name;
  }
}

}  // namespace
}  // namespace reprise
