// `reprise runs`: finds runs again.
#include <cctype>
#include <chrono>
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/console.h"
#include "experiments/commands/outputs.h"
#include "experiments/studies/directories/found_runs.h"
#include "experiments/studies/directories/runs_database.h"
#include "reports/results/effect_sides.h"
#include "reports/results/headline_metrics.h"
#include "reports/results/verdict.h"
#include "reports/text/number_text.h"
#include "sim/support/files/file.h"
#include "sim/support/number_text.h"
#include "sim/support/suggestion.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Usage usage() {
  Usage usage{"runs", po::options_description("options")};
  usage.options.add_options()  //
      ("where", po::value<std::vector<std::string>>()->composing(),
       "only runs for which this holds: conditions such as name=first_look, state=complete, "
       "episodes>=20000, finished>2026-11-01, treatments<5, program~0.1; those on treatment, "
       "against, metric, effect, lower, upper, p and verdict must hold for one effect of the run: "
       "'metric=mean_time_per_session effect>5'; may be repeated")  //
      ("json", "print the runs as JSON")                            //
      ("csv", "print the runs as CSV")                              //
      ("sqlite", po::value<std::string>(),
       "FILE: write a database with the tables runs, treatments, metrics, effects and parameters");
  usage.positional.add("directory", 1);
  return usage;
}

// One condition, such as effect>5.
struct Condition {
  std::string field;
  std::string sign;  // "=", "!=", "<", "<=", ">", ">=" or "~" (contains)
  std::string value;
};

bool compares(double difference, const std::string& sign) {
  return sign == "="    ? difference == 0
         : sign == "!=" ? difference != 0
         : sign == "<"  ? difference < 0
         : sign == "<=" ? difference <= 0
         : sign == ">"  ? difference > 0
                        : difference >= 0;
}

bool holds(const Condition& condition, const std::string& text) {
  if (condition.sign == "~") return text.find(condition.value) != std::string::npos;
  return compares(static_cast<double>(text.compare(condition.value)), condition.sign);
}

// A value that is not known fulfils nothing.
bool holds(const Condition& condition, double value) {
  return std::isfinite(value) &&
         compares(value - number_of_text<double>(condition.value).value(), condition.sign);
}

const std::vector<std::string> kRunTexts = {"name", "state", "program", "directory", "finished"};
const std::vector<std::string> kRunNumbers = {"episodes", "seeds", "treatments"};
const std::vector<std::string> kEffectTexts = {"treatment", "against", "metric", "verdict"};
const std::vector<std::string> kEffectNumbers = {"effect", "lower", "upper", "p"};

bool is_in(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Returns whether a text is a date, or the beginning of one: texts of dates are in the order of
// time.
bool is_date(std::string text) {
  const std::string whole = "2000-01-01 00:00";
  const std::size_t length = text.size();
  if (length != 4 && length != 7 && length != 10 && length != 13 && length != 16) return false;
  text += whole.substr(length);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const bool digit = std::isdigit(static_cast<unsigned char>(text[i])) != 0;
    if (std::isdigit(static_cast<unsigned char>(whole[i])) != 0 ? !digit : text[i] != whole[i]) {
      return false;
    }
  }
  const auto number = [&](std::size_t begin, std::size_t size) {
    return std::stoi(text.substr(begin, size));
  };
  const std::chrono::year_month_day day{std::chrono::year{number(0, 4)},
                                        std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                        std::chrono::day{static_cast<unsigned>(number(8, 2))}};
  return day.ok() && number(11, 2) < 24 && number(14, 2) < 60;
}

Condition read_condition(const std::string& word, const Place& place) {
  const std::size_t at = word.find_first_of("=!<>~");
  if (at == std::string::npos || at == 0) {
    throw UserError(place, fmt::format("'{}' is no condition; write FIELD=VALUE, or with != < <= > "
                                       ">= ~ (contains)",
                                       word));
  }
  const bool two = at + 1 < word.size() && word[at + 1] == '=' && word[at] != '~';
  Condition condition{word.substr(0, at), word.substr(at, two ? 2 : 1),
                      word.substr(at + (two ? 2 : 1))};
  if (condition.sign == "==") condition.sign = "=";
  std::vector<std::string> known = kRunTexts;
  for (const auto& more : {kRunNumbers, kEffectTexts, kEffectNumbers}) {
    known.insert(known.end(), more.begin(), more.end());
  }
  if (!is_in(known, condition.field)) {
    throw UserError(place,
                    fmt::format("'{}' is no field of a run{}; fields are {}", condition.field,
                                did_you_mean(condition.field, known), fmt::join(known, ", ")));
  }
  const bool number = is_in(kRunNumbers, condition.field) || is_in(kEffectNumbers, condition.field);
  if (number && (condition.sign == "~" || !number_of_text<double>(condition.value))) {
    throw UserError(place, fmt::format("'{}' compares {} with '{}'; expected a number", word,
                                       condition.field, condition.value));
  }
  if (condition.field == "finished" && condition.sign != "~" && !is_date(condition.value)) {
    throw UserError(place, fmt::format("'{}' is no date; write 2026, 2026-11, 2026-11-28 or "
                                       "2026-11-28 21:40, in UTC",
                                       condition.value));
  }
  if (condition.field == "metric" && condition.value == "time_per_session") {
    condition.value = kHeadlineMetric;
  }
  return condition;
}

