#include "experiments/running/days/run_hook_command.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/support/default_signals.h"

extern char** environ;

namespace reprise {
namespace {

// The command by the shell, in a process group of its own, so that all it starts can be ended.
pid_t start(const std::string& command, const std::map<std::string, std::string>& variables) {
  std::vector<std::string> texts;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (!variables.contains(text.substr(0, text.find('=')))) texts.push_back(text);
  }
  for (const auto& [name, value] : variables) texts.push_back(fmt::format("{}={}", name, value));
  std::vector<char*> environment;
  for (std::string& text : texts) environment.push_back(text.data());
  environment.push_back(nullptr);
  std::string shell = "/bin/sh";
  std::string option = "-c";
  std::string text = command;
  char* const arguments[] = {shell.data(), option.data(), text.data(), nullptr};

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  // The command takes a closed stream, and files that are too large, as commands do.
  const sigset_t signals = default_signals();
  ::posix_spawnattr_setsigdefault(&attributes, &signals);
  pid_t process = -1;
  const int error =
      ::posix_spawn(&process, shell.c_str(), &actions, &attributes, arguments, environment.data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw std::runtime_error(
        fmt::format("cannot start the command '{}': {}", command, std::strerror(error)));
  }
  return process;
}

int wait_for(pid_t process, int options, int& status) {
  int ended = 0;
  while ((ended = ::waitpid(process, &status, options)) < 0 && errno == EINTR) {
  }
  return ended;
}

}  // namespace

void run_hook_command(const std::string& command,
                      const std::map<std::string, std::string>& variables, const StopFlag* stop) {
  const pid_t process = start(command, variables);
  int status = 0;
  while (wait_for(process, WNOHANG, status) == 0) {
    if (stop != nullptr && stop->load()) {
      ::kill(-process, SIGTERM);
      wait_for(process, 0, status);
      throw Interrupted();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  const std::string end = WIFEXITED(status)
                              ? fmt::format("ended with exit code {}", WEXITSTATUS(status))
                              : fmt::format("was ended by signal {}", WTERMSIG(status));
  throw std::runtime_error(
      fmt::format("the command '{}' between days {}; what it said is above", command, end));
}

}  // namespace reprise
