#include "reports/run_page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "reports/answer.h"
#include "reports/comparison.h"
#include "reports/group_effects.h"
#include "reports/number_text.h"
#include "reports/page_parts.h"
#include "reports/run_summary.h"
#include "reports/session_lengths.h"

namespace reprise {
namespace {

using Row = std::vector<PageCell>;
using Texts = std::vector<std::string>;

// More would hide what comes after; results.json has all.
constexpr std::size_t kSettlingRows = 30;

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

class RunPage {
 public:
  RunPage(Page& page, const Results& results, const DrawnFigures& figures)
      : page_(page),
        results_(results),
        figures_(figures),
        order_(treatments_in_reading_order(results)) {
    for (const std::string& metric : metrics_in_reading_order(results)) {
      const bool headline = std::find(kHeadlineMetrics.begin(), kHeadlineMetrics.end(), metric) !=
                            kHeadlineMetrics.end();
      (headline ? headline_ : others_).push_back(metric);
    }
  }

  void write() {
    page_.title("Experiment", results_.experiment);
    page_.answer(question(), answer(results_, page_.names()));
    say_warnings_below(page_, results_.warnings.size());
    effects_part();
    stopping_part();
    selection_part();
    groups_part();
    lengths_part();
    way_part();
    settling_part();
    steps_part();
    others_part();
    treatments_part();
    catalog_part();
    fallbacks_part();
    models_part();
    days_part();
    replications_part();
    figures_.show_others(page_);
    pairs_part();
    calibration_part();
    health_part();
    warnings_part();
    making_part();
  }

 private:
  std::string question() const {
    const std::size_t others =
        static_cast<std::size_t>(std::count_if(order_.begin(), order_.end(), [](const auto* one) {
          return !one->control && !one->oracle;
        }));
    const std::string control = page_.code(results_.control);
    if (others == 1) {
      const auto one = std::find_if(order_.begin(), order_.end(), [](const auto* treatment) {
        return !treatment->control && !treatment->oracle;
      });
      return fmt::format("Does {} keep people listening longer than {}?", page_.code((*one)->name),
                         control);
    }
    if (others == 0) return fmt::format("How long does {} keep people listening?", control);
    return fmt::format("Which of {} treatments keeps people listening longer than {}?", others,
                       control);
  }

  void comparison_table(const Texts& metrics) {
    PageTable table;
    table.header = {"treatment", "metric",       "effect %",       "lower",
                    "upper",     "control_mean", "treatment_mean", "significant"};
    table.left = 2;
    Texts notes;
    for (const std::string& metric : metrics) {
      for (const ComparisonRow& row : compare(results_, metric)) {
        const std::string name = page_.code(row.treatment->name);
        table.rows.push_back({name,
                              page_.code(metric),
                              {row.effect_percent, row.verdict, true},
                              {row.lower, row.verdict},
                              {row.upper, row.verdict},
                              row.control_mean,
                              {row.treatment_mean, row.verdict},
                              row.effect == nullptr
                                  ? PageCell(row.significant)
                                  : PageCell(significance_text(row), row.verdict)});
        if (row.effect != nullptr && row.effect->shape != IntervalShape::bounded) {
          notes.push_back(
              fmt::format("{} on {}: {}.", name, page_.code(metric), unbounded_note(*row.effect)));
        }
      }
    }
    page_.table(table);
    for (const std::string& metric : metrics) {
      const std::string unclear = unclear_sentence(results_, metric, page_.names());
      if (!unclear.empty()) notes.push_back(unclear);
    }
    page_.paragraph(fmt::format(
        "Effect, lower and upper are in percent of the control's mean; intervals are {} ones at "
        "{}{}. {}",
        page_.prose(results_.interval), confidence_text(results_.confidence),
        adjustment_words(results_), page_.prose(estimator_sentence(results_))));
    if (results_.margin > 0) {
      page_.paragraph(fmt::format(
          "Equivalent: shown to differ by less than {:.6g}% of the control's mean, by two "
          "one-sided "
          "tests{}.",
          results_.margin, results_.effects.size() > metrics.size() ? ", adjusted likewise" : ""));
    }
    say_units(metrics);
    say_notes(page_, notes);
  }

