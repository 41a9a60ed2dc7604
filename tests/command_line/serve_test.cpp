// Tests `serve` behind `remote`: two processes of reprise, of which one asks the other.
#include <optional>

#include <fmt/format.h>

#include "tests/command_line/tiny_experiment.h"
#include "tests/peer.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Serves an experiment while `work` runs with the service's address, then ends the service like
// Ctrl-C.
class ServeTest : public TinyExperiment {
 protected:
  Outcome serve(std::vector<std::string> arguments,
                const std::function<void(const std::string& url)>& work) {
    // The service has a sandbox of its own, because a sandbox keeps the output of one process.
    arguments.insert(arguments.begin(), {"serve", "tiny.yaml", "--port", "0"});
    return server_.run_and_signal(SIGINT, arguments, [&] {
      const std::string out = server_.out_so_far();
      if (!out.ends_with("\n")) return false;
      work(out.substr(0, out.size() - 1));
      return true;
    });
  }

  ServeTest() { server_.write("tiny.yaml", kTiny); }

  std::string users_of(const std::string& file) {
    const std::string out = fmt::format("out{}", runs_++);
    return sandbox.read(sandbox.directory() / run(out, {}, file) / "users.csv");
  }

  Sandbox server_;
  int runs_ = 0;
};

const std::string kHistory =
    "{anchor: {liked: {above: 0.4}}, candidates: {nearest: 40}, exclude: user, pick: uniform}";

std::string experiment(const std::string& recommender, const std::string& more = "") {
  return fmt::format(
      "experiment: tiny\n"
      "world: {{generate: {{preset: 2023, tracks: 300, users: 50, dim: 16, seed: 1}}}}\n"
      "episodes: 200\n"
      "control: asked\n"
      "users_csv: true\n{}"
      "treatments:\n  asked: {}\n",
      more, recommender);
}

// A simulator of a larger world is served, too, as botify would, and the end says that it was one.
TEST_F(ServeTest, AnotherWorldIsServedAndSaid) {
  const Outcome outcome = serve({"--log", "data.json"}, [&](const std::string& url) {
    std::string there = experiment(fmt::format("{{remote: '{}'}}", url));
    there.replace(there.find("tracks: 300, users: 50"), 22, "tracks: 400, users: 90");
    sandbox.write("there.yaml", there);
    users_of("there.yaml");
  });
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("0 of them refused; 200 sessions ended"),
                                 HasSubstr(" users not of this world asked, and "),
                                 HasSubstr("named tracks that are not in it: does the simulator")));
  EXPECT_THAT(server_.run({"analyze", "data.json", "--json"}), Succeeds());
}

TEST_F(ServeTest, RemoteSessionsAreThoseInProcess) {
  server_.write("tiny.yaml", experiment(kHistory));
  for (const std::string more :
       {"", "days: 3\nseeds: [7]\n", "design: split\nrandom: numpy\nseeds: [31337]\n"}) {
    sandbox.write("here.yaml", experiment(kHistory, more));
    const std::string here = users_of("here.yaml");
    std::string there;
    const Outcome outcome = serve({"--log", "data.json"}, [&](const std::string& url) {
      sandbox.write("there.yaml", experiment(fmt::format("{{remote: '{}'}}", url), more));
      there = users_of("there.yaml");
    });
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_THAT(outcome.err, HasSubstr("0 of them refused; 200 sessions ended"));
    EXPECT_EQ(there, here) << more;
    // `reprise analyze` can read the service's log.
    const Outcome table = server_.run({"analyze", "data.json", "--json"});
    EXPECT_THAT(table, Succeeds());
    std::filesystem::remove(server_.directory() / "data.json");
  }
}

