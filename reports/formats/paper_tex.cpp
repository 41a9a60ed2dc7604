#include "reports/formats/paper_tex.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/pages/format.h"
#include "reports/summary/comparison.h"
#include "reports/summary/run_summary.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

std::string interval_method(const Results& results) {
  if (results.interval == "fieller") return "Fieller's method";
  if (results.interval == "delta") return "the delta method";
  return fmt::format("the method '{}'", results.interval);
}

std::string design_sentence(const Results& results) {
  if (results.log) {
    return fmt::format("We compared {} treatments on {} of a service's log.",
                       results.treatments.size(), amount_text(results.log->rows, "row"));
  }
  return fmt::format(
      "We compared {} recommenders in simulated listening sessions: {}, {}, with {}.",
      results.treatments.size(), amount_text(results),
      results.design == "paired"
          ? "every session under every recommender with common random numbers"
          : "each user under one of them",
      seeds_text(results.seeds));
}

std::string world_sentence(const Results& results) {
  if (results.log) return {};
  return fmt::format(
      " The world ({}) has {} tracks of {} artists, {} users and embeddings of {} "
      "dimensions.",
      results.world.description, count_text(results.world.tracks),
      count_text(results.world.artists), count_text(results.world.users), results.world.dim);
}

std::string comparison_sentence(const Results& results) {
  const auto compared =
      std::count_if(results.treatments.begin(), results.treatments.end(),
                    [](const TreatmentResult& one) { return !one.control && !one.oracle; });
  std::string text = fmt::format(
      " {} Effects are differences from {} in percent of its mean, with {} intervals by {}; users "
      "are the unit of analysis.",
      estimator_sentence(results), results.control, confidence_text(results.confidence),
      interval_method(results));
  if (compared > 1 && results.multiplicity != "none") {
    text += fmt::format(
        " The comparisons of {} treatments on a metric are adjusted for each other ({}).", compared,
        results.multiplicity == "holm" ? "Holm" : "Benjamini and Hochberg");
  }
  if (results.margin > 0) {
    text += fmt::format(
        " Treatments are called equivalent if two one-sided tests show their effect to be smaller "
        "than {:.6g}%.",
        results.margin);
  }
  return text;
}

std::string rule_sentences(const Results& results) {
  std::string text;
  if (results.stopping) {
    text += fmt::format(
        " The run could stop after each of {} looks, with intervals that hold at "
        "all of them. {}",
        results.stopping->looks, stopping_sentence(*results.stopping));
  }
  if (results.selected) {
    text += fmt::format(" The best treatment was selected: {}.", results.selected->method);
  }
  return text;
}

// Returns numbers as LaTeX: by themselves as mathematics, with words between them as text.
std::string number_of(const std::string& text) {
  const bool words = std::any_of(text.begin(), text.end(),
                                 [](unsigned char letter) { return std::isalpha(letter) != 0; });
  return words ? latex_text(text) : "$" + text + "$";
}

// Returns "tab:" and a name without letters that LaTeX could take for something else.
std::string label_of(std::string name) {
  for (char& letter : name) {
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0 && letter != '_') letter = '-';
  }
  return "\\label{tab:" + name + "}";
}

// Returns the table of every treatment against each other one but the control; empty without
// `every_pair`.
std::string table_of_pairs(const Results& results, const std::string& metric) {
  const std::vector<const Effect*> effects = pairs_beside_control(results, metric);
  if (effects.empty()) return {};
  std::string text = fmt::format(
      "\n\\begin{{table}}\n  \\centering\n  \\caption{{{}, every pair. Effects in percent of the "
      "mean of the treatment named second, with intervals adjusted for all pairs.}}\n  {}\n"
      "  \\begin{{tabular}}{{llrrl}}\n    \\toprule\n"
      "    Treatment & Against & Effect & Interval & Verdict \\\\\n    \\midrule\n",
      latex_text(metric), label_of(metric + "_pairs"));
  const std::vector<EffectTexts> texts = effect_texts(effects);
  for (std::size_t i = 0; i < effects.size(); ++i) {
    text += fmt::format("    {} & {} & {} & {} & {} \\\\\n", latex_text(effects[i]->treatment),
                        latex_text(effects[i]->against), number_of(texts[i].effect_percent),
                        number_of(interval_text(*effects[i], texts[i])),
                        verdict_words(verdict_of(results, *effects[i])));
  }
  return text + "    \\bottomrule\n  \\end{tabular}\n\\end{table}\n";
}

// Returns a line of a table.
std::string table_row(const ComparisonRow& row) {
  const bool control = row.treatment->control;
  const bool compared = row.effect != nullptr;
  return fmt::format("    {} & {} & {} & {} & {} \\\\\n", latex_text(row.treatment->name),
                     control ? row.control_mean : row.treatment_mean,
                     compared ? number_of(row.effect_percent) : "",
                     compared ? number_of(interval_text(*row.effect, row)) : "",
                     control ? "control" : verdict_words(row.verdict));
}

