#include "reports/markdown_report.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "reports/answer.h"
#include "reports/comparison.h"
#include "reports/format.h"
#include "reports/markdown_page.h"
#include "reports/markdown_text.h"
#include "reports/number_text.h"
#include "reports/run_summary.h"

namespace reprise {
namespace {

using Row = std::vector<std::string>;

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
    text +=
        markdown_section("Who keeps people listening", metric_rows_table(results, headline, notes));
  }
  text += markdown_figures(figures);
  if (!others.empty())
    text += markdown_section("Other metrics", metric_rows_table(results, others, notes));
  if (text.empty()) return text;
  text += fmt::format(
      "\nEffect, lower and upper are in percent of the control's mean; intervals are {} ones, each "
      "at "
      "{} on its own. Means are over users.\n",
      markdown_prose(results.interval), confidence_text(results.confidence));
  std::vector<std::string> units;
  for (const MetricDescription& metric : results.metrics) {
    if (metric.unit.empty()) continue;
    units.push_back(
        fmt::format("{} in {}", markdown_code(metric.name), markdown_prose(metric.unit)));
  }
  if (!units.empty()) text += fmt::format("Units: {}.\n", fmt::join(units, ", "));
  if (!notes.empty()) text += markdown_paragraph(markdown_bullets(notes));
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
  std::vector<std::string> causes;
  std::vector<std::string> lists;
  std::vector<std::string> ways;
  std::vector<std::string> live_tests;
  for (const TreatmentResult* treatment : order) {
    rows.push_back({markdown_code(treatment->name), count_text(treatment->users),
                    count_text(treatment->sessions)});
    fallbacks.push_back(fallback_text(*treatment));
    causes.push_back(fallback_causes_text(*treatment));
    lists.push_back(lists_text(*treatment));
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
  add_column("because", causes);
  add_column("lists found", lists);
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
  return markdown_section("The treatments", markdown_bullets(sentences)) +
         markdown_paragraph(markdown_table(header, rows)) + notes;
}

// A part of the run by itself: a seed or a day.
struct RunPart {
  std::string name;
  const std::vector<TreatmentMeans>& treatments;

