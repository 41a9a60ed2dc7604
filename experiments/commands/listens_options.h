// The options that say which logs of listening are read, and how: of every command that reads them.
#pragma once

#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "experiments/commands/progress_display.h"
#include "experiments/listens/read_listens.h"

namespace reprise {

/// Adds --columns, --gap, --drop-private, --join-ids, --user-per-file, --stamp and --bad-rows.
void add_listens_options(boost::program_options::options_description& options);

/// What was asked for.
struct ListensOptions {
  ListensRequest request;
  std::string columns;  // the text of --columns in one line; empty without it
  /// The options that read the same files in the same way.
  std::vector<std::string> arguments;
};

/// Reads the options, and the positional argument `file`, which must be there: columns between
/// blanks that were not quoted are taken from among the files. Rows later than now are left out.
/// Throws UserError.
ListensOptions read_listens_options(const boost::program_options::variables_map& values);

/// Reads the logs, and shows how far it is.
ListeningLog read_with_progress(const ListensRequest& request, ProgressDisplay& display);

}  // namespace reprise
