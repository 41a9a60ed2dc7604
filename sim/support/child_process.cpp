#include "sim/support/child_process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <limits>
#include <mutex>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/support/check.h"

extern char** environ;

namespace reprise {
namespace {

using Kind = ExitStatus::Kind;

void check_error(int error, const char* action) {
  if (error != 0) throw std::system_error(error, std::generic_category(), action);
}

// ---- The action of SIGCHLD, which the whole process shares.

bool loses_statuses(const struct sigaction& action) {
  return (action.sa_flags & SA_NOCLDWAIT) != 0 || action.sa_handler == SIG_IGN;
}

// Returns the most similar action that keeps exit statuses. A handler stays.
struct sigaction keeping_statuses(struct sigaction action) {
  if (action.sa_handler == SIG_IGN) action.sa_handler = SIG_DFL;
  action.sa_flags &= ~SA_NOCLDWAIT;
  return action;
}

struct ChildSignal {
  std::mutex mutex;
  int children = 0;
  // The action before this code changed it; nothing if it is unchanged.
  std::optional<struct sigaction> found;
};

ChildSignal& child_signal() {
  // The object is never destroyed, because a child may end as late as other static objects.
  static ChildSignal& signal = *new ChildSignal;
  return signal;
}

// ---- Arguments of posix_spawn.

struct FileActions {
  FileActions() { check_error(::posix_spawn_file_actions_init(&actions), "posix_spawn"); }
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  void duplicate(int from, int to) {
    check_error(::posix_spawn_file_actions_adddup2(&actions, from, to), "posix_spawn");
  }
  void open_null(int number) {
    const int mode = number == STDIN_FILENO ? O_RDONLY : O_WRONLY;
    check_error(::posix_spawn_file_actions_addopen(&actions, number, "/dev/null", mode, 0),
                "posix_spawn");
  }