// The conditions of one --where. Words are separated by blanks; '...' keeps blanks together, as in
// verdict='not yet known'.
std::vector<Condition> read_where(const std::string& text) {
  const Place place{fmt::format("--where '{}'", text), 0, 0};
  std::vector<Condition> conditions;
  std::string word;
  bool quoted = false;
  const auto end_word = [&] {
    if (!word.empty()) conditions.push_back(read_condition(word, place));
    word.clear();
  };
  for (const char letter : text) {
    if (letter == '\'' || letter == '"') {
      quoted = !quoted;
    } else if (letter == ' ' && !quoted) {
      end_word();
    } else {
      word += letter;
    }
  }
  end_word();
  if (conditions.empty()) throw UserError(place, "has no condition");
  return conditions;
}

bool holds_for_run(const Condition& condition, const ListedRun& run) {
  if (condition.field == "name") return holds(condition, run.name);
  if (condition.field == "state") return holds(condition, run.state);
  if (condition.field == "program") return holds(condition, run.program);
  if (condition.field == "directory") return holds(condition, run.directory);
  if (condition.field == "finished") {
    // A date stands for its first second, and texts of dates are in the order of time.
    return run.finished && holds(condition, finished_text(run));
  }
  if (!run.results) return false;
  const double count = condition.field == "episodes" ? static_cast<double>(run.results->episodes)
                       : condition.field == "seeds"
                           ? static_cast<double>(run.results->seeds.size())
                           : static_cast<double>(run.results->treatments.size());
  return holds(condition, count);
}

bool holds_for_effect(const Condition& condition, const Results& results, const Effect& effect) {
  if (condition.field == "treatment") return holds(condition, effect.treatment);
  if (condition.field == "against") {
    return holds(condition, against_of(results, effect));
  }
  if (condition.field == "metric") return holds(condition, effect.metric);
  if (condition.field == "verdict") {
    return holds(condition, std::string(verdict_words(verdict_of(results, effect))));
  }
  return holds(condition, condition.field == "effect"  ? effect.effect
                          : condition.field == "lower" ? effect.lower
                          : condition.field == "upper" ? effect.upper
                                                       : effect.p_adjusted);
}

bool holds_for(const std::vector<Condition>& where, const ListedRun& run) {
  std::vector<Condition> of_effect;
  for (const Condition& condition : where) {
    const bool effect =
        is_in(kEffectTexts, condition.field) || is_in(kEffectNumbers, condition.field);
    if (effect) {
      of_effect.push_back(condition);
    } else if (!holds_for_run(condition, run)) {
      return false;
    }
  }
  if (of_effect.empty()) return true;
  if (!run.results) return false;
  for (const std::vector<Effect>* effects : {&run.results->effects, &run.results->pairs}) {
    for (const Effect& effect : *effects) {
      if (std::all_of(of_effect.begin(), of_effect.end(), [&](const Condition& condition) {
            return holds_for_effect(condition, *run.results, effect);
          })) {
        return true;
      }
    }
  }
  return false;
}

// Writes the page unless a page of somebody else is in its place. Returns where it is, or why it
// is not there.
std::string write_page(const std::filesystem::path& page, const std::vector<ListedRun>& runs) {
  try {
    if (std::filesystem::exists(page) && !is_runs_page(read_file(page))) {
      return fmt::format("; no page: {} is another one, which is kept", page.string());
    }
    write_file(page, write_runs_page(runs));
  } catch (const std::exception&) {
    return fmt::format("; no page: {} cannot be written", page.string());
  }
  return fmt::format("; page: {}", page.string());
}

int runs(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  const std::filesystem::path directory =
      values.count("directory") == 0 ? "runs"
                                     : values["directory"].as<std::vector<std::string>>().front();
  if (values.count("json") != 0 && values.count("csv") != 0) {
    throw UserError("--json and --csv both print the runs; choose one");
  }
  std::vector<std::vector<Condition>> wheres;
  if (values.count("where") != 0) {
    for (const std::string& text : values["where"].as<std::vector<std::string>>()) {
      wheres.push_back(read_where(text));
    }
  }
  if (values.count("sqlite") != 0) {
    check_output({.option = "--sqlite",
                  .path = values["sqlite"].as<std::string>(),
                  .what = "database of runs",
                  .is_own =
                      [](std::string_view head) {
                        return head.starts_with("SQLite format 3") &&
                               head.find("CREATE TABLE runs (run INTEGER") != head.npos;
                      }},
                 {});
  }
  std::vector<ListedRun> found = found_runs(directory);
  // The page has all runs, because it can be filtered itself.
  const std::filesystem::path page = directory / "index.html";
  const std::string page_text = found.empty() ? std::string() : write_page(page, found);
  const std::size_t all = found.size();
  std::erase_if(found, [&](const ListedRun& run) {
    return !std::all_of(wheres.begin(), wheres.end(),
                        [&](const auto& where) { return holds_for(where, run); });
  });
  if (values.count("sqlite") != 0) {
    const std::string file = values["sqlite"].as<std::string>();
    write_runs_database(file, found);
    std::cerr << fmt::format("database: {}, {}\n", file, amount_text(found.size(), "run"));
  }
  if (values.count("json") != 0) {
    std::cout << write_runs_json(found);
  } else if (values.count("csv") != 0) {
    std::cout << write_runs_csv(found);
  } else if (values.count("sqlite") == 0) {
    const ConsoleTableOptions options = console_options(false);
    std::cout << write_runs_text(found, options.width, options.colour);
  }
  std::cerr << (wheres.empty()
                    ? amount_text(all, "run")
                    : fmt::format("{} of {}", count_text(found.size()), amount_text(all, "run")))
            << page_text << '\n';
  return kOk;
}

const CommandRegistration registration({"runs", "[DIRECTORY] [options]",
                                        "list the runs in a directory, filter them, or write them "
                                        "as a database",
                                        runs});

}  // namespace
}  // namespace reprise
