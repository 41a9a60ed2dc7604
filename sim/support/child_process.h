// Starts child processes, gives them text, reads their output, waits for them and ends them. No
// other code of the program starts processes.
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

/// The way in which a child process ended. An unknown end counts as a failure.
struct ExitStatus {
  enum class Kind {
    exited,     // ended by itself; `number` is its exit code
    signalled,  // ended by a signal; `number` is the signal's number
    unknown,    // the status was lost; `number` is the errno that tells why
  };

  Kind kind = Kind::unknown;
  int number = 0;

  bool succeeded() const { return kind == Kind::exited && number == 0; }
  bool operator==(const ExitStatus&) const = default;
};

/// Returns the end in words that follow a program's name: "ended with exit code 1", "was ended by
/// signal 9".
std::string description(const ExitStatus& status);

/// The place that a standard stream of a child process leads to.
enum class Redirection {
  inherited,       // to the same place as this process's stream
  null,            // to /dev/null
  stream,          // to this process, through ChildProcess::transfer
  standard_error,  // to the place of the child's standard error; for standard output alone
};

/// A program and the way to start it. Each text ends at its first zero byte.
struct ChildCommand {
  /// A name is searched on the PATH of this process; a text with a slash is a path.
  std::string program;
  /// The arguments without the program's name, which the child sees as its first argument.
  std::vector<std::string> arguments = {};
  /// true: the child gets the environment of this process, and `variables` are added to it and
  /// replace variables of the same name. false: the child has only `variables`.
  bool inherits_environment = true;
  std::map<std::string, std::string> variables = {};
  Redirection input = Redirection::inherited;
  Redirection output = Redirection::inherited;
  Redirection error = Redirection::inherited;
  /// true: the child leads a process group of its own. Signals then reach all processes that it
  /// starts, and the signals of a terminal reach none of them.
  bool own_process_group = false;
};

/// A running program. The destructor ends it with SIGKILL unless its end has been waited for. The
/// child has the default actions of SIGPIPE, SIGXFSZ and SIGCHLD, whatever the actions in this
/// process are.
///
/// The kernel forgets the exit statuses of all children of a process that ignores SIGCHLD, or that
/// asks for it with SA_NOCLDWAIT. A program that starts this process may make it ignore SIGCHLD. So
/// the action of the signal is changed while children run, and is restored after the last child. A
/// child that other code started and that ends meanwhile stays a zombie until this process ends.
///
/// Several threads may each have children, but only one thread at a time may use an object. No
/// other thread may change the environment during the constructor.
class ChildProcess {
 public:
  using Clock = std::chrono::steady_clock;

  /// Starts the program. Throws std::system_error on failure: ENOENT, EACCES or ENOTDIR when there
  /// is no such program. With some C libraries only the child finds this out, and it then ends with
  /// exit code 127.
  explicit ChildProcess(const ChildCommand& command);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Returns true while the child, or another process that has its stream, may still write to a
  /// redirected stream.
  bool has_open_output() const { return output_.is_open() || error_.is_open(); }

  /// Waits until some stream can be used, then moves at most 64 KiB through each stream: from the
  /// front of `input` to standard input, and from standard output and standard error to the ends of
  /// `output` and `error`. Closes standard input at the end of `input`, and also when no process
  /// reads it; this raises no SIGPIPE. Returns false when the deadline has passed. Throws
  /// std::system_error when waiting is impossible.
  bool transfer(std::string_view& input, std::string& output, std::string& error,
                Clock::time_point deadline);

  /// Returns the child's end; nothing while it runs. Never waits.
  std::optional<ExitStatus> poll() { return reap(false); }
  /// Returns the child's end; nothing if it still runs at the deadline.
  std::optional<ExitStatus> wait_until(Clock::time_point deadline);
  /// Waits for the child's end, however long it takes, and returns it.
  ExitStatus wait() { return *reap(true); }

  /// Sends a signal to the child, or to its whole process group if it leads one. Does nothing after
  /// poll(), wait_until() or wait() has returned the child's end, because its process id may by
  /// then belong to another process.
  void send_signal(int signal);

 private:
  // A file descriptor. The destructor closes it.
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

  // While an object of this class exists, the kernel keeps the exit statuses of the children of
  // this process.
  class StatusesKept {
   public:
    StatusesKept();
    ~StatusesKept();
    StatusesKept(const StatusesKept&) = delete;
    StatusesKept& operator=(const StatusesKept&) = delete;
  };

  static std::pair<Descriptor, Descriptor> make_pipe();
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
