#include "sim/support/child_process.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace reprise {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;
using Clock = ChildProcess::Clock;
using Kind = ExitStatus::Kind;

constexpr seconds kLong{60};

ChildCommand shell(const std::string& commands) {
  return {.program = "/bin/sh",
          .arguments = {"-c", commands},
          .input = Redirection::null,
          .output = Redirection::stream,
          .error = Redirection::stream};
}

ExitStatus exited(int code) { return {.kind = Kind::exited, .number = code}; }
ExitStatus signalled(int signal) { return {.kind = Kind::signalled, .number = signal}; }

// A child's whole output, and its end.
struct Told {
  std::string output;
  std::string error;
  ExitStatus status;
};

Told told_by(const ChildCommand& command, std::string_view input = {}) {
  const Clock::time_point deadline = Clock::now() + kLong;
  Told told;
  ChildProcess child(command);
  while (child.has_open_output()) {
    if (!child.transfer(input, told.output, told.error, deadline)) {
      ADD_FAILURE() << "it took too long";
      break;
    }
  }
  told.status = child.wait_until(deadline).value_or(ExitStatus{});
  return told;
}

// An action of a signal, as long as this lives.
class SignalAction {
 public:
  SignalAction(int signal, void (*handler)(int), int flags = 0) : signal_(signal) {
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    ::sigaction(signal, &action, &before_);
  }
  ~SignalAction() { ::sigaction(signal_, &before_, nullptr); }
  SignalAction(const SignalAction&) = delete;
  SignalAction& operator=(const SignalAction&) = delete;

 private:
  int signal_;
  struct sigaction before_ = {};
};

struct sigaction action_of(int signal) {
  struct sigaction action = {};
  ::sigaction(signal, nullptr, &action);
  return action;
}

void count_nothing(int) {}

// ---- Whatever is done with SIGCHLD.

struct ChildSignalCase {
  const char* name;
  void (*handler)(int);
  int flags;
};

std::ostream& operator<<(std::ostream& out, const ChildSignalCase& instance) {
  return out << instance.name;
}

class ChildProcessStatus : public testing::TestWithParam<ChildSignalCase> {
 protected:
  ~ChildProcessStatus() override {
    // No child is left, so the action is the one that was found.
    const struct sigaction action = action_of(SIGCHLD);
    EXPECT_EQ(action.sa_handler, GetParam().handler);
    EXPECT_EQ(action.sa_flags & SA_NOCLDWAIT, GetParam().flags);
  }

  SignalAction child_signal{SIGCHLD, GetParam().handler, GetParam().flags};
};

INSTANTIATE_TEST_SUITE_P(
    ChildSignals, ChildProcessStatus,
    testing::Values(ChildSignalCase{"Default", SIG_DFL, 0}, ChildSignalCase{"Ignored", SIG_IGN, 0},
                    ChildSignalCase{"NoChildWait", SIG_DFL, SA_NOCLDWAIT},
                    ChildSignalCase{"IgnoredNoChildWait", SIG_IGN, SA_NOCLDWAIT},
                    ChildSignalCase{"Handled", count_nothing, 0},
                    ChildSignalCase{"HandledNoChildWait", count_nothing, SA_NOCLDWAIT}),
    [](const auto& instance) { return instance.param.name; });

TEST_P(ChildProcessStatus, IsTheExitCode) {
  for (const int code : {0, 1, 7, 127, 255}) {
    ChildProcess child(shell("exit " + std::to_string(code)));
    EXPECT_EQ(child.wait(), exited(code));
    EXPECT_EQ(child.wait().succeeded(), code == 0);
    EXPECT_EQ(child.poll(), exited(code));
  }
}

TEST_P(ChildProcessStatus, IsTheSignal) {
  for (const int signal : {SIGKILL, SIGTERM}) {
    ChildProcess child(shell("kill -" + std::to_string(signal) + " $$"));
    EXPECT_EQ(child.wait(), signalled(signal));
    EXPECT_FALSE(child.wait().succeeded());
  }
}

TEST_P(ChildProcessStatus, IsThereForOneThatEndedLongAgo) {
  ChildProcess child(shell("exit 3"));
  std::this_thread::sleep_for(milliseconds(100));
  EXPECT_EQ(child.poll(), exited(3));
}

