#include "experiments/commands/listens_options.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include <fmt/format.h>

#include "experiments/commands/console.h"
#include "experiments/commands/option_value.h"
#include "sim/support/files/file.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Stamp read_stamp(const po::variables_map& values) {
  if (values.count("stamp") == 0) return Stamp::by_data;
  const std::string text = values["stamp"].as<std::string>();
  if (text == "start") return Stamp::start;
  if (text == "end") return Stamp::end;
  throw UserError({fmt::format("--stamp {}", text), 0, 0}, "expected start or end");
}

// Returns the text of --columns, which may be in a file.
std::string columns_text(const std::string& value) {
  std::error_code error;
  if (value.find('=') == std::string::npos && std::filesystem::is_regular_file(value, error)) {
    constexpr std::size_t kLongest = 65536;
    return read_file(value, kLongest);
  }
  return value;
}

// Takes the text of --columns, with the columns between blanks that were not quoted, which are
// among the files. Returns it in one line; empty without --columns.
std::string take_columns(const po::variables_map& values, std::vector<std::string>& paths) {
  if (values.count("columns") == 0) return {};
  std::string text = columns_text(values["columns"].as<std::string>());
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  std::erase_if(paths, [&text](const std::string& path) {
    std::error_code error;
    const bool column =
        path.find('=') != std::string::npos && !std::filesystem::exists(path, error);
    if (column) text += " " + path;
    return column;
  });
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ',');
  return text;
}

}  // namespace

void add_listens_options(po::options_description& options) {
  options.add_options()  //
      ("columns", po::value<std::string>(),
       "ROLE=COLUMN,...: what the columns of a table hold, for example "
       "user=uid,time=ts:ms,track=item_id,played=sec:s; roles: user, time, end_time, track, "
       "artist, "
       "title, played, length, played_share, played_percent, organic, recommended, skipped, "
       "heard_out, incognito; units of times and durations: s, ms, us, ns; or a file with such "
       "text")  //
      ("gap", po::value<std::string>()->default_value("30"),
       "MINUTES without a play that separate sessions")          //
      ("drop-private", "leave incognito plays out")              //
      ("join-ids", "ids of one artist and title are one track")  //
      ("user-per-file",
       "each file is a person's own; without it, unnamed owners of one service's "
       "files are one person")  //
      ("stamp", po::value<std::string>(),
       "start or end: what the times of a Rockbox log are, where the data do not tell")  //
      ("bad-rows", po::value<std::string>()->default_value("0"),
       "so many rows may be unreadable; they are left out and counted");
}

ListensOptions read_listens_options(const po::variables_map& values) {
  ListensOptions result;
  ListensRequest& request = result.request;
  request.paths = values["file"].as<std::vector<std::string>>();
  result.columns = take_columns(values, request.paths);
  if (values.count("columns") != 0) request.columns = read_columns(result.columns);
  if (request.paths.empty()) throw UserError("name the files beside their --columns");
  request.gap_minutes = *option_value<double>(values, "gap", {.min = 0.01, .max = 1e6});
  request.drop_private = values.count("drop-private") != 0;
  request.join_ids = values.count("join-ids") != 0;
  request.user_per_file = values.count("user-per-file") != 0;
  request.stamp = read_stamp(values);
  request.bad_rows = static_cast<std::uint64_t>(
      *option_value<std::int64_t>(values, "bad-rows", {.min = 0, .max = 1e15}));
  request.now = std::chrono::duration_cast<std::chrono::milliseconds>(
                    std::chrono::system_clock::now().time_since_epoch())
                    .count();
  if (!result.columns.empty()) {
    result.arguments.insert(result.arguments.end(), {"--columns", result.columns});
  }
  for (const char* option : {"gap", "stamp", "bad-rows"}) {
    if (values.count(option) == 0 || values[option].defaulted()) continue;
    result.arguments.insert(result.arguments.end(),
                            {fmt::format("--{}", option), values[option].as<std::string>()});
  }
  for (const char* option : {"drop-private", "join-ids", "user-per-file"}) {
    if (values.count(option) != 0) result.arguments.push_back(fmt::format("--{}", option));
  }
  return result;
}

ListeningLog read_with_progress(const ListensRequest& request, ProgressDisplay& display) {
  const auto begin = std::chrono::steady_clock::now();
  return read_listens(request, [&](const ListensProgress& now) {
    const double elapsed =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::string share;
    if (now.bytes > 0) {
      share = fmt::format(", {:.0f} % of the files",
                          100.0 * static_cast<double>(now.taken) / static_cast<double>(now.bytes));
    }
    std::string rate = rate_text(static_cast<double>(now.rows) / elapsed);
    rate.insert(rate.size() - 2, rate.find(' ') + 3 == rate.size() ? "rows" : " rows");
    display.status(fmt::format("{} rows{}, {}", now.rows, share, rate));
  });
}

}  // namespace reprise
