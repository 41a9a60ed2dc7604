#include "experiments/commands/command.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iostream>
#include <sstream>

#include <fmt/format.h>

#include "experiments/commands/fatal_signals.h"
#include "experiments/running/ranks/ranks.h"
#include "experiments/running/version.h"
#include "reports/text/display_text.h"
#include "sim/support/interruption.h"
#include "sim/support/suggestion.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

void print_overview(std::ostream& out) {
  out << "reprise: A/B tests of music recommenders, simulated in one process\n\n"
         "usage: reprise COMMAND [arguments]\n\n";
  for (const Command& command : commands()) {
    out << fmt::format("  {:<10} {}\n", command.name, command.summary);
  }
  out << "\n`reprise COMMAND --help` says more; `reprise --version` which program this is.\n";
}

const Command* find_command(const std::string& name) {
  return Registered<Command>::instance().find(name);
}

int dispatch(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    print_overview(std::cerr);
    return kWrongUse;
  }
  const std::string& first = arguments.front();
  if (first == "help" && arguments.size() > 1) return dispatch({arguments[1], "--help"});
  if (first == "--help" || first == "-h" || first == "help") {
    print_overview(std::cout);
    return kOk;
  }
  if (first == "--version") {
    std::cout << version_text() << "\n";
    return kOk;
  }
  if (const Command* command = find_command(first)) {
    return command->run({arguments.begin() + 1, arguments.end()});
  }
  std::vector<std::string> names;
  for (const Command& command : commands()) names.push_back(command.name);
  std::vector<std::string> known = names;
  for (const char* option : {"help", "--help", "--version"}) known.emplace_back(option);
  throw UserError(fmt::format("unknown command '{}'{}; commands are {}", first,
                              did_you_mean(first, known), fmt::join(names, ", ")));
}

// Returns Boost's error in our words, with a suggestion for a misspelt option.
UserError usage_error(const po::error& error, const Usage& usage) {
  std::string message = error.what();
  if (const auto* unknown = dynamic_cast<const po::unknown_option*>(&error)) {
    std::vector<std::string> names;
    for (const auto& option : usage.options.options()) names.push_back("--" + option->long_name());
    const std::string name = unknown->get_option_name();
    message = fmt::format("unknown option '{}'{}", name, did_you_mean(name, names));
  } else if (dynamic_cast<const po::too_many_positional_options_error*>(&error) != nullptr) {
    message = "too many arguments";
  }
  return UserError(fmt::format("{}; see `reprise {} --help`", message, usage.command));
}

}  // namespace

bool parse_arguments(const std::vector<std::string>& arguments, Usage usage,
                     po::variables_map& values) {
  po::options_description visible = usage.options;
  visible.add_options()("help,h", "this text");
  po::options_description all;
  all.add(visible);
  // Positional arguments are options too, but the usage line shows them, so they are hidden here.
  po::options_description hidden;
  for (unsigned i = 0; i < std::min(usage.positional.max_total_count(), 8u); ++i) {
    const std::string& name = usage.positional.name_for_position(i);
    if (visible.find_nothrow(name, false) == nullptr &&
        hidden.find_nothrow(name, false) == nullptr) {
      hidden.add_options()(name.c_str(), po::value<std::vector<std::string>>());
    }
  }
  all.add(hidden);
  try {
    po::store(
        po::command_line_parser(arguments)
            .options(all)
            .positional(usage.positional)
            .style(po::command_line_style::default_style & ~po::command_line_style::allow_guessing)
            .run(),
        values);
    if (values.count("help") != 0) {
      const Command* command = find_command(usage.command);
      const std::string arguments_text = command->arguments.empty() ? "" : " " + command->arguments;
      std::cout << fmt::format("usage: reprise {}{}\n{}\n\n", command->name, arguments_text,
                               command->summary)
                << visible;
      return false;
    }
    po::notify(values);
  } catch (const po::error& error) {
    throw usage_error(error, usage);
  }
  return true;
}

void print_error(const std::exception& error) {
  std::cout.flush();
  std::cerr << "reprise: " << printable(error.what()) << "\n";
}

namespace {

// Returns true for the error that oneTBB throws when a thread cannot be started.
bool no_threads(const std::exception& error) {
  return std::string_view(error.what()).starts_with("pthread_create");
}

int run_guarded(const std::vector<std::string>& arguments) {
  try {
    const int code = dispatch(arguments);
    errno = 0;
    std::cout.flush();
    if (!std::cout) {
      // When an earlier write failed, the reason is no longer known.
      throw std::runtime_error(
          fmt::format("cannot write to standard output{}{}; what was printed there is not all "
                      "there is",
                      errno == 0 ? "" : ": ", errno == 0 ? "" : std::strerror(errno)));
    }
    return code;
  } catch (const UserError& error) {
    print_error(error);
    return kWrongUse;
  } catch (const Interrupted& error) {
    print_error(error);
    return kInterrupted;
  } catch (const std::bad_alloc&) {
    std::cerr << "reprise: out of memory; play fewer users or tracks at once\n";
    return kFailed;
  } catch (const std::exception& error) {
    print_error(no_threads(error) ? std::runtime_error(fmt::format(
                                        "the system gives this program no more threads ({}); ask "
                                        "for fewer with --threads 1, or give it more memory",
                                        error.what()))
                                  : std::runtime_error(error.what()));
    return kFailed;
  }
}

}  // namespace

int run_command_line(const std::vector<std::string>& arguments) {
  report_fatal_signals();
  const int code = run_guarded(arguments);
  if (code != kOk && code != kSomeFailed && code != kNotMet) abandon_ranks(code);
  return code;
}

}  // namespace reprise