  // "yes, better", "same within 1%", "not yet known".
  std::string significance_text(const ComparisonRow& row) const {
    if (row.verdict == Verdict::equivalent && results_.margin > 0) {
      return fmt::format("same within {:.6g}%", results_.margin);
    }
    const std::string_view words = verdict_words(row.verdict);
    return row.effect->significant ? fmt::format("yes, {}", words) : std::string(words);
  }

  void say_units(const Texts& metrics) {
    Texts units;
    for (const std::string& metric : metrics) {
      const std::string unit = describe_metric(results_, metric).unit;
      if (unit.empty()) continue;
      units.push_back(fmt::format("{} in {}", page_.code(metric), page_.prose(unit)));
    }
    if (!units.empty()) page_.paragraph(fmt::format("Units: {}.", fmt::join(units, ", ")));
  }

  void effects_part() {
    if (!headline_.empty()) {
      page_.section("Who keeps people listening");
      comparison_table(headline_);
    }
    figures_.show(page_, "effects");
    figures_.say_missing(page_);
  }

  void groups_part() {
    const ShownTreatments treatments = treatments_with_groups(results_);
    if (treatments.shown.empty()) return;
    page_.section("Who gains");
    figures_.show(page_, "who_gains");
    const std::string metric = results_.groups.front().effect.metric;
    page_.paragraph(fmt::format(
        "Effects on {} among groups of users, in percent of the control's mean in the group, from "
        "the users with the least of a trait to those with the most. Each group has a baseline of "
        "its "
        "own, so these do not average to the effect on all. Each interval is at {} on its own: of "
        "many groups some look different by chance.",
        page_.code(metric), confidence_text(results_.confidence)));
    for (const std::string& trait : group_traits(results_)) trait_table(trait, treatments);
    if (!treatments.note().empty()) page_.paragraph(treatments.note());
  }

  void trait_table(const std::string& trait, const ShownTreatments& treatments) {
    PageTable table;
    table.header = {page_.code(trait), "users"};
    const Better better = describe_metric(results_, results_.groups.front().effect.metric).better;
    for (const TreatmentResult* treatment : treatments.shown) {
      const std::vector<const GroupEffect*> groups = groups_of(results_, trait, treatment->name);
      if (groups.empty()) continue;
      table.header.push_back(fmt::format("{} effect %", page_.code(treatment->name)));
      // Groups are of the same users whatever they were recommended.
      if (table.rows.empty()) {
        const Texts ranges = range_texts(groups);
        for (std::size_t i = 0; i < groups.size(); ++i) {
          table.rows.push_back({ranges[i], count_text(groups[i]->users)});
        }
      }
      std::vector<const Effect*> effects;
      for (const GroupEffect* group : groups) effects.push_back(&group->effect);
      const std::vector<EffectTexts> texts = effect_texts(effects);
      for (std::size_t i = 0; i < table.rows.size(); ++i) {
        Row& row = table.rows[i];
        if (i >= effects.size()) {
          row.emplace_back();
          continue;
        }
        row.emplace_back(page_.plain(fmt::format("{} {}", texts[i].effect_percent,
                                                 interval_text(*effects[i], texts[i]))),
                         verdict_of(*effects[i], better), true);
      }
    }
    if (!table.rows.empty()) page_.table(table);
  }

  // A table of one row per treatment, in reading order, of those that have it.
  PageTable names_table(bool (*has)(const TreatmentResult&)) const {
    PageTable table;
    table.header = {"treatment"};
    for (const TreatmentResult* treatment : order_) {
      if (has(*treatment)) table.rows.push_back({page_.code(treatment->name)});
    }
    return table;
  }

