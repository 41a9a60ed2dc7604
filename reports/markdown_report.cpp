#include "reports/markdown_report.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "reports/answer.h"
#include "reports/comparison.h"
#include "reports/format.h"
#include "reports/markdown_text.h"
#include "reports/number_text.h"
#include "reports/run_summary.h"

namespace reprise {
namespace {

using Row = std::vector<std::string>;

// Blocks of Markdown, which end in a newline, are parted by an empty line before each.
std::string paragraph(const std::string& block) { return fmt::format("\n{}", block); }

std::string section(std::string_view title, const std::string& block) {
  return fmt::format("\n## {}\n\n{}", title, block);
}

std::string metric_rows_table(const Results& results, const std::vector<std::string>& metrics,
                              std::vector<std::string>& notes) {
  std::vector<Row> table;
  for (const std::string& metric : metrics) {
    for (const ComparisonRow& row : compare(results, metric)) {
      const std::string name = markdown_code(row.treatment->name);
      // The one thing to find in the table: what the data are sure of.
      const bool sure = row.verdict != Verdict::none && row.verdict != Verdict::unclear;
      table.push_back({name, markdown_code(metric),
                       sure ? fmt::format("**{}**", row.effect_percent) : row.effect_percent,
                       row.lower, row.upper, row.control_mean, row.treatment_mean,
                       row.significant});
      if (row.effect != nullptr && row.effect->shape != IntervalShape::bounded) {
        notes.push_back(
            fmt::format("{} on {}: {}.", name, markdown_code(metric), unbounded_note(*row.effect)));
      }
    }
  }
  return markdown_table({"treatment", "metric", "effect %", "lower", "upper", "control_mean",
                         "treatment_mean", "significant"},
                        table, 2);
}

std::string bullets(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += fmt::format("- {}\n", item);
  return text;
}

std::string figures_part(const DrawnFigures& figures) {
  std::string text;
  for (const DrawnFigure& figure : figures.figures) {
    text += paragraph(fmt::format("![{}]({})\n", markdown_prose(figure.title), figure.file_name));
  }
  if (!figures.missing.empty()) {
    text += paragraph(fmt::format("No figures: {}.\n", markdown_prose(figures.missing)));
  }
  return text;
}

std::string effects_part(const Results& results, const DrawnFigures& figures) {
  std::vector<std::string> headline;
  std::vector<std::string> others;
  for (const std::string& metric : metrics_in_reading_order(results)) {
    const bool first = std::find(kHeadlineMetrics.begin(), kHeadlineMetrics.end(), metric) !=
                       kHeadlineMetrics.end();
    (first ? headline : others).push_back(metric);
  }
  std::string text;
  std::vector<std::string> notes;
  if (!headline.empty()) {
    text += section("Who keeps people listening", metric_rows_table(results, headline, notes));
  }
  text += figures_part(figures);
  if (!others.empty()) text += section("Other metrics", metric_rows_table(results, others, notes));
  if (text.empty()) return text;
  text += fmt::format(
      "\nEffect, lower and upper are in percent of the control's mean; intervals are {} ones, each "
      "at "
      "{} on its own. Means are over users.\n",
      markdown_prose(results.interval), confidence_text(results));
  std::vector<std::string> units;
  for (const MetricDescription& metric : results.metrics) {
    if (metric.unit.empty()) continue;
    units.push_back(
        fmt::format("{} in {}", markdown_code(metric.name), markdown_prose(metric.unit)));
  }
  if (!units.empty()) text += fmt::format("Units: {}.\n", fmt::join(units, ", "));
  if (!notes.empty()) text += paragraph(bullets(notes));
  return text;
}

std::string treatments_part(const Results& results) {
  if (results.treatments.empty()) return {};
  const std::vector<const TreatmentResult*> order = treatments_in_reading_order(results);
  std::vector<std::string> sentences;
  for (const TreatmentResult* treatment : order) {
    std::string sentence = markdown_code(treatment->name);
    if (treatment->control) sentence += " (control)";
    if (treatment->oracle) sentence += " (ceiling: it sees the hidden session)";
    if (!treatment->recommender.empty())
      sentence += fmt::format(": {}", markdown_code(treatment->recommender));
    sentences.push_back(sentence);
  }
  Row header{"treatment", "users", "sessions"};
  std::vector<Row> rows;
  std::vector<std::string> fallbacks;
  std::vector<std::string> ways;
  std::vector<std::string> live_tests;
  for (const TreatmentResult* treatment : order) {
    rows.push_back({markdown_code(treatment->name), count_text(treatment->users),
                    count_text(treatment->sessions)});
    fallbacks.push_back(fallback_text(*treatment));
    ways.push_back(way_to_oracle_text(*treatment));
    live_tests.push_back(live_test_text(results, *treatment));
  }
  // False, and no column, where nobody has a figure.
  const auto add_column = [&](const std::string& heading, const std::vector<std::string>& texts) {
    const auto empty = [](const std::string& text) { return text.empty(); };
    if (std::all_of(texts.begin(), texts.end(), empty)) return false;
    header.push_back(heading);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].push_back(texts[i]);
    return true;
  };
  std::string notes;
  add_column("made by fallback", fallbacks);
  if (add_column("random to oracle", ways)) {
    notes +=
        "\nRandom to oracle is the share of that way gone, on the scale of "
        "log(mean_time_per_session).\n";
  }
  if (add_column("a live test needs", live_tests)) {
    notes +=
        "\nA live test needs that many times these sessions. This is the variance reduction: the "
        "variance of a split comparison over that of this one.\n";
  }
  for (const std::string& metric : catalog_figures(results)) {
    add_column(markdown_code(metric), catalog_texts(order, metric));
  }
  return section("The treatments", bullets(sentences)) + paragraph(markdown_table(header, rows)) +
         notes;
}

std::string replications_of(const Results& results, std::string_view metric) {
  // Wide tables do not fit a page: so many seeds side by side.
  constexpr std::size_t kSideBySide = 4;
  const std::vector<const TreatmentResult*> order = treatments_in_reading_order(results);
  std::string text;
  for (std::size_t first = 0; first < results.replications.size(); first += kSideBySide) {
    const std::size_t end = std::min(first + kSideBySide, results.replications.size());
    Row header{"treatment"};
    std::vector<Row> rows;
    rows.reserve(order.size());
    for (const TreatmentResult* treatment : order) rows.push_back({markdown_code(treatment->name)});
    std::vector<double> means;
    for (std::size_t i = first; i < end; ++i) {
      for (const Replication::Means& replication : results.replications[i].treatments) {
        const MetricFigure* figure = find_figure(replication.metrics, metric);
        if (figure != nullptr) means.push_back(figure->mean);
      }
    }
    if (means.empty()) continue;
    const int decimals = decimals_for_means(means);
    for (std::size_t i = first; i < end; ++i) {
      header.push_back(fmt::format("seed {}", results.replications[i].seed));
      for (std::size_t row = 0; row < order.size(); ++row) {
        std::string cell;
        for (const Replication::Means& replication : results.replications[i].treatments) {
          if (replication.treatment != order[row]->name) continue;
          const MetricFigure* figure = find_figure(replication.metrics, metric);
          if (figure == nullptr) continue;
          cell =
              fmt::format("{} [{}, {}]", fixed_text(figure->mean, decimals),
                          fixed_text(figure->lower, decimals), fixed_text(figure->upper, decimals));
        }
        rows[row].push_back(cell);
      }
    }
    text += paragraph(markdown_table(header, rows));
  }
  return text.empty() ? text : fmt::format("\n{}:\n{}", markdown_code(metric), text);
}

std::string replications_part(const Results& results) {
  if (results.replications.size() < 2) return {};
  std::string text;
  for (const std::string_view metric : kHeadlineMetrics) text += replications_of(results, metric);
  if (text.empty()) return text;
  return section("Seed by seed", "Means with the interval of that seed alone.\n") + text;
}

std::string warnings_part(const Results& results) {
  if (results.warnings.empty()) return {};
  std::vector<std::string> warnings;
  for (const std::string& warning : results.warnings) warnings.push_back(markdown_prose(warning));
  return section("Warnings", bullets(warnings));
}

std::string making_part(const Results& results) {
  const WorldSummary& world = results.world;
  std::vector<std::string> facts{
      fmt::format("design: {}, {} episodes per replication, random numbers: {}",
                  markdown_prose(results.design), count_text(results.episodes),
                  markdown_prose(results.random)),
      fmt::format("played: {}; {}", amount_text(results), seeds_text(results)),
      fmt::format("world: {}; {} tracks of {} artists in {} dimensions, {} users; fingerprint {}",
                  markdown_prose(world.description), count_text(world.tracks),
                  count_text(world.artists), world.dim, count_text(world.users),
                  markdown_code(world.fingerprint)),
      fmt::format("config hash: {}", markdown_code(results.config_hash)),
  };
  std::string text = section("How it was made", bullets(facts)) +
                     "\nTo make it again, in this directory:\n\n" +
                     markdown_block("reprise run config.yaml", "sh");
  if (!results.config.empty()) {
    text += "\nconfig.yaml:\n";
    text += paragraph(markdown_block(results.config, "yaml"));
  }
  return text;
}

}  // namespace

std::string write_markdown_report(const Results& results, const DrawnFigures& figures) {
  std::string text = fmt::format("# Experiment {}\n\n{}\n", markdown_code(results.experiment),
                                 answer(results, markdown_code));
  if (!results.warnings.empty()) {
    text += fmt::format("\n{} below.\n",
                        results.warnings.size() == 1
                            ? "There is a warning"
                            : fmt::format("There are {} warnings", results.warnings.size()));
  }
  text += effects_part(results, figures);
  text += treatments_part(results);
  text += replications_part(results);
  text += warnings_part(results);
  text += making_part(results);
  return text;
}

namespace {
const ReportFormatRegistration registration({"report.md", write_markdown_report});
}

}  // namespace reprise
