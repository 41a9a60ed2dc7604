#include "reports/figures/gnuplot.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/support/default_signals.h"

namespace reprise {
namespace {

using Clock = std::chrono::steady_clock;
using Kind = GnuplotFailure::Kind;

constexpr std::size_t kComplaintBytes = 4096;
constexpr std::string_view kEndOfPicture = "</svg>";

[[noreturn]] void fail_to_start(int error) {
  if (error == ENOENT || error == EACCES || error == ENOTDIR) {
    throw GnuplotFailure(Kind::missing, "gnuplot is not installed (apt-get install gnuplot-nox)");
  }
  throw GnuplotFailure(Kind::failed,
                       fmt::format("gnuplot could not be started: {}", std::strerror(error)));
}

class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~FileDescriptor() { close(); }

  int number() const { return number_; }
  bool open() const { return number_ >= 0; }
  void close() {
    if (open()) ::close(std::exchange(number_, -1));
  }

 private:
  int number_ = -1;
};

// The two ends of a stream. They are sockets, because a write to a socket without a reader need not
// raise SIGPIPE.
struct Stream {
  FileDescriptor ours;
  FileDescriptor theirs;
};

Stream make_stream() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) fail_to_start(errno);
  Stream stream{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return stream;
}

// The gnuplot process. The process never outlives this object.
class Child {
 public:
  Child() : input_(make_stream()), output_(make_stream()), complaints_(make_stream()) {
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input_.theirs.number(), STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, output_.theirs.number(), STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, complaints_.theirs.number(), STDERR_FILENO);
    // -d: gnuplot reads neither the user's nor the system's settings. The environment holds nothing
    // else that could change a picture.
    const char* path = std::getenv("PATH");
    std::string path_entry = fmt::format("PATH={}", path == nullptr ? "" : path);
    std::string locale = "LC_ALL=C.UTF-8";
    std::array<char*, 3> environment{path_entry.data(), locale.data(), nullptr};
    std::string program = "gnuplot";
    std::string option = "-d";
    std::array<char*, 3> arguments{program.data(), option.data(), nullptr};
    // gnuplot gets the default actions of SIGPIPE and SIGXFSZ (closed streams, too large files), as
    // other programs do, although this program may ignore those signals.
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    const sigset_t signals = default_signals();
    ::posix_spawnattr_setsigdefault(&attributes, &signals);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    const int error = ::posix_spawnp(&id_, program.c_str(), &actions, &attributes, arguments.data(),
                                     environment.data());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
      id_ = -1;
      fail_to_start(error);
    }
    input_.theirs.close();
    output_.theirs.close();
    complaints_.theirs.close();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  ~Child() {
    if (id_ < 0) return;
    ::kill(id_, SIGKILL);
    int status = 0;
    while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
  }

  FileDescriptor& input() { return input_.ours; }
  FileDescriptor& output() { return output_.ours; }
  FileDescriptor& complaints() { return complaints_.ours; }

  // Returns whether gnuplot ended by itself before the deadline. `status` then tells how.
  bool wait_until(Clock::time_point deadline, int& status) {
    for (;;) {
      const pid_t ended = ::waitpid(id_, &status, WNOHANG);
      if (ended == id_) {
        id_ = -1;
        return true;
      }
      if ((ended < 0 && errno != EINTR) || Clock::now() >= deadline) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

 private:
  Stream input_;
  Stream output_;
  Stream complaints_;
  pid_t id_ = -1;
};

// Sends the bytes that the stream accepts now. Closes the stream at the end of the text, or if
// nobody reads the stream.
void send_some(FileDescriptor& stream, std::string_view& text) {
  const ssize_t sent = ::send(stream.number(), text.data(), text.size(), MSG_NOSIGNAL);
  if (sent >= 0) text.remove_prefix(static_cast<std::size_t>(sent));
  const bool later = sent < 0 && (errno == EAGAIN || errno == EINTR);
  if (text.empty() || (sent < 0 && !later)) stream.close();
}

// Appends the bytes that the stream has now. Closes the stream at its end.
void receive_some(FileDescriptor& stream, std::string& text) {
  std::array<char, 65536> buffer;
  const ssize_t received = ::recv(stream.number(), buffer.data(), buffer.size(), 0);
  if (received > 0) text.append(buffer.data(), static_cast<std::size_t>(received));
  const bool later = received < 0 && (errno == EAGAIN || errno == EINTR);
  if (received == 0 || (received < 0 && !later)) stream.close();
}

// Returns the first error message. gnuplot first points at a column ("   ^"); the error itself
// comes after "line N:".
std::string first_complaint(std::string_view complaints) {
  const std::size_t place = complaints.find("line ");
  if (place != std::string_view::npos) complaints.remove_prefix(place);
  while (!complaints.empty() && (complaints.front() == '\n' || complaints.front() == ' ')) {
    complaints.remove_prefix(1);
  }
  return std::string(complaints.substr(0, complaints.find('\n')));
}

// Runs gnuplot on a script and returns its output. Throws GnuplotFailure.
std::string run(std::string_view script, const GnuplotLimits& limits) {
  const Clock::time_point deadline = Clock::now() + limits.time;
  Child child;
  std::string output;
  std::string complaints;
  const auto time_out = [&limits] {
    throw GnuplotFailure(Kind::timed_out,
                         fmt::format("gnuplot took more than {:g} s and was ended",
                                     std::chrono::duration<double>(limits.time).count()));
  };
  while (child.output().open() || child.complaints().open()) {
    // A closed stream has the number -1, which poll ignores.
    std::array<pollfd, 3> streams{{{child.input().number(), POLLOUT, 0},
                                   {child.output().number(), POLLIN, 0},
                                   {child.complaints().number(), POLLIN, 0}}};
    // poll waits until a stream is ready, at most until the deadline.
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) time_out();
    if (::poll(streams.data(), streams.size(), static_cast<int>(left.count())) < 0) {
      if (errno == EINTR) continue;
      fail_to_start(errno);
    }
    if (streams[0].revents != 0) send_some(child.input(), script);
    if (streams[1].revents != 0) receive_some(child.output(), output);
    if (streams[2].revents != 0) receive_some(child.complaints(), complaints);
    if (complaints.size() > kComplaintBytes) complaints.resize(kComplaintBytes);
    // An output above the limit ends the run.
    if (output.size() > limits.bytes) {
      throw GnuplotFailure(
          Kind::too_large,
          fmt::format("gnuplot wrote more than {} bytes and was ended", limits.bytes));
    }
  }
  // The exit code tells whether gnuplot succeeded.
  int status = 0;
  if (!child.wait_until(deadline, status)) time_out();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    // 127: in some C libraries only the child finds out that the program does not exist.
    const std::string complaint = first_complaint(complaints);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127 && complaint.empty()) {
      fail_to_start(ENOENT);
    }
    if (!complaint.empty()) {
      throw GnuplotFailure(Kind::failed, fmt::format("gnuplot failed: {}", complaint));
    }
    throw GnuplotFailure(Kind::failed,
                         WIFSIGNALED(status)
                             ? fmt::format("gnuplot was ended by signal {}", WTERMSIG(status))
                             : fmt::format("gnuplot ended with exit code {}", WEXITSTATUS(status)));
  }
  return output;
}