  // The numbers within 1 to `most` that a table shows.
  static std::vector<std::size_t> round_numbers(std::size_t most) {
    std::vector<std::size_t> numbers;
    for (std::size_t power = 1; power <= most; power *= 10) {
      for (const std::size_t number : {power, 2 * power, 5 * power}) {
        if (number <= most) numbers.push_back(number);
      }
    }
    return numbers;
  }

  void lengths_part() {
    const auto has = [](const TreatmentResult& one) { return counted_sessions(one) > 0; };
    PageTable table = names_table(has);
    if (table.rows.empty()) return;
    page_.section("How long sessions last");
    figures_.show(page_, "session_lengths");
    std::size_t most = 1;
    for (const TreatmentResult* treatment : order_) {
      const std::size_t shares = shares_reaching(*treatment).size();
      if (shares >= 2) most = std::max(most, shares - 2);
    }
    table.header.insert(table.header.end(), {"sessions", "median"});
    std::vector<std::size_t> numbers = round_numbers(most);
    // All sessions with a track reach the first one.
    if (numbers.size() > 1) numbers.erase(numbers.begin());
    for (const std::size_t number : numbers) {
      table.header.push_back(fmt::format("{}+ tracks", count_text(number)));
    }
    std::size_t row = 0;
    for (const TreatmentResult* treatment : order_) {
      if (!has(*treatment)) continue;
      Row& cells = table.rows[row++];
      cells.emplace_back(count_text(counted_sessions(*treatment)));
      cells.emplace_back(median_text(*treatment));
      const std::vector<double> shares = shares_reaching(*treatment);
      for (const std::size_t number : numbers) {
        cells.emplace_back(share_text(number < shares.size() ? shares[number] : 0, 1));
      }
    }
    page_.table(table);
    page_.paragraph(fmt::format(
        "The median length in recommended tracks, and the share of the sessions with so "
        "many or more: counts of all sessions of the {}.",
        source_word(results_)));
  }

  void way_part() {
    PageTable table =
        names_table([](const TreatmentResult& one) { return one.way_to_oracle.has_value(); });
    if (table.rows.empty()) return;
    page_.section("From random to the oracle");
    figures_.show(page_, "way_to_oracle");
    table.header.insert(table.header.end(), {"way", "lower", "upper"});
    const auto text = [](const std::optional<double>& share) {
      return share && std::isfinite(*share) ? share_text(*share, 1) : std::string();
    };
    std::size_t row = 0;
    for (const TreatmentResult* treatment : order_) {
      if (!treatment->way_to_oracle) continue;
      Row& cells = table.rows[row++];
      for (const auto& share : {treatment->way_to_oracle, treatment->way_to_oracle_lower,
                                treatment->way_to_oracle_upper}) {
        cells.emplace_back(text(share));
      }
    }
    page_.table(table);
    page_.paragraph(
        "The share of the way from random to the oracle gone, on the scale of "
        "log(mean_time_per_session). Intervals are those of the treatment's own mean; both ends "
        "are taken as known.");
  }

  void steps_part() {
    const auto has = [](const TreatmentResult& one) { return !one.time_by_step.empty(); };
    PageTable table = names_table(has);
    if (table.rows.empty()) return;
    page_.section("Track by track");
    figures_.show(page_, "time_by_step");
    std::size_t most = 1;
    for (const TreatmentResult* treatment : order_) {
      most = std::max(most, treatment->time_by_step.size());
    }
    const std::vector<std::size_t> numbers = round_numbers(most);
    for (const std::size_t number : numbers) {
      table.header.push_back(fmt::format("track {}", count_text(number)));
    }
    std::size_t row = 0;
    for (const TreatmentResult* treatment : order_) {
      if (!has(*treatment)) continue;
      Row& cells = table.rows[row++];
      const std::vector<double>& times = treatment->time_by_step;
      for (const std::size_t number : numbers) {
        const bool known = number <= times.size() && std::isfinite(times[number - 1]);
        cells.emplace_back(known ? share_text(times[number - 1], 1) : "");
      }
    }
    page_.table(table);
    page_.paragraph(
        "The mean time of the first, second, ... recommended track, in percent of the track, over "
        "the sessions that had it: the further, the fewer and the happier, so a rise along a row "
        "is no "
        "trend. What is left to 100% is the chance that a track costs some of the session's "
        "budget, "
        "the patience it ends with.");
  }

