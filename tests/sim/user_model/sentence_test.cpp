// Tests sentences as wholes: what is botify's, neutral settings, every combination of parts.
#include "sim/user_model/sentence.h"

#include <cmath>
#include <map>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "sim/sessions/session_draws.h"
#include "sim/sessions/session_group.h"
#include "tests/sim/user_model/modelled_world.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string error_of(const std::string& sentence, const World& world = plain_world()) {
  try {
    modelled(world, sentence);
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

TEST(UserModelSentence, BotifysOwnPartsNeedNoModel) {
  for (const char* sentence :
       {"botify", "{}", "{interest: fixed}",
        "{interest: fixed, state: none, response: logistic, repeat: never, fatigue: artist, leave: "
        "budget, return: by_lot}",
        "{leave: {budget: {}}}"}) {
    EXPECT_TRUE(sentence_of(sentence).is_botify()) << sentence;
    EXPECT_EQ(make_user_model(sentence_of(sentence), plain_world()), nullptr) << sentence;
    EXPECT_TRUE(ParameterType<UserModelSentence>::write(sentence_of(sentence)).is_null());
  }
}

TEST(UserModelSentence, IsWrittenAsItIsRead) {
  for (const char* sentence :
       {"{fatigue: {artist: 0.8, genre: 0.95}, leave: {hazard: {skipped: 0.03, heard: 0.08}}}",
        "{fatigue: {artist: , genre: 0.5}}", "{fatigue: {genre: 0.5}}",
        "{interest: {drift: {pull: {uniform: [0.01, 0.1]}}}, return: {days: {followed: 28}}}",
        "{repeat: {discount: {discount: 0.6, recovery: 8}}, response: {noisy: 2}}"}) {
    const Node written = ParameterType<UserModelSentence>::write(sentence_of(sentence));
    const Node again = ParameterType<UserModelSentence>::write(sentence_of(write_yaml(written)));
    EXPECT_EQ(write_yaml(again), write_yaml(written)) << sentence;
    EXPECT_EQ(sentence_of(flow_yaml(written)).fatigue.size(), sentence_of(sentence).fatigue.size());
  }
}

TEST(UserModelSentence, ChangesTheWorldsFingerprint) {
  const World one = modelled(plain_world(), "{leave: {hazard: {heard: 0.1}}}");
  const World other = modelled(plain_world(), "{leave: {hazard: {heard: 0.2}}}");
  EXPECT_NE(one.fingerprint, plain_world().fingerprint);
  EXPECT_NE(one.fingerprint, other.fingerprint);
  EXPECT_EQ(modelled(plain_world(), "botify").fingerprint, plain_world().fingerprint);
}

TEST(UserModelSentence, MistakesAreNamed) {
  EXPECT_THAT(error_of("human"), HasSubstr("'model' is 'human'; expected 'botify', or a map"));
  EXPECT_THAT(error_of("{intrest: fixed}"), HasSubstr("did you mean 'interest'"));
  EXPECT_THAT(error_of("{leave: {hazzard: {}}}"),
              AllOf(HasSubstr("unknown leave of users 'hazzard'"), HasSubstr("'hazard'")));
  EXPECT_THAT(error_of("{leave: {hazard: {heard: 1.5}}}"), HasSubstr("0 to 1"));
  EXPECT_THAT(error_of("{leave: {hazard: {heard: {normal: [1]}}}}"),
              HasSubstr("[mean, standard deviation]"));
  EXPECT_THAT(error_of("{leave: {hazard: {heard: {gaussian: [1, 1]}}}}"),
              HasSubstr("no distribution"));
  EXPECT_THAT(error_of("{leave: {hazard: {heard: {uniform: [0.5, 2]}}}}"), HasSubstr("0 to 1"));
  EXPECT_THAT(error_of("{leave: {hazard: {heard: {uniform: [0.5, 0.2]}}}}"),
              HasSubstr("in this order"));
  EXPECT_THAT(error_of("{leave: clock}"),
              AllOf(HasSubstr("track_seconds"), HasSubstr("no durations")));
}

TEST(UserModelSentence, GenresAreNeeded) {
  World without = plain_world();
  without.catalog.genre_of = {};
  EXPECT_THAT(error_of("{fatigue: genre}", without), HasSubstr("needs genres"));
  EXPECT_EQ(error_of("{fatigue: genre}"), "");
}

// Sessions of botify's own user, with the same leave draws, recommended tracks and limit.
class Neutral : public testing::TestWithParam<const char*> {};

TEST_P(Neutral, PlaysBotifysSessions) {
  const World world = modelled(plain_world(), GetParam());
  ASSERT_NE(world.user_model, nullptr);
  const bool remembers = remembers_users(world);
  std::map<UserIndex, UserMemory> memories;
  for (std::uint64_t episode = 0; episode < 400; ++episode) {
    UserMemory* memory = nullptr;
    if (remembers) memory = &memories[StreamDraws(world, 9).start(episode).user];
    ASSERT_EQ(play_episode(world, episode, 200, memory), play_episode(plain_world(), episode))
        << episode;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Parts, Neutral,
    testing::Values("{interest: {drift: {pull: 0, push: 0}}}", "{interest: {switch: {chance: 0}}}",
                    "{state: {searching: {skip: 1}}}", "{state: {searching: {enter: 0, begin: 0}}}",
                    "{response: {two_humps: {spread: 0}}}", "{response: {noisy: 0}}",
                    "{repeat: {discount: 0}}", "{repeat: {enjoys: {frequency: 0, again: 0}}}",
                    "{fatigue: {artist: , genre: 1}}", "{fatigue: {artist: , similarity: 0}}",
                    "{fatigue: {artist: 0.8}}", "{leave: {budget: 5}}", "{return: days}",
                    "{return: gaps}",
                    "{interest: {drift: {pull: 0}}, state: {searching: {skip: 1}}, response: "
                    "{two_humps: {spread: 0}}, repeat: {enjoys: {frequency: 0, again: 0}}, "
                    "fatigue: {artist: , genre: 1, similarity: 0}, return: days}"));

// A hazard of 1 after a skip and 0 otherwise is a budget of one skip.
TEST(UserModelSentence, HazardNestsTheBudgetOfOneSkip) {
  const World hazard = modelled(plain_world(), "{leave: {hazard: {skipped: 1, heard: 0}}}");
  const World budget = modelled(plain_world(), "{leave: {budget: 1}}");
  for (std::uint64_t episode = 0; episode < 400; ++episode) {
    ASSERT_EQ(play_episode(hazard, episode), play_episode(budget, episode)) << episode;
  }
}

// Parts of one sentence do not shift each other's draws: the state of mind and the end of a session
// are the same, step by step, with any response.
TEST(UserModelSentence, PartsDrawForThemselves) {
  const std::string never = "leave: {hazard: {skipped: 0.1, heard: 0.1}}, repeat: {discount: 1}";
  const World one = modelled(plain_world(), fmt::format("{{{}}}", never));
  const World other = modelled(
      plain_world(), fmt::format("{{{}, response: {{noisy: 3}}, interest: {{switch: {{chance: "
                                 "0.5}}}}, state: searching}}",
                                 never));
  for (std::uint64_t episode = 0; episode < 200; ++episode) {
    ASSERT_EQ(play_episode(one, episode).tracks, play_episode(other, episode).tracks) << episode;
  }
}

// The engine and Python's environments play sessions in groups.
TEST(UserModelSentence, GroupsPlayEachSessionAsItWouldGoAlone) {
  const World world = modelled(
      plain_world(), "{interest: drift, state: searching, response: noisy, leave: hazard}");
  const StreamDraws draws(world, 9);
  constexpr std::size_t kPlaces = 5;
  constexpr std::uint32_t kMost = 12;
  std::vector<Session> together(kPlaces);
  std::vector<Session> alone(kPlaces);
  SessionGroup group;
  RowFetch rows(world.catalog.embeddings);
  const auto begin = [&](std::vector<Session>& sessions, std::size_t i) {
    const StartDraw start = draws.start(i);
    const ModelDraws of_model{draws.model_key(), i};
    sessions[i].start(world, {start.user, start.interest, start.interest}, &of_model);
  };
  for (std::size_t i = 0; i < kPlaces; ++i) {
    begin(together, i);
    begin(alone, i);
    group.load(i, together[i]);
  }
  Stream words(stream_key(1, "test"), 0);
  for (std::uint32_t step = 0; step < kMost; ++step) {
    SessionGroup::OfEach<TrackId> tracks{};
    SessionGroup::OfEach<std::uint32_t> leave_words{};
    for (std::size_t i = 0; i < kPlaces; ++i) {
      tracks[i] = uniform_index(words, 300);
      leave_words[i] = words();
      if (!alone[i].over()) alone[i].play(tracks[i], uniform_unit(leave_words[i]));
    }
    const std::uint32_t over = group.play(kPlaces, tracks, leave_words, kMost, rows);
    for (std::size_t i = 0; i < kPlaces; ++i) {
      group.settle(i);
      EXPECT_EQ((over >> i & 1) != 0, alone[i].over() || step + 1 == kMost);
      EXPECT_EQ(together[i].listened(), alone[i].listened());
      EXPECT_EQ(together[i].skips(), alone[i].skips());
      EXPECT_EQ(together[i].recommendations(), alone[i].recommendations());
    }
  }
}

// The names of a kind's parts, with the parameters that they need.
template <class Part>
std::vector<std::string> sentences_of() {
  std::vector<std::string> parts;
  for (const std::string& name : Registry<Part>::instance().names()) {
    parts.push_back(name == "clock" ? "{clock: {minutes: 20, track_seconds: 200}}" : name);
  }
  return parts;
}

// What must be true of every combination of parts that there is: sessions end, times are times, and
// the same addresses give the same session.
TEST(UserModelSentence, EveryCombinationOfPartsIsSound) {
  std::vector<std::string> fatigues = sentences_of<FatiguePart>();
  fatigues.emplace_back("{artist: 0.9, genre: 0.9, similarity: 0.5}");
  std::size_t combinations = 0;
  for (const auto& interest : sentences_of<InterestPart>())
    for (const auto& state : sentences_of<StatePart>())
      for (const auto& response : sentences_of<ResponsePart>())
        for (const auto& repeat : sentences_of<RepeatPart>())
          for (const auto& fatigue : fatigues)
            for (const auto& leave : sentences_of<LeavePart>())
              for (const auto& comes_back : sentences_of<ReturnPart>()) {
                const std::string sentence = fmt::format(
                    "{{interest: {}, state: {}, response: {}, repeat: {}, fatigue: {}, leave: {}, "
                    "return: {}}}",
                    interest, state, response, repeat, fatigue, leave, comes_back);
                SCOPED_TRACE(sentence);
                ++combinations;
                const World world = modelled(plain_world(), sentence);
                for (std::uint64_t episode = 0; episode < 4; ++episode) {
                  constexpr std::uint32_t kMost = 2000;
                  UserMemory memory;
                  const PlayedSession played = play_episode(world, episode, kMost, &memory);
                  ASSERT_TRUE(played.over);
                  ASSERT_GT(played.times.size(), 1u);
                  for (const Hundredths time : played.times) {
                    ASSERT_GE(time, 0);
                    ASSERT_LE(time, kWholeTrack);
                  }
                  ASSERT_FALSE(std::isnan(memory.day));
                  UserMemory other;
                  ASSERT_EQ(play_episode(world, episode, kMost, &other), played);
                  ASSERT_EQ(other.day, memory.day);
                }
              }
  EXPECT_GE(combinations, 1000u);
}

}  // namespace
}  // namespace reprise
