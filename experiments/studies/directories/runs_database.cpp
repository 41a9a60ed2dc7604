#include "experiments/studies/directories/runs_database.h"

#include <cmath>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <sqlite3.h>

#include "reports/results/effect_sides.h"
#include "reports/results/verdict.h"
#include "sim/support/number_text.h"

namespace reprise {
namespace {

constexpr const char* kTables = R"sql(
CREATE TABLE runs (run INTEGER PRIMARY KEY, directory TEXT, name TEXT, state TEXT,
  finished INTEGER, finished_utc TEXT, program TEXT, config_hash TEXT, design TEXT, control TEXT,
  episodes INTEGER, seeds INTEGER, confidence REAL, world TEXT, headline TEXT);
CREATE TABLE treatments (run INTEGER REFERENCES runs, treatment TEXT, recommender TEXT,
  control INTEGER, oracle INTEGER, users INTEGER, sessions INTEGER, recommendations INTEGER,
  fallbacks INTEGER, PRIMARY KEY (run, treatment));
CREATE TABLE metrics (run INTEGER REFERENCES runs, treatment TEXT, metric TEXT, mean REAL,
  lower REAL, upper REAL, PRIMARY KEY (run, treatment, metric));
CREATE TABLE effects (run INTEGER REFERENCES runs, treatment TEXT, against TEXT, metric TEXT,
  control_mean REAL, treatment_mean REAL, effect REAL, lower REAL, upper REAL, confidence REAL,
  p REAL, p_adjusted REAL, significant INTEGER, equivalent INTEGER, verdict TEXT, difference REAL,
  difference_lower REAL, difference_upper REAL, PRIMARY KEY (run, treatment, against, metric));
CREATE TABLE parameters (run INTEGER REFERENCES runs, path TEXT, value TEXT, number REAL,
  PRIMARY KEY (run, path));
)sql";

// A value of a row: NULL, unless one of the members is there. A number that is not finite is
// written as NULL, too.
struct Value {
  Value() = default;
  Value(std::int64_t number) : whole(number) {}
  Value(double number) : real(number) {}
  Value(std::string words) : text(std::move(words)) {}

  std::optional<std::int64_t> whole;
  std::optional<double> real;
  std::optional<std::string> text;
};

Value whole(std::uint64_t number) { return Value(static_cast<std::int64_t>(number)); }

Value yes_or_no(bool yes) { return Value(static_cast<std::int64_t>(yes)); }

class Database {
 public:
  explicit Database(const std::filesystem::path& file) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open(file.c_str(), &opened);
    database_.reset(opened);
    check(code);
  }

  void run(const char* sql) {
    check(sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr));
  }

  // Adds a row to a table; the values are those of all its columns.
  void add(const char* table, const std::vector<Value>& values) {
    std::string places;
    for (std::size_t i = 0; i < values.size(); ++i) places += i == 0 ? "?" : ",?";
    const std::string sql = fmt::format("INSERT OR IGNORE INTO {} VALUES ({})", table, places);
    sqlite3_stmt* made = nullptr;
    check(sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &made, nullptr));
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(made, sqlite3_finalize);
    for (std::size_t i = 0; i < values.size(); ++i) bind(made, static_cast<int>(i) + 1, values[i]);
    const int code = sqlite3_step(made);
    if (code != SQLITE_DONE) check(code);
  }

 private:
  void bind(sqlite3_stmt* statement, int place, const Value& value) {
    if (value.real && std::isfinite(*value.real)) {
      check(sqlite3_bind_double(statement, place, *value.real));
    } else if (value.whole) {
      check(sqlite3_bind_int64(statement, place, *value.whole));
    } else if (value.text) {
      check(sqlite3_bind_text(statement, place, value.text->data(),
                              static_cast<int>(value.text->size()), SQLITE_TRANSIENT));
    } else {
      check(sqlite3_bind_null(statement, place));
    }
  }

  void check(int code) const {
    if (code == SQLITE_OK) return;
    throw std::runtime_error(
        fmt::format("cannot write the database: {}",
                    database_ ? sqlite3_errmsg(database_.get()) : sqlite3_errstr(code)));
  }

  std::unique_ptr<sqlite3, int (*)(sqlite3*)> database_{nullptr, sqlite3_close};
};

void add_effect(Database& database, std::int64_t number, const Results& results,
                const Effect& effect) {
  database.add("effects", {number, effect.treatment, against_of(results, effect), effect.metric,
                           effect.control_mean, effect.treatment_mean, effect.effect, effect.lower,
                           effect.upper, effect.confidence, effect.p, effect.p_adjusted,
                           yes_or_no(effect.significant), yes_or_no(effect.equivalent),
                           std::string(verdict_words(verdict_of(results, effect))),
                           effect.difference, effect.difference_lower, effect.difference_upper});
}

void add_results(Database& database, std::int64_t number, const Results& results) {
  for (const TreatmentResult& one : results.treatments) {
    database.add("treatments", {number, one.name, one.recommender, yes_or_no(one.control),
                                yes_or_no(one.oracle), whole(one.users), whole(one.sessions),
                                whole(one.recommendations), whole(one.fallbacks)});
    for (const MetricEstimate& estimate : one.metrics) {
      database.add("metrics", {number, one.name, estimate.metric, estimate.mean, estimate.lower,
                               estimate.upper});
    }
  }
  // An effect against the control comes before the same comparison among all pairs.
  for (const Effect& effect : results.effects) add_effect(database, number, results, effect);
  for (const Effect& effect : results.pairs) add_effect(database, number, results, effect);
}

void add_run(Database& database, std::int64_t number, const ListedRun& run) {
  Value finished;
  finished.whole = run.finished;
  std::vector<Value> row{number,   run.directory,      run.name,   run.state,
                         finished, finished_text(run), run.program};
  if (run.results) {
    const Results& results = *run.results;
    row.insert(row.end(), {results.config_hash, results.design, results.control,
                           whole(results.episodes), whole(results.seeds.size()), results.confidence,
                           results.world.description, headline_text(run)});
  } else {
    row.insert(row.end(), 7, Value());
    row.push_back(run.sweep_answer.empty() ? Value() : Value(run.sweep_answer));
  }
  database.add("runs", row);
  if (run.results) add_results(database, number, *run.results);
  for (const auto& [path, value] : run.parameters) {
    Value as_number;
    as_number.real = number_of_text<double>(value);
    database.add("parameters", {number, path, value, as_number});
  }
}

}  // namespace

void write_runs_database(const std::filesystem::path& file, const std::vector<ListedRun>& runs) {
  const std::filesystem::path half = file.string() + ".part";
  std::filesystem::remove(half);
  try {
    Database database(half);
    // A file that is thrown away when anything fails needs no journal.
    database.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
    database.run(kTables);
    std::int64_t number = 0;
    for (const ListedRun& run : runs) add_run(database, ++number, run);
    database.run("COMMIT");
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(half, ignored);
    throw;
  }
  std::filesystem::rename(half, file);
}

}  // namespace reprise