  void others_part() {
    if (others_.empty()) return;
    page_.section("Other metrics");
    comparison_table(others_);
  }

  void treatments_part() {
    if (results_.treatments.empty()) return;
    Texts sentences;
    PageTable table;
    table.header = {"treatment", "users", "sessions"};
    Texts live_tests;
    Texts correlations;
    Texts partings;
    for (const TreatmentResult* treatment : order_) {
      std::string sentence = page_.code(treatment->name);
      if (treatment->control) sentence += " (control)";
      if (treatment->oracle) sentence += " (ceiling: it sees the hidden session)";
      if (!treatment->recommender.empty()) {
        sentence += fmt::format(": {}", page_.code(treatment->recommender));
      }
      sentences.push_back(std::move(sentence));
      table.rows.push_back({page_.code(treatment->name), count_text(treatment->users),
                            count_text(treatment->sessions)});
      live_tests.push_back(live_test_text(results_, *treatment));
      correlations.push_back(correlation_text(results_, *treatment));
      partings.push_back(parting_text(*treatment));
    }
    page_.section("The treatments");
    page_.bullets(sentences);
    const bool live = add_column(table, "a live test needs", live_tests);
    const bool correlation = add_column(table, "correlation", correlations);
    const bool parting = add_column(table, "parts from the control", partings);
    page_.table(table);
    if (live) {
      page_.paragraph(
          "A live test needs that many times these sessions. This is the variance reduction: the "
          "variance of a split comparison of plain means over that of this one.");
    }
    if (correlation || parting) {
      page_.paragraph(
          "Correlation: of a user's mean time (or the first metric measured) under the treatment "
          "and under the control; the higher, the more pairs of sessions have in common. A session "
          "parts from the control's at the first step that recommends another track: the step by "
          "which half of them have.");
    }
  }

  // False, and no column, where nobody has a figure.
  static bool add_column(PageTable& table, const std::string& heading, const Texts& texts) {
    if (std::all_of(texts.begin(), texts.end(), [](const auto& text) { return text.empty(); })) {
      return false;
    }
    table.header.push_back(heading);
    for (std::size_t i = 0; i < table.rows.size(); ++i) table.rows[i].emplace_back(texts[i]);
    return true;
  }

  void catalog_part() {
    const std::string kArtists = "artists_per_session";
    PageTable table = names_table([](const TreatmentResult&) { return true; });
    Texts shown;
    const auto add = [&](const std::string& metric, const Texts& texts) {
      if (add_column(table, page_.code(metric), texts)) shown.push_back(metric);
    };
    for (const std::string& metric : catalog_figures(results_)) {
      add(metric, catalog_texts(order_, metric));
    }
    add(kArtists, mean_texts(order_, kArtists));
    if (shown.empty()) return;
    page_.section("The catalogue");
    page_.table(table);
    say_units(shown);
  }

  void fallbacks_part() {
    PageTable table = names_table([](const TreatmentResult&) { return true; });
    Texts fallbacks;
    Texts causes;
    Texts lists;
    for (const TreatmentResult* treatment : order_) {
      fallbacks.push_back(fallback_text(results_, *treatment));
      causes.push_back(fallback_causes_text(*treatment));
      lists.push_back(lists_text(*treatment));
    }
    if (!add_column(table, "made by fallback", fallbacks)) return;
    add_column(table, "because", causes);
    add_column(table, "lists found", lists);
    page_.section("Fallbacks");
    page_.table(table);
    page_.paragraph("The share of the recommendations that a fallback made.");
  }

