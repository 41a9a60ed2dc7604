#include "experiments/logs/read_log.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "experiments/logs/log_rows.h"
#include "sim/support/check.h"
#include "sim/support/fingerprint.h"
#include "sim/support/suggestion.h"

namespace reprise {
namespace {

// Returns the names for a message; a long list is cut.
std::string list_of(const std::vector<std::string>& names) {
  constexpr std::size_t kListed = 20;
  if (names.size() <= kListed) return fmt::format("{}", fmt::join(names, ", "));
  return fmt::format("{} and {} more", fmt::join(names.begin(), names.begin() + kListed, ", "),
                     names.size() - kListed);
}

void check_experiment(const LogRequest& request, const LogRowReader& reader,
                      const LogTotals& totals, const BadLines& bad_lines) {
  const std::vector<std::string>& known = reader.experiments();
  if (totals.rows > 0 && (request.experiment || known.size() == 1)) return;
  if (known.empty() && totals.other_rows == 0) {
    throw UserError({input_name(request.paths.front()), 0, 0},
                    bad_lines.count > 0
                        ? fmt::format("the log has no rows ({})", bad_lines.first)
                        : "the log has no rows; expected botify's, one JSON object a line");
  }
  if (known.empty()) {
    throw UserError({input_name(request.paths.front()), 0, 0},
                    "no row of the log is of an experiment: 'experiments' is {} in all of them");
  }
  if (!request.experiment) {
    throw UserError(fmt::format(
        "the log has several experiments; name one: --experiment NAME, of {}", list_of(known)));
  }
  throw UserError({fmt::format("--experiment {}", *request.experiment), 0, 0},
                  fmt::format("the log has no rows of this experiment{}; it has {}",
                              did_you_mean(*request.experiment, known), list_of(known)));
}

// Splits "T12" into "T" and 12, so that names with numbers sort by these numbers.
std::pair<std::string, std::uint64_t> name_and_number(const std::string& name) {
  const std::size_t last = name.find_last_not_of("0123456789");
  const std::size_t digits = last == std::string::npos ? 0 : last + 1;
  constexpr std::size_t kMostDigits = 18;
  if (digits == name.size() || name.size() - digits > kMostDigits) return {name, 0};
  return {name.substr(0, digits), std::stoull(name.substr(digits))};
}

// Moves the treatments that have users to the log, in the order of their names.
void take_treatments(ReadLog& log, const std::vector<std::string>& names, LogTotals totals) {
  std::vector<LogTreatment> found = std::exchange(totals.treatments, {});
  log.totals = std::move(totals);
  std::vector<std::size_t> order(found.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&names](std::size_t a, std::size_t b) {
    return std::tuple(name_and_number(names[a]), names[a]) <
           std::tuple(name_and_number(names[b]), names[b]);
  });
  for (const std::size_t i : order) {
    if (found[i].users.empty()) continue;
    log.treatments.push_back(names[i]);
    log.totals.treatments.push_back(std::move(found[i]));
  }
}

// Reads the log once more, for the experiment that the request names.
ReadLog read_again(const LogRequest& request, const Progress& progress) {
  if (std::find(request.paths.begin(), request.paths.end(), "-") != request.paths.end()) {
    throw UserError(
        {input_name("-"), 0, 0},
        fmt::format("the log has several experiments, and standard input cannot be read "
                    "again; name one: --experiment {}",
                    *request.experiment));
  }
  return read_log(request, progress);
}

}  // namespace

std::string ReadLog::fingerprint() const {
  std::string all;
  for (const LogInput& input : inputs) all += hexadecimal(input.fingerprint);
  return inputs.size() == 1 ? all : fingerprint64(all);
}

ReadLog read_log(const LogRequest& request, const Progress& progress) {
  LogRowReader reader(request.experiment);
  LogRows rows(request.paths, reader, request.bad_lines);
  ReadLog log;
  LogSessions sessions;
  LogRow row;
  std::uint64_t read = 0;
  constexpr std::uint64_t kRowsBetweenProgress = std::uint64_t{1} << 16U;
  while (rows.next(row)) {
    if (progress && rows.size() > 0 && read++ % kRowsBetweenProgress == 0) {
      progress("bytes of the log", rows.taken(), rows.size());
    }
    if (sessions.add(row)) continue;
    REPRISE_CHECK(!log.sorted, "line {} of file {} out of order after sorting", row.line, row.file);
    log.sorted = true;
    if (progress) progress("sorting the log", 0, 0);
    rows.sort();
    sessions = LogSessions();
  }
  LogRequest meant = request;
  if (const std::vector<std::string>& known = reader.experiments();
      request.first_by_name && !request.experiment && known.size() > 1) {
    meant.experiment = *std::min_element(known.begin(), known.end());
    if (meant.experiment != reader.experiment()) return read_again(meant, progress);
  }
  take_treatments(log, reader.treatments(), sessions.finish());
  check_experiment(meant, reader, log.totals, rows.bad_lines());
  log.experiment = reader.experiment();
  log.inputs = rows.inputs();
  log.bad_lines = rows.bad_lines();
  return log;
}

}  // namespace reprise
