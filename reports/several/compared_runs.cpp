#include "reports/several/compared_runs.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "reports/summary/run_summary.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

using Words = std::function<std::string(const Results&)>;

// Returns the words as a list: "`a`, `b` and `c`".
std::string list_words(const std::vector<std::string>& words) {
  if (words.size() < 2) return words.empty() ? std::string() : words.front();
  return fmt::format("{} and {}", fmt::join(words.begin(), words.end() - 1, ", "), words.back());
}

// Says which runs have which value: "seed 1 in `a` and `b`; seed 2 in `c`". Empty if all runs have
// the same value.
std::string runs_by_value(const std::vector<Results>& runs, const std::vector<std::string>& names,
                          const Words& key, const Words& words) {
  struct Group {
    std::string key;
    std::string words;
    std::vector<std::string> runs;
  };
  std::vector<Group> groups;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::string own = key(runs[i]);
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&own](const Group& other) { return other.key == own; });
    if (group == groups.end()) group = groups.insert(groups.end(), {own, words(runs[i]), {}});
    group->runs.push_back(names[i]);
  }
  if (groups.size() < 2) return {};
  std::vector<std::string> parts;
  for (const Group& group : groups) {
    parts.push_back(fmt::format("{} in {}", group.words, list_words(group.runs)));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string sentence_of(const Results& results, const std::string& treatment) {
  const TreatmentResult* found = find_treatment(results, treatment);
  return found == nullptr ? std::string() : found->recommender;
}

// Returns the names of treatments that are different recommenders in different runs.
std::vector<std::string> ambiguous_treatments(const std::vector<Results>& runs) {
  std::vector<std::pair<std::string, std::string>> seen;
  std::vector<std::string> ambiguous;
  for (const Results& results : runs) {
    for (const TreatmentResult& treatment : results.treatments) {
      const auto same = std::find_if(seen.begin(), seen.end(), [&](const auto& other) {
        return other.first == treatment.name;
      });
      if (same == seen.end()) {
        seen.emplace_back(treatment.name, treatment.recommender);
      } else if (same->second != treatment.recommender &&
                 std::find(ambiguous.begin(), ambiguous.end(), treatment.name) == ambiguous.end()) {
        ambiguous.push_back(treatment.name);
      }
    }
  }
  return ambiguous;
}

bool has_different_logs(const std::vector<Results>& runs) {
  const Results* first = nullptr;
  for (const Results& results : runs) {
    if (!results.log) continue;
    if (first == nullptr) first = &results;
    if (first->log->fingerprint != results.log->fingerprint) return true;
  }
  return false;
}

std::vector<std::string> written(const std::vector<std::string>& names,
                                 const NameWriter& write_name) {
  std::vector<std::string> texts;
  for (const std::string& name : names) texts.push_back(write_name(name));
  return texts;
}

}  // namespace

std::vector<std::string> run_names(const std::vector<Results>& runs) {
  constexpr std::size_t kHashLetters = 8;
  const auto times = [](const std::vector<std::string>& names, const std::string& name) {
    return std::count(names.begin(), names.end(), name);
  };
  std::vector<std::string> experiments;
  for (const Results& results : runs) experiments.push_back(results.experiment);
  std::vector<std::string> names = experiments;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (times(experiments, experiments[i]) < 2) continue;
    const std::string& hash = runs[i].log ? runs[i].log->fingerprint : runs[i].config_hash;
    names[i] = fmt::format("{} {}", experiments[i], hash.substr(0, kHashLetters));
  }
  const std::vector<std::string> hashed = names;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (times(hashed, hashed[i]) > 1) names[i] = fmt::format("{} #{}", hashed[i], i + 1);
  }
  return names;
}

std::vector<std::string> compared_metrics(const std::vector<Results>& runs) {
  std::vector<std::string> metrics;
  for (const std::string_view metric : kHeadlineMetrics) {
    const bool there = std::any_of(runs.begin(), runs.end(), [metric](const Results& results) {
      return !compare(results, metric).empty();
    });
    if (there) metrics.emplace_back(metric);
  }
  return metrics;
}

std::vector<ComparedTreatment> compare_runs(const std::vector<Results>& runs,
                                            std::string_view metric) {
  std::vector<ComparedTreatment> rows;
  std::vector<const Effect*> effects;
  std::vector<double> means;
  for (std::size_t run = 0; run < runs.size(); ++run) {
    for (const ComparisonRow& row : compare(runs[run], metric)) {
      rows.push_back({row, run});
      if (row.effect != nullptr) {
        effects.push_back(row.effect);
        means.insert(means.end(), {row.effect->control_mean, row.effect->treatment_mean});
      }
    }
  }
  // The rounding depends on the rows of all runs, so the numbers are written last.
  const std::vector<EffectTexts> texts = effect_texts(effects);
  const int decimals = decimals_for_means(means);
  std::size_t next = 0;
  for (ComparedTreatment& row : rows) {
    if (row.effect == nullptr) {
      const MetricEstimate* figure = find_estimate(row.treatment->metrics, metric);
      const std::string mean = fixed_text(figure->mean, decimals);
      (row.treatment->control ? row.control_mean : row.treatment_mean) = mean;
      continue;
    }
    static_cast<EffectTexts&>(row) = texts[next++];
    row.control_mean = fixed_text(row.effect->control_mean, decimals);
    row.treatment_mean = fixed_text(row.effect->treatment_mean, decimals);
  }
  return rows;
}

