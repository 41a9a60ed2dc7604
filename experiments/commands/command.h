// The command line: `reprise COMMAND ...`. A command is one file that registers itself. Commands
// are the only code that prints or decides exit codes.
#pragma once

#include <string>
#include <vector>

#include <boost/program_options.hpp>

namespace reprise {

enum ExitCode { kOk = 0, kFailed = 1, kWrongUse = 2, kSomeFailed = 3, kInterrupted = 130 };

struct Command {
  std::string name;
  std::string arguments;  // after the name, for usage lines: "FILE [options]"
  std::string summary;    // one line
  int (*run)(const std::vector<std::string>& arguments) = nullptr;
};

struct CommandRegistration {
  explicit CommandRegistration(Command command);
};

/// All commands by name.
const std::vector<Command>& commands();

/// Parses a command's arguments. `--help` prints usage and returns nothing. Throws UserError for
/// unknown options (with a suggestion), missing values, and too many arguments.
struct Usage {
  const char* command;                                  // "run"
  boost::program_options::options_description options;  // shown by --help
  boost::program_options::positional_options_description positional{};
};
bool parse_arguments(const std::vector<std::string>& arguments, Usage usage,
                     boost::program_options::variables_map& values);

/// "reprise: <what went wrong>" on standard error: one line, harmless to a terminal whatever a file
/// or an argument had in it.
void print_error(const std::exception& error);

/// Runs `reprise` with these arguments (program name left out) and returns its exit code: prints
/// one message for what goes wrong.
int run_command_line(const std::vector<std::string>& arguments);

}  // namespace reprise