  void part_by_part(std::span<const RunPart> parts, std::string_view metric) {
    // Wide tables do not fit a page: so many parts side by side.
    constexpr std::size_t kSideBySide = 4;
    bool named = false;
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
      PageTable table = names_table([](const TreatmentResult&) { return true; });
      for (const RunPart& part : side_by_side) table.header.push_back(part.name);
      for (std::size_t i = 0; i < order_.size(); ++i) {
        for (const RunPart& part : side_by_side) {
          const MetricFigure* figure = part.find(order_[i]->name, metric);
          table.rows[i].emplace_back(
              figure == nullptr ? ""
                                : fmt::format("{} [{}, {}]", fixed_text(figure->mean, decimals),
                                              fixed_text(figure->lower, decimals),
                                              fixed_text(figure->upper, decimals)));
        }
      }
      if (!std::exchange(named, true)) page_.paragraph(fmt::format("{}:", page_.code(metric)));
      page_.table(table);
    }
  }

  void run_parts(std::string_view title, std::string_view what, const std::vector<RunPart>& parts) {
    if (parts.size() < 2) return;
    const bool any = std::any_of(headline_.begin(), headline_.end(), [&](const auto& metric) {
      return std::any_of(parts.begin(), parts.end(), [&](const RunPart& part) {
        return std::any_of(part.treatments.begin(), part.treatments.end(),
                           [&](const TreatmentMeans& treatment) {
                             return find_figure(treatment.metrics, metric) != nullptr;
                           });
      });
    });
    if (!any) return;
    page_.section(title);
    page_.paragraph(fmt::format("Means with the interval of that {} alone.", what));
    for (const std::string& metric : headline_) part_by_part(parts, metric);
  }

  void replications_part() {
    std::vector<RunPart> parts;
    for (const Replication& replication : results_.replications) {
      parts.push_back({fmt::format("seed {}", replication.seed), replication.treatments});
    }
    run_parts("Seed by seed", "seed", parts);
  }

  void days_part() {
    std::vector<RunPart> parts;
    for (const Day& day : results_.days) {
      parts.push_back({fmt::format("day {}", day.day), day.treatments});
    }
    run_parts("Day by day", "day", parts);
  }

  void models_part() {
    if (results_.models.empty()) return;
    PageTable table;
    table.header = {"model",     "kind",        "sessions of its log", "pairs",
                    "epochs",    "best",        "training loss",       "validation loss",
                    "test loss", "of the mean", "of shuffled times"};
    table.left = 2;
    const auto loss = [](const std::optional<double>& value) {
      return value ? fmt::format("{:.4g}", *value) : std::string();
    };
    Texts notes;
    for (const ModelResult& model : results_.models) {
      const auto best =
          std::find_if(model.steps.begin(), model.steps.end(),
                       [&](const ModelStep& step) { return step.step == model.best_step; });
      const bool found = best != model.steps.end();
      table.rows.push_back({page_.code(model.name), page_.prose(model.kind),
                            count_text(model.sessions), count_text(model.pairs),
                            count_text(model.steps.size()), fmt::format("{}", model.best_step),
                            found ? loss(best->train) : "", found ? loss(best->validation) : "",
                            loss(model.test), loss(model.test_of_mean),
                            loss(model.test_of_random)});
      if (!model.stopped.empty()) {
        notes.push_back(fmt::format("{}: {}", page_.code(model.name), page_.prose(model.stopped)));
      }
    }
    page_.section("The models");
    page_.table(table);
    say_notes(page_, notes);
    figures_.show(page_, "training_curves");
  }

  void stopping_part() {
    if (!results_.stopping) return;
    page_.section("When it stopped");
    page_.paragraph(page_.prose(stopping_sentence(*results_.stopping)));
  }

