// Tests faults of other programs beside a run: gnuplot, commands between days, services that are
// asked, and the program that starts this one.
#include <chrono>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "tests/command_line/faults.h"
#include "tests/peer.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::Each;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

namespace fs = std::filesystem;

TEST_F(FaultsTest, WhateverGnuplotDoesTheReportsAreThere) {
  const fs::path folder = sandbox.directory() / "bin";
  const auto put = [&](const std::string& commands) {
    sandbox.write("bin/gnuplot", "#!/bin/sh\n" + commands + "\n");
    fs::permissions(folder / "gnuplot", fs::perms::owner_all);
  };
  struct Case {
    std::string commands;
    const char* said;
  };
  const std::string path = folder.string() + ":/usr/bin:/bin";
  for (const Case& fault :
       {Case{"kill -9 $$", "gnuplot was ended by signal 9"},
        {"exit 3", "gnuplot ended with exit code 3"},
        {"cat > /dev/null; echo 'line 7: undefined variable' >&2; exit 1",
         "gnuplot failed: line 7: undefined variable"},
        {"echo 'gnuplot: error while loading shared libraries' >&2; exit 127",
         "error while loading shared libraries"},
        {"cat > /dev/null", "gnuplot drew 0 pictures instead of"},
        {"cat > /dev/null; echo '<?xml <script></svg>'", "gnuplot drew 1 pictures instead of"},
        {"while true; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done", "gnuplot "},
        {"exec sleep 1000", "gnuplot took more than 20 s and was ended"}}) {
    SCOPED_TRACE(fault.commands);
    put(fault.commands);
    fs::remove_all(sandbox.directory() / "out");
    const Outcome outcome =
        sandbox.run({"run", "tiny.yaml", "--quiet", "--out", "out"}, {{"PATH", path}});
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_THAT(lines_of(outcome.err), SizeIs(2));
    EXPECT_THAT(outcome.err, AllOf(StartsWith("figures: "), HasSubstr(fault.said)));
    const std::vector<std::string> files = sandbox.files_in(sandbox.directory() / "out");
    for (const char* report : {"results.json", "report.html", "report.md", "effects.csv"}) {
      EXPECT_THAT(files, testing::Contains(EndsWith(report)));
    }
    EXPECT_THAT(files, Each(Not(EndsWith(".svg"))));
  }
}

TEST_F(FaultsTest, FiguresAreDrawnWhereTheEndsOfProcessesAreIgnored) {
  const std::vector<std::string> arguments = {"run", "tiny.yaml", "--quiet", "--out", "ignoring"};
  const Outcome outcome = run_ignoring_child_ends(arguments);
  EXPECT_THAT(outcome, Succeeds());
  const std::string usual = run("usual");
  const fs::path ignoring = fs::path("ignoring") / fs::path(usual).lexically_relative("usual");
  const std::vector<std::string> files = Sandbox::files_in(sandbox.directory() / usual);
  EXPECT_THAT(files, testing::Contains(EndsWith(".svg")));
  EXPECT_EQ(Sandbox::files_in(sandbox.directory() / ignoring), files);
  for (const std::string& file : files) {
    if (!file.ends_with(".svg")) continue;
    EXPECT_EQ(sandbox.read(ignoring / file), sandbox.read(fs::path(usual) / file)) << file;
  }
  sandbox.write("bin/gnuplot", "#!/bin/sh\nexit 3\n");
  const fs::path folder = sandbox.directory() / "bin";
  fs::permissions(folder / "gnuplot", fs::perms::owner_all);
  fs::remove_all(sandbox.directory() / "ignoring");
  const Outcome failed =
      run_ignoring_child_ends(arguments, {{"PATH", folder.string() + ":/usr/bin:/bin"}});
  EXPECT_THAT(failed, Succeeds());
  EXPECT_THAT(failed.err, HasSubstr("gnuplot ended with exit code 3"));
}

TEST_F(FaultsTest, ACommandThatFailsDoesSoWhereTheEndsOfProcessesAreIgnored) {
  const auto write = [&](const std::string& command) {
    sandbox.write("days.yaml", kTiny + "days: 2\nbetween_days: {command: '" + command + "'}\n");
  };
  const std::vector<std::string> arguments = {"run", "days.yaml", "--quiet", "--allow-commands"};
  write("echo no luck; exit 7");
  const Outcome failed = run_ignoring_child_ends(arguments);
  EXPECT_EQ(failed.exit_code, kFailed);
  EXPECT_THAT(failed.err, AllOf(HasSubstr("no luck"), HasSubstr("ended with exit code 7")));
  EXPECT_EQ(failed.out, "");
  write("kill -9 $$");
  const Outcome killed = run_ignoring_child_ends(arguments);
  EXPECT_EQ(killed.exit_code, kFailed);
  EXPECT_THAT(killed.err, HasSubstr("was ended by signal 9"));
  write("touch ran");
  EXPECT_THAT(run_ignoring_child_ends(arguments), Succeeds());
  EXPECT_TRUE(fs::exists(sandbox.directory() / "ran"));
}

TEST_F(FaultsTest, AServiceThatLiesIsOneMessageAndLeavesNothing) {
  const auto answer = [](const std::string& body, std::size_t length) {
    return fmt::format(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}"
        "\r\n\r\n{}",
        length, body);
  };
  const auto honest = [&](const std::string& body) { return answer(body, body.size()); };
  const std::string kept = run("out");
  const std::map<std::string, std::string> before = contents();
  struct Case {
    std::string answer;
    const char* said;
  };
  for (const Case& lie :
       {Case{honest("{\"track\": 300}"), "300"},
        {honest("{\"track\": -1}"), "-1"},
        {honest("{\"track\": 99999999999999999999}"), "expected"},
        {honest("{\"track\": 1e400}"), "expected"},
        {honest("{\"track\": null}"), "expected"},
        {honest("{\"trak\": 1}"), "expected"},
        {honest("not json"), "expected"},
        {honest(std::string(3'000'000, 'x')), "longer than"},
        {answer("{\"track\": 1}", 1000), "answer"},
        {answer("{\"track\": 1}", 5), "expected"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "not HTTP"},
        {"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", "302"},
        {"", "closed the connection"},
        {"H", "answer"}}) {
    SCOPED_TRACE(lie.answer.substr(0, 80));
    const LyingService service([&](Peer& peer) {
      for (;;) {
        const std::string request = peer.receive(is_whole, std::chrono::milliseconds(300));
        if (request.empty()) return;
        // The service greets like an honest one, and lies afterwards.
        const bool greets = request.starts_with("GET");
        peer.send(greets ? honest("{}") : lie.answer);
        if (!greets) return;
      }
    });
    const Outcome outcome =
        sandbox.run({"run", "tiny.yaml", "--quiet", "--out", "out", "--set",
                     fmt::format("treatments.far={{remote: {{url: 'http://127.0.0.1:{}', timeout: "
                                 "1, retries: 0, connections: 1}}}}",
                                 service.port())});
    EXPECT_EQ(outcome.exit_code, kFailed);
    EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
    EXPECT_THAT(outcome.err, AllOf(StartsWith("reprise: "), HasSubstr("http://127.0.0.1:"),
                                   HasSubstr(lie.said)));
    EXPECT_LT(outcome.err.size(), 700u);
    EXPECT_EQ(contents(), before);
  }
}

}  // namespace
}  // namespace reprise