  const MetricFigure* find(const std::string& treatment, std::string_view metric) const {
    for (const TreatmentMeans& means : treatments) {
      if (means.treatment == treatment) return find_figure(means.metrics, metric);
    }
    return nullptr;
  }
};

std::string part_by_part(const Results& results, std::span<const RunPart> parts,
                         std::string_view metric) {
  // Wide tables do not fit a page: so many parts side by side.
  constexpr std::size_t kSideBySide = 4;
  const std::vector<const TreatmentResult*> order = treatments_in_reading_order(results);
  std::string text;
  for (; !parts.empty(); parts = parts.subspan(std::min(kSideBySide, parts.size()))) {
    const auto side_by_side = parts.first(std::min(kSideBySide, parts.size()));
    std::vector<double> means;
    for (const RunPart& part : side_by_side) {
      for (const TreatmentMeans& treatment : part.treatments) {
        const MetricFigure* figure = find_figure(treatment.metrics, metric);
        if (figure != nullptr) means.push_back(figure->mean);
      }
    }
    if (means.empty()) continue;
    const int decimals = decimals_for_means(means);
    Row header{"treatment"};
    for (const RunPart& part : side_by_side) header.push_back(part.name);
    std::vector<Row> rows;
    for (const TreatmentResult* treatment : order) {
      Row& row = rows.emplace_back(Row{markdown_code(treatment->name)});
      for (const RunPart& part : side_by_side) {
        const MetricFigure* figure = part.find(treatment->name, metric);
        row.push_back(figure == nullptr
                          ? ""
                          : fmt::format("{} [{}, {}]", fixed_text(figure->mean, decimals),
                                        fixed_text(figure->lower, decimals),
                                        fixed_text(figure->upper, decimals)));
      }
    }
    text += markdown_paragraph(markdown_table(header, rows));
  }
  return text.empty() ? text : fmt::format("\n{}:\n{}", markdown_code(metric), text);
}

std::string run_parts(const Results& results, const std::string& title, const std::string& what,
                      const std::vector<RunPart>& parts) {
  if (parts.size() < 2) return {};
  std::string text;
  for (const std::string_view metric : kHeadlineMetrics) {
    text += part_by_part(results, parts, metric);
  }
  if (text.empty()) return text;
  return markdown_section(title, fmt::format("Means with the interval of that {} alone.\n", what)) +
         text;
}

std::string replications_part(const Results& results) {
  std::vector<RunPart> parts;
  for (const Replication& replication : results.replications) {
    parts.push_back({fmt::format("seed {}", replication.seed), replication.treatments});
  }
  return run_parts(results, "Seed by seed", "seed", parts);
}

std::string days_part(const Results& results) {
  std::vector<RunPart> parts;
  for (const Day& day : results.days) {
    parts.push_back({fmt::format("day {}", day.day), day.treatments});
  }
  return run_parts(results, "Day by day", "day", parts);
}

std::string models_part(const Results& results) {
  if (results.models.empty()) return {};
  Row header{"model",     "kind",        "sessions of its log", "pairs",
             "epochs",    "best",        "training loss",       "validation loss",
             "test loss", "of the mean", "of shuffled times"};
  const auto loss = [](const std::optional<double>& value) {
    return value ? fmt::format("{:.4g}", *value) : std::string();
  };
  std::vector<Row> rows;
  std::vector<std::string> notes;
  for (const ModelResult& model : results.models) {
    const auto best =
        std::find_if(model.steps.begin(), model.steps.end(),
                     [&](const ModelStep& step) { return step.step == model.best_step; });
    const bool found = best != model.steps.end();
    rows.push_back({markdown_code(model.name), markdown_prose(model.kind),
                    count_text(model.sessions), count_text(model.pairs),
                    count_text(model.steps.size()), fmt::format("{}", model.best_step),
                    found ? loss(best->train) : "", found ? loss(best->validation) : "",
                    loss(model.test), loss(model.test_of_mean), loss(model.test_of_random)});
    if (!model.stopped.empty()) {
      notes.push_back(
          fmt::format("{}: {}", markdown_code(model.name), markdown_prose(model.stopped)));
    }
  }
  std::string text =
      markdown_section("The models", "") + markdown_paragraph(markdown_table(header, rows));
  if (!notes.empty()) text += markdown_paragraph(markdown_bullets(notes));
  return text;
}

std::string warnings_part(const Results& results) {
  if (results.warnings.empty()) return {};
  std::vector<std::string> warnings;
  for (const std::string& warning : results.warnings) warnings.push_back(markdown_prose(warning));
  return markdown_section("Warnings", markdown_bullets(warnings));
}

std::string making_part(const Results& results) {
  const WorldSummary& world = results.world;
  std::vector<std::string> facts{
      fmt::format("design: {}, {} episodes per replication, random numbers: {}",
                  markdown_prose(results.design), count_text(results.episodes),
                  markdown_prose(results.random)),
      fmt::format("played: {}; {}", amount_text(results), seeds_text(results.seeds)),
      fmt::format("world: {}; {} tracks of {} artists in {} dimensions, {} users; fingerprint {}",
                  markdown_prose(world.description), count_text(world.tracks),
                  count_text(world.artists), world.dim, count_text(world.users),
                  markdown_code(world.fingerprint)),
      fmt::format("config hash: {}", markdown_code(results.config_hash)),
  };
  return markdown_section("How it was made", markdown_bullets(facts)) +
         markdown_making_again("reprise run config.yaml", results.config);
}

}  // namespace

std::string write_markdown_report(const Results& results, const DrawnFigures& figures) {
  std::string text = fmt::format("# Experiment {}\n\n{}\n", markdown_code(results.experiment),
                                 answer(results, markdown_code));
  text += markdown_warnings_notice(results.warnings.size());
  text += effects_part(results, figures);
  text += treatments_part(results);
  text += models_part(results);
  text += days_part(results);
  text += replications_part(results);
  text += warnings_part(results);
  text += making_part(results);
  return text;
}

namespace {
const ReportFormatRegistration registration({"report.md", write_markdown_report});
}

}  // namespace reprise