  void selection_part() {
    if (!results_.selected) return;
    const Selected& selected = *results_.selected;
    page_.section("The best of them");
    page_.paragraph(fmt::format("{} On {}, {}.", selection_answer(selected, page_.names()),
                                page_.code(selected.metric), page_.prose(selected.method)));
    page_.paragraph(page_.prose(selection_cost(selected)));
    if (selected.dropped.empty()) return;
    PageTable table;
    table.header = {"dropped", "after sessions"};
    for (const DroppedTreatment& dropped : selected.dropped) {
      table.rows.push_back({page_.code(dropped.treatment), count_text(dropped.sessions)});
    }
    page_.table(table);
  }

  void settling_part() {
    if (results_.courses.empty()) return;
    page_.section("How the estimates settled");
    figures_.show(page_, "settling");
    page_.paragraph(
        results_.stopping || results_.selected
            ? "The estimates at each look that was taken. The bands hold at all looks at once, so "
              "it was allowed to stop at any of them."
            : "What a smaller run would have said: the estimates among the first so many users of "
              "the world, by the sessions that these played. The bands hold at all points at once, "
              "which makes them wider than the intervals of the table above.");
    PageTable table;
    table.header = {"treatment", "metric", "sessions", "effect %", "lower", "upper"};
    table.left = 2;
    for (const Course* shown_course : courses_in_reading_order()) {
      const Course& course = *shown_course;
      std::vector<Effect> points;
      const std::size_t last = course.points.size() - 1;
      std::vector<std::size_t> shown{last / 4, last / 2, last};
      shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
      for (const std::size_t at : shown) {
        Effect& effect = points.emplace_back();
        effect.effect = course.points[at].effect;
        effect.lower = course.points[at].lower;
        effect.upper = course.points[at].upper;
        if (!std::isfinite(effect.lower)) effect.shape = IntervalShape::whole_line;
      }
      const std::vector<EffectTexts> texts = effect_texts(pointers_to(points));
      for (std::size_t i = 0; i < shown.size(); ++i) {
        table.rows.push_back({page_.code(course.treatment), page_.code(course.metric),
                              count_text(course.points[shown[i]].sessions), texts[i].effect_percent,
                              texts[i].lower, texts[i].upper});
      }
      if (table.rows.size() >= kSettlingRows) break;
    }
    page_.table(table);
  }

  std::vector<const Course*> courses_in_reading_order() const {
    std::vector<const Course*> courses;
    for (const TreatmentResult* treatment : order_) {
      for (const Course& course : results_.courses) {
        if (course.treatment == treatment->name) courses.push_back(&course);
      }
    }
    return courses;
  }

  void calibration_part() {
    if (!results_.calibration) return;
    page_.section("The certificate");
    PageTable table;
    table.header = {"treatment",       "metric", "true effect %", "intervals that hold it",
                    "false positives", "found"};
    table.left = 2;
    const auto text = [this](const CalibrationShare& share) {
      return page_.plain(fmt::format("{} [{}, {}]", share_text(share.share, 1),
                                     share_text(share.lower, 1), share_text(share.upper, 1)));
    };
    for (const CalibrationRow& row : results_.calibration->rows) {
      table.rows.push_back({page_.code(row.treatment), page_.code(row.metric),
                            signed_text(row.truth, 2), text(row.coverage),
                            text(row.false_positives), text(row.found)});
    }
    page_.table(table);
    page_.paragraph(fmt::format(
        "The whole experiment was simulated {} times more, each time with users drawn anew and "
        "fresh seeds. A sound {} interval holds the true effect in {} of the runs or more; an "
        "effect is found where there is none in at most {}. Each share with its own interval at "
        "{}.",
        count_text(results_.calibration->runs), confidence_text(results_.confidence),
        confidence_text(results_.confidence), confidence_text(1 - results_.confidence),
        confidence_text(results_.confidence)));
  }

