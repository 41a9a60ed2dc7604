// Tests the treatments of an experiment as a service: its recommendations, its answers, and its
// reaction to peers that misbehave.
#include <future>
#include <latch>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "experiments/logs/read_log.h"
#include "experiments/running/session_log/botify_line.h"
#include "experiments/serving/service/botify_routes.h"
#include "experiments/simulation/engine/kept_sessions.h"
#include "experiments/spec/designs/split.h"
#include "sim/support/files/file.h"
#include "tests/experiments/alternating_design.h"
#include "tests/experiments/small_experiment.h"
#include "tests/peer.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kTreatments =
    "treatments: {a: random, b: {anchor: first_track, candidates: {nearest: 30}, exclude: user, "
    "pick: uniform}, c: sticky_artist}, episodes: 300, design: split";

class ServiceTest : public testing::Test {
 protected:
  explicit ServiceTest(const std::string& settings = kTreatments)
      : spec_(small_experiment(settings)),
        prepared_(prepare(spec_, workspace_, timings_, {})),
        service_(prepared_, {}, {}),
        routes_(service_, nullptr) {}

  HttpResponse ask(const char* method, const std::string& target, const std::string& body = "",
                   const std::string& draws = "") {
    return routes_.answer({method, target, body, draws});
  }
  HttpResponse next(std::int64_t user, TrackId track, double time) {
    return ask("POST", fmt::format("/next/{}", user),
               fmt::format(R"({{"track": {}, "time": {}}})", track, time));
  }

  ExperimentSpec spec_;
  Workspace workspace_;
  Timings timings_;
  Prepared prepared_;
  RecommenderService service_;
  BotifyRoutes routes_;
};

// The service is told the sessions of a run. It must recommend the tracks that the sessions went on
// with, for all treatments and also for users that come back.
TEST_F(ServiceTest, RecommendsWhatARunPlays) {
  KeptSessions kept;
  const Simulation simulation{prepared_.world(),
                              prepared_.nearest(),
                              prepared_.treatments,
                              prepared_.assignment,
                              *prepared_.observables,
                              10'000,
                              &kept};
  std::vector<TreatmentState> states = fresh_states(simulation);
  simulate(simulation, 1, {0, 300}, states);
  std::size_t asked = 0;
  kept.for_each([&](const KeptSessions::Kept& session) {
    const std::int64_t user = prepared_.world().users.ids[session.user];
    for (std::size_t i = 0; i < session.tracks.size(); ++i) {
      if (i + 1 == session.tracks.size()) {
        service_.last(user, session.tracks[i], session.times[i]);
        continue;
      }
      const DrawAddress draws{prepared_.treatments[session.treatment].key(1), session.episode,
                              static_cast<std::uint32_t>(i)};
      const RecommenderService::Answer answer =
          service_.next(user, session.tracks[i], session.times[i], draws);
      ASSERT_EQ(answer.track, session.tracks[i + 1]) << session.episode << " step " << i;
      EXPECT_EQ(answer.treatment, session.treatment);
      ++asked;
    }
  });
  EXPECT_GT(asked, 1000u);
  EXPECT_EQ(service_.sessions(), 300u);
}

TEST_F(ServiceTest, WithoutDrawsItDependsOnTheUsersOwnVisitsAlone) {
  RecommenderService other(prepared_, {}, {});
  std::vector<TrackId> first;
  for (std::int64_t user = 0; user < 50; ++user) {
    for (int visit = 0; visit < 2; ++visit) {
      first.push_back(service_.next(user, 5, 100, {}).track);
      service_.last(user, first.back(), 0);
    }
  }
  // Ask another service in the other order, with the sessions of all users open at the same time.
  std::vector<TrackId> second(first.size());
  for (std::size_t visit = 0; visit < 2; ++visit) {
    for (std::int64_t user = 49; user >= 0; --user) {
      second[static_cast<std::size_t>(user) * 2 + visit] = other.next(user, 5, 100, {}).track;
    }
    for (std::int64_t user = 0; user < 50; ++user) {
      other.last(user, second[static_cast<std::size_t>(user) * 2 + visit], 0);
    }
  }
  EXPECT_EQ(first, second);
}