  posix_spawn_file_actions_t actions;
};

struct SpawnAttributes {
  explicit SpawnAttributes(bool own_process_group) {
    check_error(::posix_spawnattr_init(&attributes), "posix_spawn");
    // An ignored signal stays ignored in a program that is started. This process may ignore these
    // three signals, but a program expects to be ended by a closed stream and to see its children
    // end.
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGPIPE, SIGXFSZ, SIGCHLD}) sigaddset(&signals, signal);
    ::posix_spawnattr_setsigdefault(&attributes, &signals);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    const int group = own_process_group ? POSIX_SPAWN_SETPGROUP : 0;
    ::posix_spawnattr_setflags(&attributes, static_cast<short>(POSIX_SPAWN_SETSIGDEF | group));
  }
  ~SpawnAttributes() { ::posix_spawnattr_destroy(&attributes); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;

  posix_spawnattr_t attributes;
};

std::vector<std::string> environment_of(const ChildCommand& command) {
  std::vector<std::string> environment;
  if (command.inherits_environment && environ != nullptr) {
    for (char** entry = environ; *entry != nullptr; ++entry) {
      const std::string text = *entry;
      if (!command.variables.contains(text.substr(0, text.find('=')))) environment.push_back(text);
    }
  }
  for (const auto& [name, value] : command.variables) {
    environment.push_back(fmt::format("{}={}", name, value));
  }
  return environment;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Writes to a pipe as write() does, but raises no SIGPIPE when no process reads it.
ssize_t write_to_pipe(int pipe, std::string_view text) {
  sigset_t broken;
  sigemptyset(&broken);
  sigaddset(&broken, SIGPIPE);
  sigset_t pending;
  ::sigpending(&pending);
  sigset_t mask;
  ::pthread_sigmask(SIG_BLOCK, &broken, &mask);
  const ssize_t written = ::write(pipe, text.data(), text.size());
  const int error = errno;
  if (written < 0 && error == EPIPE && sigismember(&pending, SIGPIPE) == 0) {
    // The signal waits for this thread alone. It is taken before the thread could see it.
    constexpr timespec kNow{};
    while (::sigtimedwait(&broken, nullptr, &kNow) < 0 && errno == EINTR) {
    }
  }
  ::pthread_sigmask(SIG_SETMASK, &mask, nullptr);
  errno = error;
  return written;
}

}  // namespace

std::string description(const ExitStatus& status) {
  switch (status.kind) {
    case Kind::exited:
      return fmt::format("ended with exit code {}", status.number);
    case Kind::signalled:
      return fmt::format("was ended by signal {}", status.number);
    case Kind::unknown:
      break;
  }
  return fmt::format("ended, but its exit code is not known: {}",
                     std::generic_category().message(status.number));
}

void ChildProcess::Descriptor::close() {
  if (is_open()) ::close(std::exchange(number_, -1));
}

ChildProcess::StatusesKept::StatusesKept() {
  ChildSignal& signal = child_signal();
  const std::lock_guard lock(signal.mutex);
  // This is checked for each child, because other code may have changed the action since the first
  // child.
  struct sigaction action = {};
  ::sigaction(SIGCHLD, nullptr, &action);
  if (loses_statuses(action)) {
    const struct sigaction keeping = keeping_statuses(action);
    ::sigaction(SIGCHLD, &keeping, nullptr);
    signal.found = action;
  }
  ++signal.children;
}

ChildProcess::StatusesKept::~StatusesKept() {
  ChildSignal& signal = child_signal();
  const std::lock_guard lock(signal.mutex);
  if (--signal.children > 0 || !signal.found) return;
  struct sigaction action = {};
  ::sigaction(SIGCHLD, nullptr, &action);
  // If other code has set an action meanwhile, that action stays.
  const bool unchanged =
      !loses_statuses(action) && action.sa_handler == keeping_statuses(*signal.found).sa_handler;
  if (unchanged) ::sigaction(SIGCHLD, &*signal.found, nullptr);
  signal.found.reset();
}

// Returns the end of a pipe that is read and the end that is written to. No socket would do: a
// program cannot open its standard input by name, /dev/stdin, if that is a socket.
std::pair<ChildProcess::Descriptor, ChildProcess::Descriptor> ChildProcess::make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) check_error(errno, "pipe");
  std::pair<Descriptor, Descriptor> stream{Descriptor(ends[0]), Descriptor(ends[1])};
  for (Descriptor* end : {&stream.first, &stream.second}) {
    if (end->number() > STDERR_FILENO) continue;
    // This process was started without some standard stream, and the end has that stream's number.
    // The end would be lost when the child's standard streams are put in place, so it gets a larger
    // number.
    const int number = ::fcntl(end->number(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (number < 0) check_error(errno, "fcntl");
    *end = Descriptor(number);
  }
  return stream;
}

ChildProcess::ChildProcess(const ChildCommand& command) : leads_group_(command.own_process_group) {
  REPRISE_CHECK(
      command.input != Redirection::standard_error && command.error != Redirection::standard_error,
      "only standard output can be redirected to standard error: {}", command.program);
  // The child's ends of the streams. This process closes them when the constructor returns.
  std::vector<Descriptor> ends;
  FileActions actions;
  const auto redirect = [&](Redirection redirection, int number, Descriptor& ours) {
    switch (redirection) {
      case Redirection::inherited:
        return;
      case Redirection::null:
        return actions.open_null(number);
      case Redirection::standard_error:
        return actions.duplicate(STDERR_FILENO, number);
      case Redirection::stream:
        break;
    }
    auto [our_end, their_end] = make_pipe();
    if (number == STDIN_FILENO) std::swap(our_end, their_end);
    // Only this process's end: the other end is the child's, which expects to wait.
    if (::fcntl(our_end.number(), F_SETFL, O_NONBLOCK) != 0) check_error(errno, "fcntl");
    actions.duplicate(their_end.number(), number);
    ours = std::move(our_end);
    ends.push_back(std::move(their_end));
  };
  redirect(command.input, STDIN_FILENO, input_);
  // Standard error is redirected first, because standard output may be redirected to it.
  redirect(command.error, STDERR_FILENO, error_);
  redirect(command.output, STDOUT_FILENO, output_);

  // Start the program.
  std::vector<std::string> arguments = {command.program};
  arguments.insert(arguments.end(), command.arguments.begin(), command.arguments.end());
  std::vector<std::string> environment = environment_of(command);
  const SpawnAttributes attributes(command.own_process_group);
  statuses_kept_.emplace();
  const int error =
      ::posix_spawnp(&id_, command.program.c_str(), &actions.actions, &attributes.attributes,
                     pointers(arguments).data(), pointers(environment).data());
  check_error(error, command.program.c_str());
}

ChildProcess::~ChildProcess() {
  send_signal(SIGKILL);
  wait();
}

// Sends at most 64 KiB, without waiting. Closes the stream after the end of the text, and after an
// error.
void ChildProcess::send_some(Descriptor& stream, std::string_view& text) {
  constexpr std::size_t kMost = 65536;
  const ssize_t sent = write_to_pipe(stream.number(), text.substr(0, kMost));
  if (sent >= 0) text.remove_prefix(static_cast<std::size_t>(sent));
  const bool later = sent < 0 && (errno == EAGAIN || errno == EINTR);
  if (text.empty() || (sent < 0 && !later)) stream.close();
}

// Appends at most 64 KiB, without waiting. Closes the stream at its end, and after an error.
void ChildProcess::receive_some(Descriptor& stream, std::string& text) {
  std::array<char, 65536> buffer;
  const ssize_t received = ::read(stream.number(), buffer.data(), buffer.size());
  if (received > 0) text.append(buffer.data(), static_cast<std::size_t>(received));
  const bool later = received < 0 && (errno == EAGAIN || errno == EINTR);
  if (received == 0 || (received < 0 && !later)) stream.close();
}

bool ChildProcess::transfer(std::string_view& input, std::string& output, std::string& error,
                            Clock::time_point deadline) {
  // A closed stream has the number -1, which poll() skips.
  std::array<pollfd, 3> streams{
      {{input_.number(), POLLOUT, 0}, {output_.number(), POLLIN, 0}, {error_.number(), POLLIN, 0}}};
  int ready = 0;
  while (ready <= 0) {
    using std::chrono::milliseconds;
    const milliseconds left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return false;
    constexpr milliseconds kLongest{std::numeric_limits<int>::max()};
    ready =
        ::poll(streams.data(), streams.size(), static_cast<int>(std::min(left, kLongest).count()));
    if (ready < 0 && errno != EINTR) check_error(errno, "poll");
  }
  if (streams[0].revents != 0) send_some(input_, input);
  if (streams[1].revents != 0) receive_some(output_, output);
  if (streams[2].revents != 0) receive_some(error_, error);
  return true;
}

std::optional<ExitStatus> ChildProcess::wait_until(Clock::time_point deadline) {
  for (;;) {
    const std::optional<ExitStatus> status = poll();
    if (status || Clock::now() >= deadline) return status;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

void ChildProcess::send_signal(int signal) {
  if (status_) return;
  // The process id belongs to the child until the child is reaped. Other code may have reaped it.
  siginfo_t info = {};
  int result = 0;
  do {
    result = ::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOHANG | WNOWAIT);
  } while (result < 0 && errno == EINTR);
  if (result < 0) return set_status({.kind = Kind::unknown, .number = errno});
  ::kill(leads_group_ ? -id_ : id_, signal);
}

// Returns the child's end. When `waits` is false, returns nothing while the child runs.
std::optional<ExitStatus> ChildProcess::reap(bool waits) {
  if (status_) return status_;
  int status = 0;
  pid_t ended = 0;
  do {
    ended = ::waitpid(id_, &status, waits ? 0 : WNOHANG);
  } while (ended < 0 && errno == EINTR);
  if (ended < 0) {
    set_status({.kind = Kind::unknown, .number = errno});
  } else if (ended == id_) {
    set_status(WIFEXITED(status) ? ExitStatus{.kind = Kind::exited, .number = WEXITSTATUS(status)}
                                 : ExitStatus{.kind = Kind::signalled, .number = WTERMSIG(status)});
  }
  return status_;
}

void ChildProcess::set_status(ExitStatus status) {
  status_ = status;
  statuses_kept_.reset();
}

}  // namespace reprise
