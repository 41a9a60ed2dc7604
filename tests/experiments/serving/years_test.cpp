// Plays what the simulators and services of botify's years said to each other. The bytes and where
// one packet ends were recorded in November 2026: of the simulators' clients (python-requests 2.28,
// urllib3 1.26, PycURL 7.45), and of Flask-RESTful 0.3.9 behind what each year's docker-compose.yml
// puts in front of it (gevent 22.10, gunicorn 20.1, nginx 1.22, Flask's own server). Log lines are
// those of each year's DataLogger.
#include <mutex>
#include <optional>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "experiments/logs/read_log.h"
#include "experiments/serving/service/botify_routes.h"
#include "experiments/serving/service/http_server.h"
#include "experiments/spec/designs/split.h"
#include "recommenders/remote/service_client.h"
#include "sim/support/parameters/node.h"
#include "tests/experiments/small_experiment.h"
#include "tests/peer.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

// Packets of one side, in their order.
using Packets = std::vector<std::string>;

// How a client sends a request.
struct Client {
  const char* name;
  const char* head;    // after the request line and the host
  bool apart;          // head and body are two packets
  bool connects_anew;  // for each request
};

// A service's answer, without its body.
struct Service {
  const char* name;
  const char* head;  // after the status line; DATE and LENGTH are filled in
  bool apart;        // head and body are two packets
  bool closes;       // the connection, after each answer
  const char* next;  // the bodies of answers
  const char* last;
};

constexpr Client kRequests{
    "requests",
    "User-Agent: python-requests/2.28.1\r\nAccept-Encoding: gzip, deflate\r\nAccept: */*\r\n"
    "Connection: keep-alive\r\nContent-Length: LENGTH\r\nContent-Type: application/json\r\n\r\n",
    true, true};
constexpr Client kUrllib3{
    "urllib3",
    "Accept-Encoding: identity\r\nContent-Length: LENGTH\r\nContent-Type: application/json\r\n"
    "User-Agent: python-urllib3/1.26.12\r\n\r\n",
    true, false};
constexpr Client kPycurl{
    "pycurl",
    "User-Agent: PycURL/7.45.2 libcurl/7.88.1 GnuTLS/3.7.9 zlib/1.2.13\r\n"
    "Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: LENGTH\r\n\r\n",
    false, false};

constexpr const char* kNext = "{\"user\": 12, \"track\": 7}\n";
constexpr const char* kLast = "{\"user\": 12}\n";
constexpr Service kGevent{
    "gevent", "Content-Type: application/json\r\nContent-Length: LENGTH\r\nDate: DATE\r\n\r\n",
    true,     false,
    kNext,    kLast};
constexpr Service kNginx{"nginx",
                         "Server: nginx/1.22.1\r\nDate: DATE\r\nContent-Type: application/json\r\n"
                         "Content-Length: LENGTH\r\nConnection: keep-alive\r\n\r\n",
                         false,
                         false,
                         kNext,
                         kLast};
constexpr Service kGunicorn{
    "gunicorn",
    "Server: gunicorn\r\nDate: DATE\r\nConnection: keep-alive\r\nContent-Type: application/json\r\n"
    "Content-Length: LENGTH\r\n\r\n",
    true,
    false,
    kNext,
    kLast};
constexpr Service kDemo{
    "demo",
    "Server: Werkzeug/2.2.2 Python/3.11.2\r\nDate: DATE\r\nContent-Type: application/json\r\n"
    "Content-Length: LENGTH\r\nConnection: close\r\n\r\n",
    true,
    true,
    "{\"track\":7,\"user\":12}\n",
    "{\"user\":12}\n"};

struct Year {
  int year;
  std::vector<Client> clients;
  std::vector<Service> services;
  std::string experiment;
  std::uint32_t n_treatments;           // of the experiment
  std::vector<std::string> treatments;  // of users 12 and 13, as the service's split has them
  std::string more_fields;              // at the end of a log line
};