std::string table_of(const Results& results, const std::string& metric) {
  const std::string unit = describe_metric(results, metric).unit;
  std::string text = fmt::format(
      "\\begin{{table}}\n  \\centering\n  \\caption{{{}{}. Effects in percent of the mean of {}, "
      "with {} intervals.}}\n  {}\n  \\begin{{tabular}}{{lrrrl}}\n    \\toprule\n"
      "    Treatment & Mean & Effect & Interval & Verdict \\\\\n    \\midrule\n",
      latex_text(metric), unit.empty() ? "" : ", " + latex_text(unit), latex_text(results.control),
      latex_text(confidence_text(results.confidence)), label_of(metric));
  for (const ComparisonRow& row : compare(results, metric)) {
    text += table_row(row);
  }
  return text + "    \\bottomrule\n  \\end{tabular}\n\\end{table}\n";
}

// Returns the metrics beside the headline ones on which treatments were compared, in one table;
// empty if there are none.
std::string table_of_others(const Results& results) {
  std::string rows;
  for (const std::string& metric : metrics_in_reading_order(results)) {
    if (is_headline_metric(metric)) continue;
    std::string of_metric;
    for (const ComparisonRow& row : compare(results, metric)) {
      if (row.effect == nullptr && !row.treatment->control) continue;
      of_metric += table_row(row);
    }
    if (of_metric.empty()) continue;
    if (!rows.empty()) rows += "    \\midrule\n";
    rows +=
        fmt::format("    \\multicolumn{{5}}{{l}}{{{}}} \\\\\n{}", latex_text(metric), of_metric);
  }
  if (rows.empty()) return {};
  return fmt::format(
      "\n\\begin{{table}}\n  \\centering\n  \\caption{{Other metrics. Effects in percent of the "
      "mean of {}, with {} intervals.}}\n  {}\n  \\begin{{tabular}}{{lrrrl}}\n    \\toprule\n"
      "    Treatment & Mean & Effect & Interval & Verdict \\\\\n    \\midrule\n{}"
      "    \\bottomrule\n  \\end{{tabular}}\n\\end{{table}}\n",
      latex_text(results.control), latex_text(confidence_text(results.confidence)),
      label_of("other_metrics"), rows);
}

// Returns what each recommender is, in words; empty if that is not known.
std::string list_of_recommenders(const Results& results) {
  std::string items;
  for (const TreatmentResult& treatment : results.treatments) {
    if (treatment.in_words.empty()) continue;
    items += fmt::format("  \\item[{{{}}}] {}{}.\n", latex_text(treatment.name),
                         latex_text(treatment.in_words), treatment.control ? " (the control)" : "");
  }
  if (items.empty()) return {};
  return fmt::format("\nThe recommenders are:\n\\begin{{description}}\n{}\\end{{description}}\n",
                     items);
}

}  // namespace

std::string latex_text(std::string_view text) {
  std::string escaped;
  for (const char letter : printable(text)) {
    switch (letter) {
      case '\\':
        escaped += "\\textbackslash{}";
        break;
      case '~':
        escaped += "\\textasciitilde{}";
        break;
      case '^':
        escaped += "\\textasciicircum{}";
        break;
      case '<':
        escaped += "\\textless{}";
        break;
      case '>':
        escaped += "\\textgreater{}";
        break;
      case '|':
        escaped += "\\textbar{}";
        break;
      case '"':
        escaped += "\\textquotedbl{}";
        break;
      case '#':
      case '$':
      case '%':
      case '&':
      case '_':
      case '{':
      case '}':
        escaped += '\\';
        [[fallthrough]];
      default:
        escaped += letter;
    }
  }
  return escaped;
}

std::string methods_paragraph(const Results& results) {
  return fmt::format("{}{}{}{} Results are by {}, configuration {}.", design_sentence(results),
                     world_sentence(results), comparison_sentence(results), rule_sentences(results),
                     results.program.empty() ? "reprise" : results.program,
                     results.config_hash.empty() ? "of a log" : results.config_hash);
}

std::string write_paper_tex(const Results& results) {
  std::string text =
      "% For papers: \\input{paper}, with \\usepackage{booktabs} and "
      "\\usepackage[T1]{fontenc}.\n% `reprise report RUN --pdf` makes figures/*.pdf; then, with "
      "graphicx:\n% \\includegraphics[width=\\linewidth]{figures/effects}\n% To cite the program "
      "(CITATION.cff has the same):\n% @misc{reprise, author = {{the authors of reprise}}, title = "
      "{reprise: {A/B} tests of music recommenders, simulated}, note = {Computer program}}\n\n" +
      latex_text(methods_paragraph(results)) + "\n" + list_of_recommenders(results);
  for (const std::string& metric : metrics_in_reading_order(results)) {
    if (!is_headline_metric(metric)) continue;
    text += "\n" + table_of(results, metric) + table_of_pairs(results, metric);
  }
  text += table_of_others(results);
  return text;
}

namespace {

const ReportFormatRegistration registration({"paper.tex",
                                             [](const Results& results, const DrawnFigures&) {
                                               return write_paper_tex(results);
                                             }});

}  // namespace
}  // namespace reprise
