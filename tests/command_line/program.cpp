#include "tests/command_line/program.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace reprise {
namespace {

void check(int error, const char* what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + file.string());
  std::ostringstream content;
  content << stream.rdbuf();
  return content.str();
}

// The exit code of a process in which a sanitizer found an error. The program itself has no such
// exit code.
constexpr int kFound = 66;

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Returns our environment with the changes. The settings of a developer's shell for colours and
// caches are left out.
std::vector<std::string> environment(Sandbox::Environment changes,
                                     const std::filesystem::path& cache,
                                     const std::filesystem::path& sanitizer_reports) {
  changes.emplace("REPRISE_CACHE", cache);
  for (const char* sanitizer : {"ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"}) {
    const char* options = std::getenv(sanitizer);
    changes.emplace(sanitizer,
                    fmt::format("{}:exitcode={}:log_path={}/of", options != nullptr ? options : "",
                                kFound, sanitizer_reports.string()));
  }
  changes.emplace("NO_COLOR", "");
  changes.emplace("XDG_CACHE_HOME", "");
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string text = *variable;
    if (!changes.contains(text.substr(0, text.find('=')))) variables.push_back(text);
  }
  for (const auto& [name, value] : changes) {
    if (!value.empty()) variables.push_back(name + "=" + value);
  }
  return variables;
}

}  // namespace

std::string program() {
  const char* other = std::getenv("REPRISE_TEST_PROGRAM");
  return other != nullptr ? other : REPRISE_PROGRAM;
}

bool program_has_sanitizer() {
  const std::string bytes = content_of(program());
  return bytes.find("__asan_init") != std::string::npos ||
         bytes.find("__tsan_init") != std::string::npos;
}

std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
  return out << "exit code " << outcome.exit_code << "\nstdout:\n"
             << outcome.out << "\nstderr:\n"
             << outcome.err;
}

Sandbox::Sandbox() {
  std::string pattern = std::filesystem::temp_directory_path() / "reprise_test_XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) check(errno, "mkdtemp");
  root_ = pattern;
  std::filesystem::create_directory(directory());
  std::filesystem::create_directory(sanitizer_reports());
  // Some tests run the program as another user.
  std::filesystem::permissions(sanitizer_reports(), std::filesystem::perms(0777));
}

Sandbox::~Sandbox() {
  std::error_code error;
  std::filesystem::remove_all(root_, error);
}

void Sandbox::write(const std::string& file, const std::string& content) const {
  const std::filesystem::path path = directory() / file;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

std::string Sandbox::read(const std::filesystem::path& file) const {
  return content_of(directory() / file);
}

nlohmann::json Sandbox::read_json(const std::filesystem::path& file) const {
  return nlohmann::json::parse(read(file));
}

std::vector<std::string> Sandbox::files_in(const std::filesystem::path& under) {
  std::vector<std::string> files;
  if (!std::filesystem::exists(under)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(under)) {
    files.push_back(entry.path().lexically_relative(under));
  }
  std::sort(files.begin(), files.end());
  return files;
}

pid_t Sandbox::start(const std::vector<std::string>& arguments, const Environment& changes,
                     const std::string& out, const std::string& err) const {
  std::vector<std::string> command = {program()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return start_command(std::move(command), changes, out, err);
}

pid_t Sandbox::start_command(std::vector<std::string> command, const Environment& changes,
                             const std::string& out, const std::string& err,
                             const std::string& in) const {
  std::vector<std::string> variables = environment(changes, cache(), sanitizer_reports());
  posix_spawn_file_actions_t actions;
  check(::posix_spawn_file_actions_init(&actions), "posix_spawn_file_actions_init");
  constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC;
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), kFlags, 0600);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), kFlags, 0600);
  ::posix_spawn_file_actions_addchdir_np(&actions, directory().c_str());
  pid_t process = 0;
  const int error = ::posix_spawnp(&process, command.front().c_str(), &actions, nullptr,
                                   pointers(command).data(), pointers(variables).data());
  ::posix_spawn_file_actions_destroy(&actions);
  check(error, command.front().c_str());
  return process;
}

