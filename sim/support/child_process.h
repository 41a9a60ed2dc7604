// Child processes: started, given text, read, waited for and ended. The one place of the program
// that starts others.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace reprise {

/// How a child process ended. An unknown end is no success.
struct ExitStatus {
  enum class Kind {
    exited,     // by itself: `number` is its exit code
    signalled,  // by a signal: `number` is the signal's
    unknown,    // its status was lost: `number` is the errno that tells why
  };

  Kind kind = Kind::unknown;
  int number = 0;

  bool succeeded() const { return kind == Kind::exited && number == 0; }
  bool operator==(const ExitStatus&) const = default;
};

/// The end in words that follow a program's name: "ended with exit code 1", "was ended by signal
/// 9".
std::string description(const ExitStatus& status);

/// Where a standard stream of a child process leads.
enum class Redirection {
  inherited,       // where this process's own leads
  null,            // to /dev/null
  stream,          // to this process: ChildProcess::transfer
  standard_error,  // for standard output alone: where the child's standard error leads
};

/// A program and how it is started. Each text ends at its first zero byte.
struct ChildCommand {
  /// A name is looked for on the PATH of this process; a text with a slash is a path.
  std::string program;
  /// Without the program's name, which is the first one that the child sees.
  std::vector<std::string> arguments = {};
  /// Whether the child has this process's environment. `variables` are added to it and hide
  /// variables of the same name; without it they are all that the child has.
  bool inherits_environment = true;
  std::map<std::string, std::string> variables = {};
  Redirection input = Redirection::inherited;
  Redirection output = Redirection::inherited;
  Redirection error = Redirection::inherited;
  /// The child leads a process group of its own: signals reach all that it starts, and those of a
  /// terminal reach none of it.
  bool own_process_group = false;
};

/// A running program, which this object ends with SIGKILL unless it has been waited for. The child
/// has SIGPIPE, SIGXFSZ and SIGCHLD at their defaults, whatever this process does with them.
///
/// The kernel forgets the exit status of every child of a process that ignores SIGCHLD or asks for
/// that with SA_NOCLDWAIT, and a program that starts this one may have it ignore the signal. So the
/// signal's action is changed while children run, and put back after the last of them. A child that
/// something else started and that ends in between stays a zombie until this process ends.
///
/// Several threads may each have children; one object is one thread's at a time. The environment
/// must not be changed by another thread during the constructor.
class ChildProcess {
 public:
  using Clock = std::chrono::steady_clock;

  /// Starts the program. Throws std::system_error if that is impossible: ENOENT, EACCES or ENOTDIR
  /// where there is no such program. Some C libraries find that out in the child alone, which then
  /// ends with exit code 127.
  explicit ChildProcess(const ChildCommand& command);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Whether the child, or a process that has its stream, may write to a redirected stream yet.
  bool has_open_output() const { return output_.is_open() || error_.is_open(); }

  /// Waits until some stream can be used, then moves at most 64 KiB through each of them: from the
  /// front of `input` to standard input, from standard output and standard error to the ends of
  /// `output` and `error`. Standard input is closed at the end of `input`, and when nobody reads
  /// it, which raises no SIGPIPE. False when the deadline has passed. Throws std::system_error if
  /// waiting is impossible.
  bool transfer(std::string_view& input, std::string& output, std::string& error,
                Clock::time_point deadline);

  /// How it ended, or nothing if it runs. Never waits.
  std::optional<ExitStatus> poll() { return reap(false); }
  /// How it ended, or nothing if it runs at the deadline.
  std::optional<ExitStatus> wait_until(Clock::time_point deadline);
  /// How it ended, however long that takes.
  ExitStatus wait() { return *reap(true); }

  /// Sends a signal to the child, or to its whole process group if it leads one. Nothing happens
  /// once poll(), wait_until() or wait() has told of its end: its number may be another process's.
  void send_signal(int signal);

 private:
  // A file descriptor that is closed with its owner.
  class Descriptor {
   public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
      std::swap(number_, other.number_);
      return *this;
    }
    ~Descriptor() { close(); }

    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    void close();

   private:
    int number_ = -1;
  };

  // As long as one of them lives, the kernel keeps the exit statuses of this process's children.
  class StatusesKept {
   public:
    StatusesKept();
    ~StatusesKept();
    StatusesKept(const StatusesKept&) = delete;
    StatusesKept& operator=(const StatusesKept&) = delete;
  };

  static std::pair<Descriptor, Descriptor> make_stream();
  static void send_some(Descriptor& stream, std::string_view& text);
  static void receive_some(Descriptor& stream, std::string& text);
  std::optional<ExitStatus> reap(bool waits);
  void set_status(ExitStatus status);

  std::optional<StatusesKept> statuses_kept_;
  Descriptor input_;
  Descriptor output_;
  Descriptor error_;
  bool leads_group_;
  pid_t id_ = -1;
  std::optional<ExitStatus> status_;
};

}  // namespace reprise