// Replaces "]]>", which must not stand in the text of XML; gnuplot leaves ">" as it is.
std::string without_end_of_cdata(std::string_view svg) {
  constexpr std::string_view kEndOfCdata = "]]>";
  std::string text;
  for (;;) {
    const std::size_t place = svg.find(kEndOfCdata);
    text += svg.substr(0, place);
    if (place == std::string_view::npos) return text;
    text += "]]&gt;";
    svg.remove_prefix(place + kEndOfCdata.size());
  }
}

// Cuts the output into pictures, one string per SVG.
std::vector<std::string> parted(std::string_view output) {
  std::vector<std::string> pictures;
  for (;;) {
    const std::size_t begin = output.find("<?xml");
    const std::size_t end = output.find(kEndOfPicture);
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) break;
    pictures.push_back(
        without_end_of_cdata(output.substr(begin, end + kEndOfPicture.size() - begin)) + "\n");
    output.remove_prefix(end + kEndOfPicture.size());
  }
  return pictures;
}

}  // namespace

std::vector<std::string> render_svgs(const std::vector<std::string>& scripts,
                                     const GnuplotLimits& limits) {
  if (scripts.empty()) return {};
  std::string all;
  for (const std::string& script : scripts) {
    all += fmt::format("reset session\nset output\n{}\nunset output\n", script);
  }
  std::vector<std::string> pictures = parted(run(all, limits));
  if (pictures.size() != scripts.size()) {
    throw GnuplotFailure(Kind::failed, fmt::format("gnuplot drew {} pictures instead of {}",
                                                   pictures.size(), scripts.size()));
  }
  return pictures;
}

}  // namespace reprise