TEST_F(ServiceTest, AnswersAsBotifyDoes) {
  EXPECT_EQ(nlohmann::json::parse(ask("GET", "/").body)["status"], "alive");
  const auto track = nlohmann::json::parse(ask("GET", "/track/7").body);
  EXPECT_EQ(track["track"], 7);
  EXPECT_TRUE(track["artist"].is_string() && track["title"].is_string());
  EXPECT_EQ(ask("GET", "/track/400").status, 404u);
  const HttpResponse answer = next(3, 5, 1.0);
  EXPECT_EQ(answer.status, 200u);
  EXPECT_THAT(answer.body, StartsWith(R"({"user":3,"track":)"));
  EXPECT_EQ(ask("POST", "/last/3", R"({"track": 6, "time": 0.25})").body, R"({"user":3})");
}

// What Flask-RESTful 0.3.9 takes with type=int and type=float, as measured.
TEST_F(ServiceTest, TakesNumbersAsFlasksParserDoes) {
  const auto recommended = [&](const std::string& body) {
    const HttpResponse answer = ask("POST", "/next/9", body);
    EXPECT_EQ(answer.status, 200u) << body << answer.body;
    EXPECT_EQ(ask("POST", "/last/9", R"({"track": 1, "time": 0})").status, 200u);
    return nlohmann::json::parse(answer.body).at("track");
  };
  for (const char* body :
       {R"({"track": "12", "time": "0.75"})", R"({"track": 12.9, "time": 1})",
        R"({"track": " 12 ", "time": " 75e-2 "})", R"({"track": "+1_2", "time": "1_0.0"})",
        R"({"track": true, "time": false})", R"({"track": 12, "time": 0.75, "x": [1]})"}) {
    EXPECT_TRUE(recommended(body).is_number_integer()) << body;
  }
}