TEST_P(ChildProcessStatus, IsEachChildsOwnInSeveralThreads) {
  constexpr int kThreads = 4;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([thread] {
      for (int round = 0; round < 20; ++round) {
        EXPECT_EQ(told_by(shell("exit " + std::to_string(10 * thread + round))).status,
                  exited(10 * thread + round));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_P(ChildProcessStatus, OfAProgramThatIsNotThereIsNone) {
  EXPECT_THROW(ChildProcess({.program = "/nowhere/program"}), std::system_error);
}

TEST_P(ChildProcessStatus, IsSeenByTheDeadline) {
  ChildProcess child(shell("exec sleep 60"));
  EXPECT_EQ(child.wait_until(Clock::now() + milliseconds(20)), std::nullopt);
  EXPECT_EQ(child.poll(), std::nullopt);
  child.send_signal(SIGTERM);
  EXPECT_EQ(child.wait_until(Clock::now() + kLong), signalled(SIGTERM));
}

TEST(ChildProcess, LeavesAnActionThatSomebodySetsMeanwhile) {
  const SignalAction ignored(SIGCHLD, SIG_IGN);
  {
    ChildProcess child(shell("exit 0"));
    ::signal(SIGCHLD, count_nothing);
    EXPECT_EQ(child.wait(), exited(0));
  }
  EXPECT_EQ(action_of(SIGCHLD).sa_handler, count_nothing);
}

TEST(ChildProcess, ThatSomebodyElseReapedHasFailed) {
  ChildProcess child(shell("exit 0"));
  int status = 0;
  ASSERT_GT(::waitpid(-1, &status, 0), 0);
  EXPECT_FALSE(child.wait().succeeded());
  EXPECT_EQ(child.wait(), (ExitStatus{.kind = Kind::unknown, .number = ECHILD}));
  EXPECT_THAT(description(child.wait()), HasSubstr("not known"));
  ChildProcess other(shell("exit 0"));
  ASSERT_GT(::waitpid(-1, &status, 0), 0);
  other.send_signal(SIGTERM);
  EXPECT_EQ(other.poll(), (ExitStatus{.kind = Kind::unknown, .number = ECHILD}));
}

TEST(ChildProcess, ItsEndIsDescribed) {
  EXPECT_EQ(description(exited(7)), "ended with exit code 7");
  EXPECT_EQ(description(signalled(9)), "was ended by signal 9");
}

// ---- Programs, arguments and the environment.

TEST(ChildProcess, ThatIsNotThereIsSaidToBe) {
  const auto error_of = [](const std::string& program) {
    try {
      ChildProcess child({.program = program});
    } catch (const std::system_error& error) {
      return error.code().value();
    }
    return 0;
  };
  EXPECT_EQ(error_of("/nowhere/program"), ENOENT);
  EXPECT_EQ(error_of("reprise-has-no-such-program"), ENOENT);
  EXPECT_EQ(error_of("/etc/passwd"), EACCES);
  EXPECT_EQ(error_of("/etc/passwd/program"), ENOTDIR);
}

TEST(ChildProcess, IsFoundOnPath) {
  EXPECT_EQ(told_by({.program = "sh", .arguments = {"-c", "exit 4"}}).status, exited(4));
}

TEST(ChildProcess, SeesItsArgumentsAsTheyAre) {
  ChildCommand command = shell("printf '<%s>' \"$0\" \"$@\"");
  for (const char* argument : {"zero", "", "two words", "$HOME", "*"}) {
    command.arguments.emplace_back(argument);
  }
  EXPECT_EQ(told_by(command).output, "<zero><><two words><$HOME><*>");
}

TEST(ChildProcess, HasTheEnvironmentThatIsGiven) {
  EXPECT_EQ(told_by({.program = "env",
                     .inherits_environment = false,
                     .variables = {{"LEFT", "1"}, {"RIGHT", "a=b c"}},
                     .output = Redirection::stream})
                .output,
            "LEFT=1\nRIGHT=a=b c\n");
}

TEST(ChildProcess, InheritsTheEnvironmentWithSomeVariablesMore) {
  ::setenv("REPRISE_TEST_KEPT", "kept", 1);
  ::setenv("REPRISE_TEST_HIDDEN", "hidden", 1);
  ChildCommand command =
      shell("echo $REPRISE_TEST_KEPT $REPRISE_TEST_HIDDEN $REPRISE_TEST_ADDED; env");
  command.variables = {{"REPRISE_TEST_ADDED", "added"}, {"REPRISE_TEST_HIDDEN", "shown"}};
  const Told told = told_by(command);
  EXPECT_THAT(told.output, testing::StartsWith("kept shown added\n"));
  EXPECT_THAT(told.output, Not(HasSubstr("=hidden")));
  ::unsetenv("REPRISE_TEST_KEPT");
  ::unsetenv("REPRISE_TEST_HIDDEN");
}

TEST(ChildProcess, HasItsSignalsAtTheirDefaults) {
  if (!std::filesystem::exists("/proc/self/status")) GTEST_SKIP() << "there is no /proc";
  const SignalAction pipe(SIGPIPE, SIG_IGN);
  const SignalAction size(SIGXFSZ, SIG_IGN);
  const SignalAction child(SIGCHLD, SIG_IGN);
  const std::string line = told_by({.program = "grep",
                                    .arguments = {"SigIgn", "/proc/self/status"},
                                    .output = Redirection::stream})
                               .output;
  ASSERT_THAT(line, testing::StartsWith("SigIgn:"));
  const unsigned long long ignored = std::stoull(line.substr(line.find(':') + 1), nullptr, 16);
  for (const int signal : {SIGPIPE, SIGXFSZ, SIGCHLD}) {
    EXPECT_EQ(ignored >> (signal - 1) & 1U, 0u) << signal;
  }
}

// ---- Streams.

TEST(ChildProcess, WritesMuchToBothStreams) {
  const Told told = told_by(
      shell("head -c 3000000 /dev/zero >&2 & head -c 5000000 /dev/zero; wait; echo end >&2"));
  EXPECT_EQ(told.output.size(), 5'000'000u);
  EXPECT_EQ(told.error.size(), 3'000'004u);
  EXPECT_EQ(told.status, exited(0));
}

TEST(ChildProcess, GivesBackAllThatItIsGiven) {
  std::string text;
  for (int line = 0; line < 300'000; ++line) text += std::to_string(line) + "\n";
  ChildCommand command = shell("cat");
  command.input = Redirection::stream;
  EXPECT_EQ(told_by(command, text).output, text);
  EXPECT_EQ(told_by(command).output, "");
}

TEST(ChildProcess, ThatNeverReadsItsInputIsEndedAtTheDeadline) {
  const std::string text(4'000'000, '#');
  ChildCommand command = shell("exec sleep 60");
  command.input = Redirection::stream;
  const Clock::time_point deadline = Clock::now() + milliseconds(100);
  {
    ChildProcess child(command);
    std::string_view input = text;
    std::string output;
    std::string error;
    while (child.transfer(input, output, error, deadline)) {
    }
    EXPECT_FALSE(input.empty());
    EXPECT_TRUE(child.has_open_output());
  }
  EXPECT_GE(Clock::now(), deadline);
  EXPECT_LT(Clock::now(), deadline + seconds(30));
}

TEST(ChildProcess, ThatClosesItsInputRaisesNoSignalHere) {
  const SignalAction pipe(SIGPIPE, SIG_DFL);
  const std::string text(4'000'000, '#');
  ChildCommand command = shell("exec <&-; sleep 0.1; echo closed");
  command.input = Redirection::stream;
  const Told told = told_by(command, text);
  EXPECT_EQ(told.output, "closed\n");
  EXPECT_EQ(told.status, exited(0));
}

TEST(ChildProcess, OpensItsInputByName) {
  if (!std::filesystem::exists("/proc/self/fd")) GTEST_SKIP() << "there is no /proc";
  const std::string text(300'000, '#');
  ChildCommand command = shell("exec cat /proc/self/fd/0");
  command.input = Redirection::stream;
  EXPECT_EQ(told_by(command, text).output, text);
}

TEST(ChildProcess, ThatClosesItsInputLeavesASignalThatWaited) {
  sigset_t broken;
  sigemptyset(&broken);
  sigaddset(&broken, SIGPIPE);
  sigset_t mask;
  ASSERT_EQ(::pthread_sigmask(SIG_BLOCK, &broken, &mask), 0);
  std::raise(SIGPIPE);
  ChildCommand command = shell("exec <&-; sleep 0.1; echo closed");
  command.input = Redirection::stream;
  EXPECT_EQ(told_by(command, std::string(4'000'000, '#')).output, "closed\n");
  sigset_t pending;
  ::sigpending(&pending);
  EXPECT_EQ(sigismember(&pending, SIGPIPE), 1);
  int taken = 0;
  EXPECT_EQ(::sigwait(&broken, &taken), 0);
  ::pthread_sigmask(SIG_SETMASK, &mask, nullptr);
}

TEST(ChildProcess, ReadsNothingFromNullAndWritesOutputWhereErrorsGo) {
  ChildCommand command = shell("cat; echo output; echo error >&2");
  command.output = Redirection::standard_error;
  const Told told = told_by(command);
  EXPECT_EQ(told.output, "");
  EXPECT_EQ(told.error, "output\nerror\n");
  command.error = Redirection::null;
  EXPECT_EQ(told_by(command).status, exited(0));
}

// A standard stream of this process is closed as long as this lives.
class ClosedStream {
 public:
  explicit ClosedStream(int number) : number_(number), kept_(::fcntl(number, F_DUPFD_CLOEXEC, 10)) {
    ::close(number);
  }
  ~ClosedStream() {
    ::dup2(kept_, number_);
    ::close(kept_);
  }
  ClosedStream(const ClosedStream&) = delete;
  ClosedStream& operator=(const ClosedStream&) = delete;

 private:
  int number_;
  int kept_;
};

TEST(ChildProcess, HasItsStreamsThoughOursAreClosed) {
  Told told;
  {
    const ClosedStream input(STDIN_FILENO);
    const ClosedStream output(STDOUT_FILENO);
    const ClosedStream error(STDERR_FILENO);
    ChildCommand command = shell("cat; echo error >&2");
    command.input = Redirection::stream;
    told = told_by(command, "text");
  }
  EXPECT_EQ(told.output, "text");
  EXPECT_EQ(told.error, "error\n");
  EXPECT_EQ(told.status, exited(0));
}

// ---- Ends.

// A pipe that children inherit: whether one that has it still lives.
class InheritedPipe {
 public:
  InheritedPipe() { EXPECT_EQ(::pipe(ends_.data()), 0); }
  ~InheritedPipe() {
    close_ours();
    ::close(ends_[0]);
  }
  InheritedPipe(const InheritedPipe&) = delete;
  InheritedPipe& operator=(const InheritedPipe&) = delete;

  bool is_held_after(milliseconds time) {
    close_ours();
    pollfd end{ends_[0], POLLIN, 0};
    return ::poll(&end, 1, static_cast<int>(time.count())) == 0;
  }

 private:
  void close_ours() {
    if (ends_[1] >= 0) ::close(std::exchange(ends_[1], -1));
  }

  std::array<int, 2> ends_{-1, -1};
};

// Starts another process, tells of that one's number, and waits for it.
std::string with_grandchild() { return "sleep 60 & echo $!; wait"; }

std::string first_line_of(ChildProcess& child) {
  std::string_view input;
  std::string output;
  std::string error;
  while (output.find('\n') == std::string::npos) {
    if (!child.transfer(input, output, error, Clock::now() + kLong)) break;
  }
  return output.substr(0, output.find('\n'));
}

TEST(ChildProcess, DoesNotOutliveItsObject) {
  InheritedPipe pipe;
  { ChildProcess child(shell("exec sleep 60")); }
  EXPECT_FALSE(pipe.is_held_after(kLong));
}

TEST(ChildProcess, GroupEndsWithItsObject) {
  InheritedPipe pipe;
  {
    ChildCommand command = shell(with_grandchild());
    command.own_process_group = true;
    ChildProcess child(command);
    first_line_of(child);
  }
  EXPECT_FALSE(pipe.is_held_after(kLong));
}

TEST(ChildProcess, GroupIsSentSignals) {
  InheritedPipe pipe;
  ChildCommand command = shell(with_grandchild());
  command.own_process_group = true;
  ChildProcess child(command);
  first_line_of(child);
  child.send_signal(SIGTERM);
  EXPECT_EQ(child.wait(), signalled(SIGTERM));
  EXPECT_FALSE(pipe.is_held_after(kLong));
}

TEST(ChildProcess, GroupIsSentSignalsAfterItsLeadersEnd) {
  InheritedPipe pipe;
  ChildCommand command = shell("sleep 60 & exit 5");
  command.own_process_group = true;
  ChildProcess child(command);
  // Its end is not asked for: its number is still its own.
  std::this_thread::sleep_for(milliseconds(100));
  child.send_signal(SIGTERM);
  EXPECT_EQ(child.wait(), exited(5));
  EXPECT_FALSE(pipe.is_held_after(kLong));
}

TEST(ChildProcess, WithoutAGroupIsSentSignalsAlone) {
  InheritedPipe pipe;
  ChildProcess child(shell(with_grandchild()));
  const int grandchild = std::stoi(first_line_of(child));
  child.send_signal(SIGTERM);
  EXPECT_EQ(child.wait(), signalled(SIGTERM));
  EXPECT_TRUE(pipe.is_held_after(milliseconds(50)));
  ::kill(grandchild, SIGKILL);
  EXPECT_FALSE(pipe.is_held_after(kLong));
}

TEST(ChildProcess, ThatHasEndedIsSentNothing) {
  ChildProcess child(shell("exit 0"));
  EXPECT_EQ(child.wait(), exited(0));
  child.send_signal(SIGKILL);
  EXPECT_EQ(child.wait(), exited(0));
}

// Signals that are handled interrupt calls that wait.
TEST(ChildProcess, IsWaitedForThroughSignals) {
  const SignalAction alarm(SIGALRM, count_nothing);
  ChildCommand command = shell("for i in 1 2 3 4 5; do kill -ALRM $PPID; sleep 0.02; done; exit 6");
  EXPECT_EQ(told_by(command).status, exited(6));
  ChildProcess child(command);
  EXPECT_EQ(child.wait(), exited(6));
}

}  // namespace
}  // namespace reprise
