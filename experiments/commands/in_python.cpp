#include "experiments/commands/in_python.h"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <optional>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "recommenders/python/python_host.h"
#include "sim/support/child_process.h"
#include "sim/support/files/packed_file.h"
#include "sim/support/user_error.h"

// What the build tells, empty without Python: the interpreter, and where the package is installed,
// relative to the directory of the program.
#ifndef REPRISE_PYTHON_EXECUTABLE
#define REPRISE_PYTHON_EXECUTABLE ""
#define REPRISE_PYTHON_INSTALLED ""
#endif

namespace reprise {
namespace {

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string interpreter() {
  if (const std::string chosen = variable("REPRISE_PYTHON"); !chosen.empty()) return chosen;
  if (const std::string active = variable("VIRTUAL_ENV"); !active.empty()) {
    return active + "/bin/python3";
  }
  return REPRISE_PYTHON_EXECUTABLE;
}

// Returns the directory that has the package of this very program: in the build tree, or where it
// was installed.
std::filesystem::path package_directory() {
  const std::filesystem::path program =
      std::filesystem::read_symlink("/proc/self/exe").parent_path();
  for (const std::filesystem::path& place :
       {program / "python", (program / REPRISE_PYTHON_INSTALLED).lexically_normal()}) {
    if (std::filesystem::exists(place / "reprise" / "__init__.py")) return place;
  }
  throw std::runtime_error(fmt::format(
      "there is no Python package 'reprise' in {} or {}; build and install it with this "
      "program",
      (program / "python").string(),
      (program / REPRISE_PYTHON_INSTALLED).lexically_normal().string()));
}

// Throws UserError if the program that is to be Python is none: it would end without a word.
void check_interpreter(const std::string& program, const std::string& reason) {
  constexpr std::chrono::seconds kLongest{20};
  std::string output;
  std::string error;
  std::string_view input;
  const auto refuse = [&](const std::string& why) {
    throw UserError(
        fmt::format("{}, and {} is no Python ({}); REPRISE_PYTHON names the interpreter, "
                    "or VIRTUAL_ENV its environment",
                    reason, program, why));
  };
  try {
    ChildProcess child({.program = program,
                        .arguments = {"-S", "-c", "print('python')"},
                        .input = Redirection::null,
                        .output = Redirection::stream,
                        .error = Redirection::null});
    const auto deadline = ChildProcess::Clock::now() + kLongest;
    while (child.has_open_output() && child.transfer(input, output, error, deadline)) {
    }
    const std::optional<ExitStatus> status = child.wait_until(deadline);
    if (!status) refuse("it does not end");
    if (!status->succeeded()) refuse("it " + description(*status));
    if (output != "python\n") refuse("it does not print what it is told to");
  } catch (const std::system_error& problem) {
    refuse(problem.code().message());
  }
}

}  // namespace

void enter_python(std::span<const ExperimentSpec> specs, const std::string& command,
                  const std::vector<std::string>& arguments) {
  if (python_host() != nullptr) return;
  const auto go_on = [&](const ExperimentSpec& spec, const std::string& what) {
    // Python reads the experiment once more.
    if (const std::string& source = spec.written.place.source; names_descriptor(source)) {
      throw UserError({source, 0, 0}, fmt::format("{} is Python code, for which the experiment is "
                                                  "read twice, and standard input can be read "
                                                  "once; name a file",
                                                  what));
    }
    std::vector<std::string> words = {command};
    words.insert(words.end(), arguments.begin(), arguments.end());
    go_on_in_python(what + " is Python code", words);
  };
  for (const ExperimentSpec& spec : specs) {
    for (const NamedTreatment& treatment : spec.treatments.named) {
      if (treatment.recommender.declared.runs_commands) {
        go_on(spec, fmt::format("the treatment '{}'", treatment.name));
      }
    }
    for (const NamedModel& model : spec.models.named) {
      if (model.model.declared.runs_commands) {
        go_on(spec, fmt::format("a policy of the log of model '{}'", model.name));
      }
    }
  }
}

void go_on_in_python(const std::string& reason, const std::vector<std::string>& arguments) {
  if (std::string_view(REPRISE_PYTHON_EXECUTABLE).empty()) {
    throw UserError(
        fmt::format("{}, and this program was built without Python; install Debian's pybind11-dev, "
                    "python3-dev and python3-numpy, and build it with -DREPRISE_PYTHON=ON",
                    reason));
  }
  const std::string earlier = variable("PYTHONPATH");
  const std::string path = package_directory().string() + (earlier.empty() ? "" : ":" + earlier);
  ::setenv("PYTHONPATH", path.c_str(), 1);
  const std::string program = interpreter();
  if (program != REPRISE_PYTHON_EXECUTABLE) check_interpreter(program, reason);
  std::vector<std::string> words = {program, "-m", "reprise"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  std::cout.flush();
  ::execvp(pointers.front(), pointers.data());
  throw std::runtime_error(
      fmt::format("{}, but {} cannot be started: {}", reason, words.front(), std::strerror(errno)));
}

}  // namespace reprise