// Botify knows no list of its users. One that the world does not have gets the treatment that the
// hash gives, and recommendations that depend on nobody else.
TEST_F(ServiceTest, ServesStrangersAsBotifyDoes) {
  RecommenderService other(prepared_, {}, {});
  for (std::int64_t user = 100'000; user < 100'060; ++user) {
    const RecommenderService::Answer first = service_.next(user, 5, 100, {});
    EXPECT_EQ(first.treatment, split_index(spec_.experiment, user, 3));
    std::set<TrackId> heard = {5, first.track};
    TrackId track = first.track;
    for (int session = 0; session < 3; ++session) {
      for (int step = 0; step < 5; ++step) {
        track = service_.next(user, track, 50, {}).track;
        // Treatment b excludes all that the user ever heard.
        if (first.treatment == 1) {
          EXPECT_TRUE(heard.insert(track).second) << session;
        }
      }
      service_.last(user, track, 0);
    }
  }
  EXPECT_EQ(service_.strangers(), 60u);
  EXPECT_EQ(service_.sessions(), 180u);
  // In the other order, with all sessions open at the same time.
  for (std::int64_t user = 100'059; user >= 100'000; --user) other.next(user, 5, 100, {});
  RecommenderService alone(prepared_, {}, {});
  for (std::int64_t user = 100'000; user < 100'060; ++user) {
    const TrackId first = alone.next(user, 5, 100, {}).track;
    EXPECT_EQ(other.next(user, first, 50, {}).track, alone.next(user, first, 50, {}).track);
  }
  EXPECT_EQ(next(100'000, 5, 1.0).status, 200u);
}

// Whatever has lists per user has none for strangers.
TEST(ServiceStrangersTest, HaveNoLists) {
  const TemporaryFolder folder;
  const std::string lists = folder.write("lists.json", R"({"user": 1, "tracks": [9]})");
  for (const std::string& candidates :
       {fmt::format("{{user_list: '{}'}}", lists), std::string("{user_nearest: 5}")}) {
    const ExperimentSpec spec = small_experiment(
        fmt::format("treatments: {{a: {{candidates: {}, fallback: {{top_pop: 1}}}}}}", candidates));
    Workspace workspace;
    Timings timings;
    const Prepared prepared = prepare(spec, workspace, timings, {});
    RecommenderService service(prepared, {}, {});
    EXPECT_EQ(service.next(123'456, 5, 100, {}).track, prepared.world().top_tracks[0]);
    EXPECT_EQ(service.tally().no_list, 1u) << candidates;
  }
}

// A service that is asked in its turn is asked for users of the world alone.
TEST(ServiceStrangersTest, AreNotSentOn) {
  const LyingService there([](Peer& peer) {
    while (!peer.receive(is_whole, std::chrono::milliseconds(500)).empty()) {
      peer.send(http_answer(R"({"user": 1, "track": 7})"));
    }
  });
  const ExperimentSpec spec =
      small_experiment(fmt::format("treatments: {{a: {{remote: '{}'}}}}", there.url()));
  Workspace workspace;
  Timings timings;
  const Prepared prepared = prepare(spec, workspace, timings, {});
  RecommenderService service(prepared, {}, {});
  EXPECT_EQ(service.next(prepared.world().users.ids[0], 5, 100, {}).track, 7u);
  EXPECT_EQ(service.next(123'456, 5, 100, {}).kind, RecommenderService::Answer::Kind::unknown_user);
}

// No recommender hears of a track that the world does not have; the log does.
TEST_F(ServiceTest, TracksThatTheWorldDoesNotHave) {
  RecommenderService other(prepared_, {}, {});
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "data.json").string();
  ServiceLog log(path, spec_.experiment);
  BotifyRoutes routes(service_, &log);
  const auto told = [&](const std::string& what, std::int64_t track) {
    return routes.answer({"POST", "/" + what, fmt::format(R"({{"track": {}, "time": 0.5}})", track),
                          "00000001-00000002:3:4"});
  };
  for (const int user : {3, 4, 5, 6, 7, 8}) {
    const HttpResponse first = told(fmt::format("next/{}", user), 400);
    EXPECT_EQ(first.status, 200u) << first.body;
    EXPECT_LT(nlohmann::json::parse(first.body)["track"].get<int>(), 400);
    const DrawAddress draws{{{1u, 2u}}, 3, 4};
    EXPECT_EQ(nlohmann::json::parse(told(fmt::format("next/{}", user), 5).body)["track"],
              other.next(user, 5, 50, draws).track);
    EXPECT_EQ(nlohmann::json::parse(told(fmt::format("next/{}", user), 4000).body)["track"],
              RecommenderService(prepared_, {}, {}).next(user, 5, 50, draws).track);
    EXPECT_EQ(told(fmt::format("last/{}", user), 99'999).status, 200u);
  }
  EXPECT_EQ(routes.unknown_tracks(), 18u);
  EXPECT_EQ(routes.refused(), 0u);
  EXPECT_EQ(service_.sessions(), 6u);
  EXPECT_THAT(read_file(path), AllOf(HasSubstr(R"("user": 3, "track": 400, "time": 0.5)"),
                                     HasSubstr(R"("user": 8, "track": 99999, "time": 0.5)")));
  // `reprise analyze` reads such a log.
  const ReadLog read = read_log({{path}, std::nullopt, 0}, {});
  EXPECT_EQ(read.totals.rows, 24u);
  EXPECT_EQ(read.totals.most_track, 99'999);
}

TEST_F(ServiceTest, WhatIsWrongIsSaidAndChangesNothing) {
  const TrackId before = service_.next(9, 5, 100, DrawAddress{{{1u, 2u}}, 3, 4}).track;
  service_.last(9, 5, 100);
  struct Wrong {
    const char* method;
    std::string target;
    std::string body;
    unsigned status;
  };
  const std::string huge = fmt::format("/next/{}", std::string(300, '9'));
  for (const Wrong& wrong : std::vector<Wrong>{
           {"GET", "/next/9", "", 405},
           {"POST", "/", "", 405},
           {"DELETE", "/track/1", "", 405},
           {"GET", "/tracks", "", 404},
           {"GET", "", "", 404},
           {"POST", "/next/", "{}", 404},
           {"POST", "/next/nine", "{}", 404},
           {"POST", huge, "{}", 404},
           {"POST", "/next/-3", R"({"track": 1, "time": 1})", 404},
           {"POST", "/next/9", "", 400},
           {"POST", "/next/9", "not json", 400},
           {"POST", "/next/9", "[1, 2]", 400},
           {"POST", "/next/9", R"({"track": 1})", 400},
           {"POST", "/next/9", R"({"track": "1.5", "time": 1})", 400},
           {"POST", "/next/9", R"({"track": "1_", "time": 1})", 400},
           {"POST", "/next/9", R"({"track": "", "time": 1})", 400},
           {"POST", "/next/9", R"({"track": null, "time": 1})", 400},
           {"POST", "/next/9", R"({"track": [1], "time": 1})", 400},
           {"POST", "/next/9", R"({"track": -1, "time": 1})", 400},
           {"POST", "/next/9", R"({"track": 18446744073709551615, "time": 1})", 400},
           {"POST", "/next/9", R"({"track": 1, "time": -0.5})", 400},
           {"POST", "/next/9", R"({"track": 1, "time": 1e300})", 400},
           {"POST", "/next/9", R"({"track": 1, "time": 1e999})", 400},
           {"POST", "/next/9", R"({"track": 1, "time": "nan"})", 400},
           {"POST", "/next/9", R"({"track": 1, "time": "one"})", 400},
           {"POST", "/next/9", std::string(60'000, '['), 400},
           {"POST", "/next/9", "{\"track\": 1, \"time\": \"\xff\xfe\"}", 400},
       }) {
    const HttpResponse response = ask(wrong.method, wrong.target, wrong.body);
    EXPECT_EQ(response.status, wrong.status) << wrong.target << " " << wrong.body.substr(0, 50);
    EXPECT_TRUE(nlohmann::json::parse(response.body).contains("message")) << response.body;
  }
  EXPECT_EQ(ask("POST", "/next/9", R"({"track": 1, "time": 1})", "nonsense").status, 400u);
  EXPECT_EQ(service_.next(9, 5, 100, DrawAddress{{{1u, 2u}}, 3, 4}).track, before);
}

class ShortServiceTest : public ServiceTest {
 protected:
  ShortServiceTest() : ServiceTest("treatments: {a: random}, max_steps: 3") {}
};

TEST_F(ShortServiceTest, ASessionWithoutEndIsBounded) {
  for (int i = 0; i < 4; ++i) EXPECT_EQ(next(1, 5, 1.0).status, 200u);
  const HttpResponse refused = next(1, 5, 1.0);
  EXPECT_EQ(refused.status, 409u);
  EXPECT_THAT(refused.body, HasSubstr("max_steps"));
}

// A service assigns users as the experiment's design does, whatever the design.
TEST(ServiceDesignTest, AssignsUsers) {
  const ExperimentSpec spec = small_experiment(
      std::string("treatments: {a: random, b: sticky_artist}, design: ") + kAlternating);
  Workspace workspace;
  Timings timings;
  const Prepared prepared = prepare(spec, workspace, timings, {});
  RecommenderService service(prepared, {}, {});
  for (UserIndex user = 0; user < 20; ++user) {
    EXPECT_EQ(service.next(prepared.world().users.ids[user], 5, 100, {}).treatment, user % 2);
  }
}

// A recommender that makes the first user wait, as a slow service would.
struct Slow {
  std::latch asked{1};
  std::latch answered{1};
};
class WaitsForFirstUser final : public Recommender {
 public:
  static inline Slow* slow = nullptr;

  TrackId next(Request& request) const override {
    if (request.user == 0) {
      slow->asked.count_down();
      slow->answered.wait();
    }
    return 7;
  }
};

const Registration<RecommenderPart> waits("for tests: the first user waits",
                                          Parameters<NoParameters>("waits_for_first_user"),
                                          [](const NoParameters&, Build&) {
                                            return std::make_unique<WaitsForFirstUser>();
                                          });

TEST(ServiceLocksTest, OneSlowAnswerKeepsNobodyElseWaiting) {
  const ExperimentSpec spec = small_experiment("treatments: {a: waits_for_first_user}");
  Workspace workspace;
  Timings timings;
  const Prepared prepared = prepare(spec, workspace, timings, {});
  RecommenderService service(prepared, {}, {});
  const std::vector<std::int64_t> ids(prepared.world().users.ids.begin(),
                                      prepared.world().users.ids.end());
  Slow both;
  WaitsForFirstUser::slow = &both;
  std::thread first([&] { service.next(ids[0], 5, 100, {}); });
  both.asked.wait();
  // All other users, among them those that share a shard with the first, go on.
  for (std::size_t user = 1; user < ids.size(); ++user) {
    EXPECT_EQ(service.next(ids[user], 5, 100, {}).track, 7u);
    service.last(ids[user], 7, 100);
  }
  EXPECT_EQ(service.sessions(), ids.size() - 1);
  both.answered.count_down();
  first.join();
}

TEST(ServiceMistakesTest, AreNamed) {
  const ExperimentSpec spec =
      small_experiment("treatments: {a: random, perfect: oracle}, design: split");
  Workspace workspace;
  Timings timings;
  const Prepared prepared = prepare(spec, workspace, timings, {});
  const auto error_of = [&](const ServiceOptions& options) -> std::string {
    try {
      const RecommenderService service(prepared, options, {});
    } catch (const UserError& error) {
      return error.what();
    }
    return "no error";
  };
  EXPECT_THAT(error_of({}),
              AllOf(HasSubstr("'perfect' sees what a service cannot"), HasSubstr("--treatment")));
  EXPECT_THAT(error_of({"perfekt", 1}), HasSubstr("did you mean 'perfect'"));
  EXPECT_EQ(error_of({"a", 1}), "no error");
}

// A server in a thread of its own. Its time limits are short, so that tests are short.
class HttpServerTest : public ServiceTest {
 protected:
  HttpServerTest() {
    HttpLimits limits;
    limits.connections = 250;
    limits.request = std::chrono::seconds(1);
    server_.emplace("127.0.0.1", std::uint16_t{0}, limits,
                    [this](const HttpRequest& request) { return routes_.answer(request); });
    thread_ = std::thread([this] { server_->run(2, [this] { return stop_.load(); }); });
  }
  ~HttpServerTest() override { stop(); }

  void stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
  }
  Peer connect() { return Peer::connect(server_->port()); }
  static std::string request(const std::string& target, const std::string& body) {
    return fmt::format("POST {} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{}", target,
                       body.size(), body);
  }
  static std::string post_next(int user) {
    return request(fmt::format("/next/{}", user), R"({"track": 5, "time": 1.0})");
  }

  std::optional<HttpServer> server_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

TEST_F(HttpServerTest, AnswersOneRequestAfterTheOther) {
  Peer peer = connect();
  for (int i = 0; i < 3; ++i) {
    peer.send(post_next(1));
    EXPECT_THAT(peer.receive(is_whole), AllOf(StartsWith("HTTP/1.1 200"), HasSubstr("\"track\"")));
  }
  // Send two requests at once, then one request in pieces.
  peer.send(post_next(2) + post_next(3));
  std::string both;
  while (both.find("\"user\":3") == std::string::npos) {
    const std::string more = peer.receive(is_whole);
    ASSERT_FALSE(more.empty()) << both;
    both += more;
  }
  for (const char c : post_next(4)) {
    peer.send(std::string_view(&c, 1));
  }
  EXPECT_THAT(peer.receive(is_whole), HasSubstr("\"user\":4"));
}

TEST_F(HttpServerTest, ServesTwoHundredConnections) {
  std::vector<Peer> peers;
  for (int i = 0; i < 200; ++i) peers.push_back(connect());
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 200; ++i) peers[static_cast<std::size_t>(i)].send(post_next(i));
    for (Peer& peer : peers) EXPECT_THAT(peer.receive(is_whole), StartsWith("HTTP/1.1 200"));
  }
}

TEST_F(HttpServerTest, MoreThanItTakesAreToldSo) {
  std::vector<Peer> peers;
  for (int i = 0; i < 250; ++i) {
    peers.push_back(connect());
    peers.back().send(post_next(1));
    EXPECT_THAT(peers.back().receive(is_whole), StartsWith("HTTP/1.1 200"));
  }
  Peer late = connect();
  EXPECT_THAT(late.receive(is_whole), StartsWith("HTTP/1.1 503"));
  peers.clear();
  for (int attempt = 0; attempt < 100; ++attempt) {
    Peer again = connect();
    again.send(post_next(1));
    if (again.receive(is_whole).starts_with("HTTP/1.1 200")) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  FAIL() << "no room after all had left";
}

TEST_F(HttpServerTest, MalformedRequestsAreAnsweredAndClosed) {
  for (const auto& [text, status] : std::vector<std::pair<std::string, std::string>>{
           {"nonsense\r\n\r\n", "400"},
           {"GET / HTTP/9.9\r\n\r\n", "400"},
           {std::string("\0\1\2\3\r\n\r\n", 8), "400"},
           {"POST /next/1 HTTP/1.1\r\nContent-Length: minus\r\n\r\n", "400"},
           {"POST /next/1 HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", "413"},
           {"GET / HTTP/1.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n", "431"},
           {"POST /next/1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400"},
       }) {
    Peer peer = connect();
    peer.send(text);
    EXPECT_THAT(peer.receive(), StartsWith("HTTP/1.1 " + status)) << text.substr(0, 60);
  }
  Peer fine = connect();
  fine.send(post_next(1));
  EXPECT_THAT(fine.receive(is_whole), StartsWith("HTTP/1.1 200"));
}

TEST_F(HttpServerTest, SlowAndHalfOpenPeersAreLeftBehind) {
  const auto start = std::chrono::steady_clock::now();
  Peer silent = connect();
  Peer half = connect();
  half.send("POST /next/1 HTTP/1.1\r\nContent-Length: 100\r\n\r\n{\"tra");
  Peer left = connect();
  left.send("POST /next/1 HT");
  left.shut_down();
  // A byte every 100 ms never makes a whole request. It does not hold up the server either.
  Peer slow = connect();
  for (int i = 0; i < 8; ++i) {
    slow.send("X");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  Peer fine = connect();
  fine.send(post_next(1));
  EXPECT_THAT(fine.receive(is_whole), StartsWith("HTTP/1.1 200"));
  EXPECT_EQ(silent.receive(), "");
  EXPECT_EQ(half.receive(), "");
  slow.receive();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(15));
}

// A playback is counted if and only if its client has got an answer, also when the server ends.
TEST_F(HttpServerTest, EndsWithoutLosingARequest) {
  std::atomic<int> answered{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([this, i, &answered] {
      Peer peer = connect();
      while (true) {
        peer.send(post_next(i));
        if (!peer.receive(is_whole).starts_with("HTTP/1.1 200")) return;
        ++answered;
      }
    });
  }
  while (answered < 200) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  stop();
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(static_cast<std::uint64_t>(answered), routes_.requests());
}

TEST(HttpServerFailures, AHandlerThatThrowsFailsOneRequest) {
  std::atomic<bool> stop{false};
  HttpServer server("127.0.0.1", 0, {}, [](const HttpRequest& request) -> HttpResponse {
    if (request.target == "/bad") throw std::length_error("too \"long\"");
    return {200, "{}"};
  });
  std::thread thread([&] { server.run(2, [&] { return stop.load(); }); });
  Peer peer = Peer::connect(server.port());
  for (const auto& [target, answer] :
       {std::pair{"/good", "HTTP/1.1 200"}, {"/bad", "HTTP/1.1 500"}, {"/good", "HTTP/1.1 200"}}) {
    peer.send(fmt::format("GET {} HTTP/1.1\r\nHost: x\r\n\r\n", target));
    const std::string got = peer.receive(is_whole);
    EXPECT_THAT(got, StartsWith(answer));
    if (std::string_view(target) == "/bad") {
      EXPECT_THAT(got, HasSubstr(R"({"message":"too \"long\""})"));
    }
  }
  stop = true;
  thread.join();
}

TEST(HttpServerFailures, AnExceptionOfStopEndsItAndIsThrown) {
  HttpServer server("127.0.0.1", 0, {}, [](const HttpRequest&) { return HttpResponse{}; });
  const std::function<bool()> fails = []() -> bool { throw std::runtime_error("of stop"); };
  EXPECT_THAT([&] { server.run(4, fails); },
              testing::ThrowsMessage<std::runtime_error>(HasSubstr("of stop")));
}

TEST_F(HttpServerTest, AnAddressThatIsTakenIsSaid) {
  EXPECT_THAT(
      [&] {
        HttpServer second("127.0.0.1", server_->port(), {},
                          [](const HttpRequest&) { return HttpResponse{}; });
      },
      testing::ThrowsMessage<UserError>(
          AllOf(HasSubstr("cannot serve at 127.0.0.1"), HasSubstr("--port"))));
}

TEST(BotifyLineTest, IsWhatPythonWrites) {
  std::string text;
  const BotifyLines lines("A \"quoted\" n\u00e4me");
  lines.append({false, 1681669604178, 3255, 2659, 100, 0.0037589073181152344, 1544, 1}, text);
  lines.append({true, 1681669604290, 3255, 14203, 5, 0, 0, 0}, text);
  EXPECT_EQ(
      text,
      "{\"message\": \"next\", \"timestamp\": 1681669604178, \"user\": 3255, \"track\": 2659, "
      "\"time\": 1.0, \"latency\": 0.0037589073181152344, \"recommendation\": 1544, "
      "\"experiments\": {\"A \\\"quoted\\\" n\\u00e4me\": \"T1\"}}\n"
      "{\"message\": \"last\", \"timestamp\": 1681669604290, \"user\": 3255, \"track\": "
      "14203, \"time\": 0.05, \"latency\": 0.0, \"recommendation\": null, \"experiments\": "
      "{\"A \\\"quoted\\\" n\\u00e4me\": \"C\"}}\n");
}

}  // namespace
}  // namespace reprise