TEST_F(ServeTest, ItsLogHasBotifysSplitAndAllRows) {
  std::size_t requests = 0;
  serve({"--quiet"}, [&](const std::string& url) {
    Peer peer =
        Peer::connect(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
    for (int user = 0; user < 20; ++user) {
      for (const char* path : {"next", "next", "last"}) {
        const std::string body = R"({"track": 4, "time": 0.5})";
        peer.send(fmt::format("POST /{}/{} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{}",
                              path, user, body.size(), body));
        ASSERT_THAT(peer.receive(is_whole), HasSubstr("200 OK"));
        ++requests;
      }
    }
  });
  const std::vector<std::string> lines = lines_of(server_.read(server_.directory() / "data.json"));
  ASSERT_EQ(lines.size(), requests);
  std::set<std::string> labels;
  for (const std::string& line : lines) {
    const auto row = nlohmann::json::parse(line);
    EXPECT_EQ(row["recommendation"].is_null(), row["message"] == "last");
    labels.insert(row["experiments"]["tiny"].get<std::string>());
  }
  EXPECT_THAT(labels, ElementsAre("C", "T1", "T2"));
}

TEST_F(ServeTest, MistakesAreNamed) {
  EXPECT_THAT(sandbox.run({"serve"}).err, HasSubstr("name an experiment file"));
  EXPECT_THAT(sandbox.run({"serve", "tiny.yaml", "--treatment", "stikky"}).err,
              HasSubstr("did you mean 'sticky'"));
  EXPECT_THAT(sandbox.run({"serve", "tiny.yaml", "--log", "no/such/place.json"}).err,
              HasSubstr("cannot write this log"));
  EXPECT_THAT(sandbox.run({"serve", "tiny.yaml", "--host", "no.such.host.invalid"}).err,
              HasSubstr("--host"));
  EXPECT_EQ(sandbox.run({"serve", "tiny.yaml", "--port", "99999"}).exit_code, 2);
}

TEST_F(ServeTest, NoServiceIsOneMessage) {
  sandbox.write("there.yaml", experiment("{remote: {url: 'http://127.0.0.1:1', retries: 0}}"));
  const Outcome outcome = sandbox.run({"run", "there.yaml", "--quiet"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("no service answers at http://127.0.0.1:1"),
                                 HasSubstr("start it, or correct the url")));
  EXPECT_THAT(lines_of(outcome.err), testing::SizeIs(1));
  EXPECT_THAT(sandbox.files_in(sandbox.directory() / "runs"), IsEmpty());
  sandbox.write("wrong.yaml", experiment("{remote: localhost}"));
  EXPECT_THAT(sandbox.run({"run", "wrong.yaml"}).err,
              AllOf(HasSubstr("wrong.yaml:"), HasSubstr("http://127.0.0.1:5001")));
}

// The run's world has fewer tracks than the service's, so the service recommends tracks that are
// not there.
TEST_F(ServeTest, AServiceOfAnotherWorldIsNoticed) {
  server_.write("tiny.yaml", experiment("{top_pop: 300}"));
  serve({}, [&](const std::string& url) {
    std::string other = experiment(fmt::format("{{remote: '{}'}}", url));
    other.replace(other.find("tracks: 300"), 11, "tracks: 100");
    sandbox.write("other.yaml", other);
    const Outcome outcome = sandbox.run({"run", "other.yaml", "--quiet"});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.err,
                AllOf(HasSubstr("a track of the world, 0 to 99"), HasSubstr("the same tracks?")));
  });
}

TEST_F(ServeTest, WhatARunPlaysTwiceIsNotAskedOfAService) {
  serve({"--treatment", "pop"}, [&](const std::string& url) {
    sandbox.write("there.yaml", experiment(fmt::format("{{remote: '{}'}}", url)));
    const Outcome outcome = sandbox.run({"run", "there.yaml", "--quiet", "--calibrate", "2"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, HasSubstr("leave --calibrate out"));
  });
}

TEST_F(ServeTest, OneServiceIsNotAskedForTwoTreatmentsInTheSameSessions) {
  serve({"--treatment", "pop"}, [&](const std::string& url) {
    const std::string two =
        experiment(fmt::format("{{remote: '{}'}}\n  other: {{remote: '{}'}}", url, url));
    sandbox.write("two.yaml", two);
    const Outcome outcome = sandbox.run({"run", "two.yaml", "--quiet"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, AllOf(HasSubstr("ask the same service"), HasSubstr("design: split")));
    EXPECT_THAT(sandbox.run({"run", "two.yaml", "--quiet", "--set", "design=split"}), Succeeds());
  });
}

TEST_F(ServeTest, LatencyIsMeasured) {
  serve({"--treatment", "pop"}, [&](const std::string& url) {
    sandbox.write("there.yaml", experiment(fmt::format("{{remote: '{}'}}", url),
                                           "metrics: [mean_request_latency]\n"));
    const nlohmann::json found = results({}, "there.yaml");
    const double latency = found["treatments"]["asked"]["metrics"]["mean_request_latency"]["mean"];
    EXPECT_GT(latency, 0.01);
    EXPECT_LT(latency, 1000);
  });
}

}  // namespace
}  // namespace reprise
