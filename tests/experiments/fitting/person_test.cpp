// Tests that a person is found again in a world: tracks by their names, interests, and the
// response.
#include "experiments/fitting/person.h"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>

#include "sim/random/streams.h"
#include "sim/support/user_error.h"
#include "tests/experiments/fitting/played_log.h"
#include "tests/experiments/listens/reading.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

// A world whose tracks have names, and the sessions of its users.
struct Service {
  PlayedLog played;
  World world;
};

Service service() {
  PlayedLogSettings settings;
  settings.users = 40;
  settings.sessions_of_user = 60;
  settings.near = 0.5;
  settings.seed = 4;
  Service service{play_log(settings), {}};
  const World& truth = service.played.world;
  WorldData data;
  data.dim = truth.catalog.embeddings.dim();
  for (TrackId track = 0; track < truth.catalog.n_tracks(); ++track) {
    const float* row = truth.catalog.embeddings.row(track);
    data.embeddings.insert(data.embeddings.end(), row, row + data.dim);
    data.artist_of.push_back(truth.catalog.artist_of[track]);
    data.titles.push_back(fmt::format("Song {}", track));
  }
  for (std::size_t artist = 0; artist < truth.catalog.n_artists(); ++artist) {
    data.artists.push_back(fmt::format("Artist {}", artist));
  }
  data.user_ids.assign(truth.users.ids.begin(), truth.users.ids.end());
  data.traits.assign(truth.users.traits.begin(), truth.users.traits.end());
  for (UserIndex user = 0; user < truth.users.size(); ++user) {
    const auto interests = truth.users.interests(user);
    data.interests.emplace_back(interests.begin(), interests.end());
  }
  data.top_tracks.assign(truth.top_tracks.begin(), truth.top_tracks.end());
  service.world = make_world(data);
  return service;
}

// The export of one user, with or without shares.
ListeningLog export_of(const Service& service, UserIndex user, bool shares) {
  const FittingLog& log = service.played.log;
  std::string text = "user,time,artist,title,share\n";
  std::int64_t time = 1'600'000'000;
  const auto add = [&](TrackId track, int share) {
    if (!shares && share < 50) return;
    text += fmt::format("somebody,{},ARTIST {},song {} ,{:.2f}\n", time += 200,
                        service.world.catalog.artist_of[track], track, 0.01 * share);
  };
  for (std::uint64_t s = log.sessions_begin[user]; s < log.sessions_begin[user + 1]; ++s) {
    time += 86'400;
    add(log.sessions[s].first_track, 100);
    for (std::uint64_t i = log.sessions[s].begin; i < log.sessions[s].end; ++i) {
      add(log.steps[i].track, log.steps[i].share);
    }
  }
  const TemporaryFolder folder;
  ListensRequest request = request_for({folder.write("plays.csv", text)});
  request.columns = read_columns(std::string("user=user,time=time:s,artist=artist,title=title") +
                                 (shares ? ",played_share=share" : ""));
  return read_listens(request);
}

Person fitted(const Service& service, UserIndex user, bool shares) {
  const ListeningLog log = export_of(service, user, shares);
  return fit_person(log, estimate_lengths(log), match_tracks(log, service.world.catalog),
                    service.world, 3);
}

// Users whom the service's policies please now and then.
std::vector<UserIndex> pleased(const Service& service) {
  std::vector<UserIndex> users;
  for (UserIndex user = 0; user < service.world.users.size(); ++user) {
    const double bias = service.world.users.traits[user].consume_bias;
    if (bias > 1 && bias < 7) users.push_back(user);
  }
  return users;
}

TEST(Person, RespondsAsTheSharesOfTheExportSay) {
  const Service service_ = service();
  double off = 0;
  double off_without = 0;
  double mean = 0;
  for (const UserTraits& traits : service_.world.users.traits) {
    mean += traits.consume_bias / static_cast<double>(service_.world.users.size());
  }
  const std::vector<UserIndex> users = pleased(service_);
  ASSERT_GT(users.size(), 10u);
  for (const UserIndex user : users) {
    const Person person = fitted(service_, user, true);
    EXPECT_EQ(person.summary.matched_by_names, person.summary.tracks);
    EXPECT_GT(person.summary.shares, 200u);
    const UserTraits& truth = service_.world.users.traits[user];
    off += std::pow(person.traits.consume_bias - truth.consume_bias, 2);
    off_without += std::pow(mean - truth.consume_bias, 2);
    EXPECT_EQ(person.traits.artist_discount_gamma, 0.8);
    EXPECT_NEAR(person.traits.session_budget, 5, 1);
  }
  EXPECT_LT(off, 0.5 * off_without);
}

TEST(Person, LikesWhatTheExportHears) {
  const Service service_ = service();
  double own = 0;
  double chance = 0;
  for (const UserIndex user : pleased(service_)) {
    const Person person = fitted(service_, user, false);
    EXPECT_EQ(person.summary.shares, 0u);
    EXPECT_EQ(person.summary.traits[0].source, PartSource::preset);
    const auto likes = [&](TrackId interest) {
      double most = -INFINITY;
      for (const TrackId truth : service_.world.users.interests(user)) {
        most = std::max(
            most, static_cast<double>(service_.world.catalog.embeddings.score(truth, interest)));
      }
      return most;
    };
    for (const TrackId interest : person.interests) {
      own += likes(interest) / static_cast<double>(person.interests.size());
      for (TrackId track = 0; track < 300; track += 10) {
        chance += likes(track) / 30 / static_cast<double>(person.interests.size());
      }
    }
  }
  EXPECT_GT(own, 2 * chance);
}

TEST(MatchTracks, TakesNumbersForIdsAndIdsForTitles) {
  const Service service_ = service();
  const auto matched = [&](const std::string& rows, const char* roles) {
    const TemporaryFolder folder;
    ListensRequest request = request_for({folder.write("plays.csv", "u,t,id,a,n\n" + rows)});
    request.columns = read_columns(roles);
    return match_tracks(read_listens(request), service_.world.catalog);
  };
  const char* all = "user=u,time=t:s,track=id,artist=a,title=n";
  MatchedTracks found = matched("x,1600000000,17,,\nx,1600000200,4,,\n", all);
  EXPECT_THAT(found.track_of, ElementsAre(17, 4));
  EXPECT_EQ(found.by_id, 2u);
  const std::string artist = fmt::format("Artist {}", service_.world.catalog.artist_of[17]);
  found = matched(fmt::format("x,1600000000,spotify:1,{0},song 17\nx,1600000200,SONG 17,{0},Other\n"
                              "x,1600000400,z,{0},Nothing\n",
                              artist),
                  all);
  EXPECT_THAT(found.track_of, ElementsAre(17, 17, MatchedTracks::kNone));
  EXPECT_EQ(found.by_id, 1u);
  EXPECT_EQ(found.by_names, 1u);
}

}  // namespace
}  // namespace reprise