std::vector<Year> years() {
  return {{2023, {kRequests}, {kGevent}, "RECOMMENDERS", 2, {"C", "C"}, ""},
          {2024, {kUrllib3, kPycurl}, {kGevent, kNginx}, "ALL", 7, {"T6", "T3"}, ""},
          {2025, {kUrllib3, kPycurl}, {kGevent, kNginx}, "DEBIAS", 2, {"C", "C"}, ""},
          {2026,
           {kUrllib3, kPycurl},
           {kGunicorn, kNginx, kDemo},
           "HSTU",
           2,
           {"T1", "T1"},
           R"(, "taskName": null)"}};
}

Packets packets_of(std::string head, const std::string& body, bool apart) {
  for (const auto& [field, value] :
       {std::pair<std::string, std::string>{"LENGTH", std::to_string(body.size())},
        {"DATE", "Sat, 28 Nov 2026 21:08:06 GMT"}}) {
    const std::size_t at = head.find(field);
    if (at != std::string::npos) head.replace(at, field.size(), value);
  }
  return apart ? Packets{head, body} : Packets{head + body};
}

Packets request_of(const Client& client, const std::string& path, const std::string& body) {
  return packets_of(
      fmt::format("POST {} HTTP/1.1\r\nHost: 127.0.0.1:5001\r\n{}", path, client.head), body,
      client.apart);
}