Outcome Sandbox::finish(pid_t process) const {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) check(errno, "waitpid");
  }
  Outcome outcome;
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (outcome.exit_code == kFound) ADD_FAILURE() << "a sanitizer ended the program";
  expect_no_sanitizer_reports();
  return outcome;
}

void Sandbox::expect_no_sanitizer_reports() const {
  for (const auto& report : std::filesystem::directory_iterator(sanitizer_reports())) {
    ADD_FAILURE() << content_of(report.path());
    std::filesystem::remove(report.path());
  }
}

Outcome Sandbox::run(const std::vector<std::string>& arguments, const Environment& changes) const {
  Outcome outcome = finish(start(arguments, changes, out_file(), err_file()));
  outcome.out = content_of(out_file());
  outcome.err = content_of(err_file());
  return outcome;
}

Outcome Sandbox::run_into(const std::string& file,
                          const std::vector<std::string>& arguments) const {
  Outcome outcome = finish(start(arguments, {}, file, err_file()));
  outcome.err = content_of(err_file());
  return outcome;
}

Outcome Sandbox::run_on_input(const std::string& input,
                              const std::vector<std::string>& arguments) const {
  const std::string file = root_ / "stdin";
  std::ofstream(file, std::ios::binary) << input;
  std::vector<std::string> command = {program()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  Outcome outcome = finish(start_command(std::move(command), {}, out_file(), err_file(), file));
  outcome.out = content_of(out_file());
  outcome.err = content_of(err_file());
  return outcome;
}

bool Sandbox::has_terminals() {
  const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0) return false;
  const bool usable = ::grantpt(terminal) == 0 && ::unlockpt(terminal) == 0 &&
                      ::access(::ptsname(terminal), R_OK | W_OK) == 0;
  ::close(terminal);
  return usable;
}

Outcome Sandbox::run_on_terminal(const std::vector<std::string>& arguments,
                                 const Environment& changes) const {
  const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0 || ::grantpt(terminal) != 0 || ::unlockpt(terminal) != 0) {
    check(errno, "posix_openpt");
  }
  const std::string name = ::ptsname(terminal);
  // The terminal is held open here too. Otherwise a process that ends early would close the
  // terminal before it is read.
  const int ours = ::open(name.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  const pid_t process = start(arguments, changes, name, name);
  std::string seen;
  std::thread reader([&] {
    char block[4096];
    for (ssize_t n = 0; (n = ::read(terminal, block, sizeof block)) > 0;) {
      seen.append(block, static_cast<std::size_t>(n));
    }
  });
  Outcome outcome = finish(process);
  ::close(ours);  // it is the last one open, so the reader comes to the end
  reader.join();
  ::close(terminal);
  outcome.out = seen;
  return outcome;
}

Outcome Sandbox::run_command(const std::vector<std::string>& command,
                             const Environment& changes) const {
  Outcome outcome = finish(start_command(command, changes, out_file(), err_file()));
  outcome.out = content_of(out_file());
  outcome.err = content_of(err_file());
  return outcome;
}

std::pair<Outcome, Outcome> Sandbox::run_twice(const std::vector<std::string>& arguments) const {
  const pid_t first = start(arguments, {}, out_file() + "1", err_file() + "1");
  const pid_t second = start(arguments, {}, out_file(), err_file());
  std::pair<Outcome, Outcome> outcomes{finish(first), finish(second)};
  outcomes.first.out = content_of(out_file() + "1");
  outcomes.first.err = content_of(err_file() + "1");
  outcomes.second.out = content_of(out_file());
  outcomes.second.err = content_of(err_file());
  return outcomes;
}

Outcome Sandbox::run_and_signal(int signal, const std::vector<std::string>& arguments,
                                const std::function<bool()>& ready) const {
  const pid_t process = start(arguments, {}, out_file(), err_file());
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!ready() && std::chrono::steady_clock::now() < give_up) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ::kill(process, signal);
  Outcome outcome = finish(process);
  outcome.out = content_of(out_file());
  outcome.err = content_of(err_file());
  return outcome;
}

std::string Sandbox::out_so_far() const { return content_of(out_file()); }

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace reprise