  // Each treatment against each, on the first metric that they were compared on.
  void pairs_part() {
    if (results_.pairs.empty()) return;
    const std::string& metric =
        headline_.empty() ? results_.pairs.front().metric : headline_.front();
    std::vector<const Effect*> effects;
    for (const Effect& effect : results_.pairs) {
      if (effect.metric == metric) effects.push_back(&effect);
    }
    if (effects.empty()) return;
    page_.section("Every pair");
    PageTable table;
    table.header = {"treatment", "against", "effect %", "lower", "upper", "verdict"};
    table.left = 2;
    const std::vector<EffectTexts> texts = effect_texts(effects);
    const Better better = describe_metric(results_, metric).better;
    for (std::size_t i = 0; i < effects.size(); ++i) {
      const Verdict verdict = verdict_of(*effects[i], better);
      table.rows.push_back({page_.code(effects[i]->treatment),
                            page_.code(effects[i]->against),
                            {texts[i].effect_percent, verdict, true},
                            {texts[i].lower, verdict},
                            {texts[i].upper, verdict},
                            {std::string(verdict_words(verdict)), verdict}});
    }
    page_.table(table);
    page_.paragraph(fmt::format(
        "Effects on {} in percent of the mean of the treatment named second. All pairs are one "
        "family of comparisons: intervals are wider than in the table above. results.json has the "
        "other metrics.",
        page_.code(metric)));
  }

  void health_part() {
    if (results_.health.empty()) return;
    Texts checks;
    for (const HealthCheck& check : results_.health) {
      checks.push_back(fmt::format("{} {}: {}", check.passed ? "passed:" : "FAILED:",
                                   page_.prose(check.name), page_.prose(check.text)));
    }
    page_.section("Health");
    page_.bullets(checks);
  }

  void warnings_part() {
    if (results_.warnings.empty()) return;
    Texts warnings;
    for (const std::string& warning : results_.warnings) warnings.push_back(page_.prose(warning));
    page_.section("Warnings");
    page_.bullets(warnings);
  }

  // Nothing was played, and the log says nothing of worlds, seeds or recommenders.
  void reading_part(const LogSummary& log) {
    say_how_it_was_read(
        page_,
        {
            fmt::format("design: {}, as the service split its users", page_.prose(results_.design)),
            fmt::format("read: {} of {} in {}, from {} to {}; fingerprint {}",
                        amount_text(log.rows, "row"), page_.code(results_.experiment),
                        amount_text(log.files, "file"), page_.prose(log.first),
                        page_.prose(log.last), page_.code(log.fingerprint)),
            fmt::format("found: {}", amount_text(results_)),
            "as numbers, in the same directory: effects.csv has the effects, results.json has "
            "everything; manifest.json names the files and has versions, machine and timings",
        },
        log.command);
  }

  void making_part() {
    if (results_.log) return reading_part(*results_.log);
    const WorldSummary& world = results_.world;
    say_how_it_was_made(
        page_,
        {
            fmt::format("design: {}, {} episodes per replication, random numbers: {}",
                        page_.prose(results_.design), count_text(results_.episodes),
                        page_.prose(results_.random)),
            fmt::format("played: {}; {}", amount_text(results_), seeds_text(results_.seeds)),
            fmt::format(
                "world: {}; {} tracks of {} artists in {} dimensions, {} users; fingerprint {}",
                page_.prose(world.description), count_text(world.tracks), count_text(world.artists),
                world.dim, count_text(world.users), page_.code(world.fingerprint)),
            fmt::format("config hash: {}", page_.code(results_.config_hash)),
            "as numbers, in the same directory: effects.csv has the effects, results.json has "
            "everything; manifest.json has versions, machine and timings",
        },
        "reprise run config.yaml", results_.config);
  }

  Page& page_;
  const Results& results_;
  FigureShelf figures_;
  std::vector<const TreatmentResult*> order_;
  Texts headline_;
  Texts others_;
};

}  // namespace

void write_run_page(Page& page, const Results& results, const DrawnFigures& figures) {
  RunPage(page, results, figures).write();
}

}  // namespace reprise