// Sends packets so that the other side gets them one by one.
void send(Peer& peer, const Packets& packets) {
  for (const std::string& packet : packets) {
    if (&packet != &packets.front()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    peer.send(packet);
  }
}

class BotifyYear : public testing::TestWithParam<Year> {};

// The simulator of the year plays a session against `serve`.
TEST_P(BotifyYear, SimulatorDrivesServe) {
  const ExperimentSpec spec =
      small_experiment("treatments: {a: random, b: sticky_artist}, design: split");
  Workspace workspace;
  Timings timings;
  const Prepared prepared = prepare(spec, workspace, timings, {});
  RecommenderService service(prepared, {}, {});
  BotifyRoutes routes(service, nullptr);
  HttpServer server("127.0.0.1", std::uint16_t{0}, {},
                    [&](const HttpRequest& request) { return routes.answer(request); });
  std::atomic<bool> stop = false;
  std::thread thread([&] { server.run(1, [&] { return stop.load(); }); });
  std::uint64_t sessions = 0;
  for (const Client& client : GetParam().clients) {
    SCOPED_TRACE(client.name);
    std::optional<Peer> peer;
    const auto ask = [&](const std::string& path, const std::string& body) {
      if (!peer || client.connects_anew) peer.emplace(Peer::connect(server.port()));
      send(*peer, request_of(client, path, body));
      const std::string answer = peer->receive(is_whole);
      EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
      EXPECT_THAT(answer, HasSubstr("application/json"));
      return nlohmann::json::parse(answer.substr(answer.find("\r\n\r\n") + 4), nullptr, false);
    };
    auto answer = ask("/next/12", R"({"track": 3, "time": 1.0})");
    for (const char* time : {"0.25", "0.0"}) {
      ASSERT_TRUE(answer.is_object() && answer["track"].is_number_integer()) << answer;
      EXPECT_EQ(answer["user"], 12);
      answer = ask("/next/12",
                   fmt::format(R"({{"track": {}, "time": {}}})", answer["track"].get<int>(), time));
    }
    answer =
        ask("/last/12", fmt::format(R"({{"track": {}, "time": 0.0}})", answer["track"].get<int>()));
    EXPECT_EQ(answer, nlohmann::json({{"user", 12}}));
    ++sessions;
  }
  stop = true;
  thread.join();
  EXPECT_EQ(service.sessions(), sessions);
  EXPECT_EQ(routes.refused(), 0u);
}

// `remote` plays a session against the services of the year.
TEST_P(BotifyYear, RemoteDrivesTheService) {
  for (const Service& service : GetParam().services) {
    SCOPED_TRACE(service.name);
    std::vector<std::string> asked;
    std::mutex mutex;
    const LyingService there([&](Peer& peer) {
      for (;;) {
        const std::string request = peer.receive(is_whole, std::chrono::milliseconds(2000));
        if (request.empty()) return;
        const bool next = request.starts_with("POST /next/");
        {
          const std::lock_guard lock(mutex);
          asked.push_back(request.substr(0, request.find(" HTTP")) +
                          request.substr(request.find("\r\n\r\n") + 3));
        }
        send(peer, packets_of(fmt::format("HTTP/1.1 200 OK\r\n{}", service.head),
                              next ? service.next : service.last, service.apart));
        if (service.closes) return peer.close();
      }
    });
    ServiceClient client(
        {ParameterType<HttpAddress>::read(Node::make_scalar(there.url(), {"test", 1, 1}), "url"),
         5.0, 1, 3});
    client.greet();
    EXPECT_EQ(client.next(12, 3, 100, {}), 7);
    EXPECT_EQ(client.next(12, 7, 25, {}), 7);
    client.last(12, 7, 0);
    EXPECT_THAT(asked, ElementsAre("POST /next/12\n{\"track\": 3, \"time\": 1.0}",
                                   "POST /next/12\n{\"track\": 7, \"time\": 0.25}",
                                   "POST /last/12\n{\"track\": 7, \"time\": 0.0}"));
    // The greeting's connection is used for the first request.
    EXPECT_EQ(there.connections(), service.closes ? 3 : 1);
  }
}

// The log of the year's service is analyzed; its split is ours.
TEST_P(BotifyYear, LogIsAnalyzed) {
  const Year& year = GetParam();
  const auto line = [&](const char* message, int timestamp, int user, int track, const char* time,
                        const char* latency, const char* recommendation) {
    return fmt::format(
        R"({{"message": "{}", "timestamp": 17750000000{:02}, "user": {}, "track": {}, "time": {}, )"
        R"("latency": {}, "recommendation": {}, "experiments": {{"{}": "{}"}}{}}})"
        "\n",
        message, timestamp, user, track, time, latency, recommendation, year.experiment,
        year.treatments[user == 12 ? 0 : 1], year.more_fields);
  };
  const std::string log =
      line("next", 0, 12, 3, "1.0", "0.0011241436004638672", "7") +
      line("next", 1, 13, 3, "1.0", "0.0011241436004638672", "7") +
      line("next", 20, 12, 7, "0.25", "0.0008", "9") +
      line("last", 41, 12, 9, "0.0", "2.86102294921875e-06", "null") +
      line("next", 21, 13, 7, "0.25", "0.0008", "9") +  // as two workers of gunicorn write it
      line("last", 42, 13, 9, "0.0", "2.86102294921875e-06", "null");
  const TemporaryFolder folder;
  const ReadLog read = read_log({{folder.write("data.json", log)}, std::nullopt, 0}, {});
  EXPECT_EQ(read.experiment, year.experiment);
  EXPECT_EQ(read.totals.rows, 6u);
  for (const std::size_t i : {0, 1}) {
    const auto user = static_cast<std::int64_t>(12 + i);
    EXPECT_EQ(botify_label(split_index(year.experiment, user, year.n_treatments)),
              year.treatments[i]);
  }
  std::uint64_t sessions = 0;
  for (std::size_t i = 0; i < read.treatments.size(); ++i) {
    EXPECT_THAT(year.treatments, testing::Contains(read.treatments[i]));
    for (const LogUser& user : read.totals.treatments[i].users) {
      EXPECT_EQ(user.sessions, 1u);
      EXPECT_EQ(user.tracks, 3u);
      EXPECT_EQ(user.time, 1.25);
      ++sessions;
    }
  }
  EXPECT_EQ(sessions, 2u);
  EXPECT_EQ(read.totals.mixed_sessions.count, 0u);
}

INSTANTIATE_TEST_SUITE_P(Years, BotifyYear, testing::ValuesIn(years()),
                         [](const auto& year) { return std::to_string(year.param.year); });

}  // namespace
}  // namespace reprise