std::string runs_answer(const std::vector<Results>& runs, const NameWriter& write_name) {
  constexpr std::string_view kMetric = kHeadlineMetric;
  const std::vector<ComparedTreatment> rows = compare_runs(runs, kMetric);
  const ComparedTreatment* best = nullptr;
  for (const ComparedTreatment& row : rows) {
    if (row.effect == nullptr || row.treatment->oracle || !std::isfinite(row.effect->effect)) {
      continue;
    }
    if (best == nullptr || row.effect->effect > best->effect->effect) best = &row;
  }
  if (best == nullptr) return fmt::format("No treatment has an effect on {}.", kMetric);
  const Results& results = runs[best->run];
  return fmt::format(
      "The highest effect on {} is that of {} in {}: {} against {}, {}. Each run compares its "
      "treatments with its own control; no test compares runs.",
      kMetric, write_name(best->treatment->name), write_name(run_names(runs)[best->run]),
      percent_words(*best->effect, *best), write_name(results.control),
      interval_words(*best->effect, *best, results.confidence));
}

std::vector<std::string> differences_of_runs(const std::vector<Results>& runs,
                                             const NameWriter& write_name) {
  const std::vector<std::string> names = written(run_names(runs), write_name);
  std::vector<std::string> notes;
  const auto add = [&](std::string_view what, const Words& key, const Words& words,
                       std::string_view meaning) {
    const std::string who = runs_by_value(runs, names, key, words);
    if (!who.empty()) notes.push_back(fmt::format("{}: {}. {}", what, who, meaning));
    return !who.empty();
  };
  const bool worlds = add(
      "Different worlds",
      [](const Results& results) {
        return results.log ? results.log->fingerprint : results.world.fingerprint;
      },
      [&](const Results& results) {
        if (results.log) return fmt::format("a log ({})", write_name(results.log->fingerprint));
        return fmt::format("{} ({})", write_name(results.world.description),
                           write_name(results.world.fingerprint));
      },
      "Their means are of different people and tracks.");
  add(
      "Different seeds", [](const Results& results) { return seeds_text(results.seeds); },
      [](const Results& results) { return seeds_text(results.seeds); },
      "Their sessions are not the same, so luck differs, too.");
  const bool controls = add(
      "Different controls",
      [](const Results& results) {
        return fmt::format("{}\n{}", results.control, sentence_of(results, results.control));
      },
      [&](const Results& results) {
        const std::string sentence = sentence_of(results, results.control);
        return sentence.empty() || sentence == results.control
                   ? write_name(results.control)
                   : fmt::format("{}, which is {},", write_name(results.control),
                                 write_name(sentence));
      },
      "Their effects are against different things.");
  add(
      "Different amounts",
      [](const Results& results) {
        return results.log ? source_text(results) : fmt::format("{}", results.episodes);
      },
      [](const Results& results) {
        if (results.log) return source_text(results);
        return fmt::format("{} episodes per replication", count_text(results.episodes));
      },
      "Intervals of longer runs are narrower.");
  const auto design = [&write_name](const Results& results) {
    return fmt::format("{} design with {} intervals at {}", write_name(results.design),
                       write_name(results.interval), confidence_text(results.confidence));
  };
  add("Different designs", design, design, "Their intervals do not mean the same.");
  const std::vector<std::string> ambiguous = ambiguous_treatments(runs);
  if (!ambiguous.empty()) {
    notes.push_back(fmt::format("One name, different recommenders: {}. See each run's report.",
                                list_words(written(ambiguous, write_name))));
  }
  if (worlds && controls) {
    notes.emplace_back("So neither means nor effects of different runs may be compared.");
  } else if (has_different_logs(runs)) {
    notes.emplace_back(
        "Logs do not say what is behind a name: compare effects, not means, and only where you "
        "know that the controls are the same.");
  } else if (worlds) {
    notes.emplace_back("So compare effects, not means.");
  } else if (controls) {
    notes.emplace_back("So compare means, not effects.");
  }
  if (notes.empty()) {
    notes.emplace_back(
        "All runs are of the same world, seeds, control, amount and design, so their effects and "
        "means may be compared.");
  }
  return notes;
}

}  // namespace reprise
