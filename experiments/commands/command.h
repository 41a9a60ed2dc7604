// The command line: `reprise COMMAND ...`. A command is one file that registers itself. Commands
// are the only code that prints or decides exit codes.
#pragma once

#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "sim/support/registered.h"

namespace reprise {

enum ExitCode {
  kOk = 0,
  kFailed = 1,
  kWrongUse = 2,
  kSomeFailed = 3,
  kNotMet = 4,
  kInterrupted = 130
};

struct Command {
  static constexpr const char* kind = "command";

  std::string name;
  std::string arguments;  // the arguments after the name, for usage lines: "FILE [options]"
  std::string summary;    // one line
  int (*run)(const std::vector<std::string>& arguments) = nullptr;
};

using CommandRegistration = EntryRegistration<Command>;

/// Returns all commands, sorted by name.
inline const std::vector<Command>& commands() { return Registered<Command>::instance().all(); }

/// The description of a command's arguments.
struct Usage {
  const char* command;                                  // "run"
  boost::program_options::options_description options;  // shown by --help
  boost::program_options::positional_options_description positional{};
};
/// Parses a command's arguments into `values`. Returns false after `--help`, which prints the
/// usage. Throws UserError for unknown options (with a suggestion), missing values, and too many
/// arguments.
bool parse_arguments(const std::vector<std::string>& arguments, Usage usage,
                     boost::program_options::variables_map& values);

/// Prints "reprise: <message of the error>" on standard error, in one line. Text from files or
/// arguments in the message cannot harm a terminal.
void print_error(const std::exception& error);

/// Runs `reprise` with these arguments (without the program's name) and returns its exit code.
/// Prints one message for an error.
int run_command_line(const std::vector<std::string>& arguments);

}  // namespace reprise
