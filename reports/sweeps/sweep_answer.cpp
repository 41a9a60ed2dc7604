#include "reports/sweeps/sweep_answer.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "reports/sweeps/cell_effects.h"
#include "reports/sweeps/main_effect_texts.h"
#include "reports/sweeps/sweep_names.h"
#include "reports/sweeps/sweep_summary.h"
#include "reports/sweeps/under_models.h"
#include "reports/sweeps/world_settings.h"

namespace reprise {
namespace {

class SweepAnswer {
 public:
  SweepAnswer(const SweepResults& sweep, const NameWriter& write_name)
      : sweep_(sweep), write_name_(write_name), effects_(cell_effects(sweep)) {
    effects_.resize(ranked_count(effects_));
  }

  std::string write() const {
    if (effects_.empty()) return nothing_sentence();
    if (swept(sweep_) == Swept::worlds) return sensitivity();
    if (swept(sweep_) == Swept::choices_in_worlds) return choice_in_worlds();
    if (!effects_.front().cell->user_models.empty()) return under_user_models();
    std::string text = main_clause(effects_.front());
    for (const std::string& clause : {others_clause(), worlds_clause()}) {
      if (!clause.empty()) text += fmt::format("; {}", clause);
    }
    return fmt::format("{}.{}", text, surely_better_sentence());
  }

 private:
  // Returns how far the effect depends on the world, whose settings nobody chooses.
  std::string sensitivity() const {
    const auto has = [](Verdict verdict) {
      return [verdict](const CellEffect& effect) { return effect.verdict == verdict; };
    };
    const std::size_t all = effects_.size();
    const auto sure =
        static_cast<std::size_t>(std::count_if(effects_.begin(), effects_.end(), shown));
    const auto worse = std::count_if(effects_.begin(), effects_.end(), has(Verdict::worse));
    const bool one_treatment =
        std::all_of(effects_.begin(), effects_.end(), [&](const CellEffect& effect) {
          return effect.effect->treatment == effects_.front().effect->treatment;
        });
    const std::string who = one_treatment ? write_name_(effects_.front().effect->treatment)
                                          : std::string("The best treatment of each");
    std::string text = fmt::format("{} is shown to {} in {} of {} settings of the world", who,
                                   hoped_effect_clause(), sure, all);
    if (worse > 0) text += fmt::format(", and to do worse in {}", worse);
    if (all > 1) {
      text += fmt::format(
          "; its effect goes from {} with {} to {} with {}", estimate(effects_.back()),
          setting_of_world(sweep_, *effects_.back().cell, write_name_), estimate(effects_.front()),
          setting_of_world(sweep_, *effects_.front().cell, write_name_));
    }
    return text + "." + main_effect_sentence() +
           " Nobody chooses a world, so its settings are not ranked.";
  }

  // Returns which parameter moves the effect most, if one is known to move it.
  std::string main_effect_sentence() const {
    if (!sweep_.main_effects || sweep_.main_effects->effects.empty()) return {};
    const MainEffect& most = sweep_.main_effects->effects.front();
    if (!most.significant) return " No single parameter is shown to move the effect.";
    const MainEffectTexts texts = main_effect_texts(*sweep_.main_effects).front();
    return fmt::format(" What moves it most is {}: from {}% with {} to {}% with {} on average.",
                       write_name_(texts.name), texts.mean_from, write_name_(most.from),
                       texts.mean_to, write_name_(most.to));
  }

  // Returns which choice does best in how many settings of the world.
  std::string choice_in_worlds() const {
    std::vector<std::pair<std::string, std::size_t>> wins;
    const std::vector<WorldSetting> settings = world_settings(sweep_, effects_);
    for (const WorldSetting& setting : settings) {
      const CellEffect& best = effects_[setting.effects.front()];
      const std::string choice = fmt::format("{} with {}", write_name_(best.effect->treatment),
                                             setting_of_choices(sweep_, *best.cell, write_name_));
      const auto won = std::find_if(wins.begin(), wins.end(),
                                    [&](const auto& one) { return one.first == choice; });
      if (won == wins.end()) {
        wins.emplace_back(choice, 1);
      } else {
        ++won->second;
      }
    }
    std::stable_sort(wins.begin(), wins.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string text = fmt::format("{} has the best estimate in {} of {} settings of the world",
                                   wins.front().first, wins.front().second, settings.size());
    constexpr std::size_t kNamed = 3;
    for (std::size_t i = 1; i < std::min(wins.size(), kNamed); ++i) {
      text += fmt::format(", {} in {}", wins[i].first, wins[i].second);
    }
    if (wins.size() > kNamed) text += fmt::format(", and {} others", wins.size() - kNamed);
    return text + "." + main_effect_sentence() +
           " Nobody chooses a world, so choices are compared within each.";
  }

  // Returns whether the winner wins under all user models, under which it does not, and by how
  // much.
  std::string under_user_models() const {
    const CellEffect& best = effects_.front();
    const std::vector<UnderModel> models = under_models(sweep_, best);
    const auto has = [&](auto verdict) {
      std::vector<const UnderModel*> found;
      for (const UnderModel& one : models) {
        if (verdict(one.verdict)) found.push_back(&one);
      }
      return found;
    };
    const auto wins = has([](Verdict one) { return is_shown(one); });
    const auto losses = has([](Verdict one) { return one == Verdict::worse; });
    const auto others = has([](Verdict one) { return !is_shown(one) && one != Verdict::worse; });
    std::string text;
    if (effects_.size() > 1) {
      text = fmt::format("Best of {} cells over the user models: ", effects_.size());
    }
    text += fmt::format("{} {} {} under {}", competitor(best),
                        wins.empty() ? "is not shown to" : "is shown to", hoped_effect_clause(),
                        wins.empty() && models.size() > 1 ? "any of " : "");
    const std::string all = count_words(models.size(), "user model");
    text += wins.empty() ? all
            : wins.size() == models.size() && models.size() > 1
                ? "all " + all
                : fmt::format("{} of {}", wins.size(), all);
    if (!losses.empty()) text += fmt::format("; it does worse under {}", named(losses));
    if (!others.empty()) text += fmt::format("; nothing is shown under {}", named(others));
    if (wins.size() > 1) text += fmt::format("; its effect goes from {}", range_of(models));
    if (models.size() > 1) {
      text += fmt::format("; over the {} together it is {}",
                          sweep_.worlds.size() > 1 ? "pairs of model and world" : "models",
                          estimate(best));
    }
    return fmt::format("{}.{}", text, other_winners_sentence());
  }

  // Returns "a, +1.0%, 95% interval [...]; and b, ...", of at most three models.
  std::string named(const std::vector<const UnderModel*>& models) const {
    constexpr std::size_t kNamed = 3;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < std::min(models.size(), kNamed); ++i) {
      words.push_back(fmt::format("{} ({})", write_name_(models[i]->model), estimate(*models[i])));
    }
    if (models.size() > kNamed) words.push_back(fmt::format("{} more", models.size() - kNamed));
    std::string text = words.front();
    for (std::size_t i = 1; i < words.size(); ++i) {
      text += (i + 1 == words.size() ? " and " : ", ") + words[i];
    }
    return text;
  }

  std::string estimate(const UnderModel& under) const {
    if (under.effect == nullptr) return "no effect";
    return fmt::format("{}, {}", percent_words(*under.effect, under),
                       interval_words(*under.effect, under, sweep_.confidence));
  }

  // Returns "+34.0% under x to +557.0% under y".
  std::string range_of(const std::vector<UnderModel>& models) const {
    const UnderModel* least = nullptr;
    const UnderModel* most = nullptr;
    for (const UnderModel& one : models) {
      if (one.effect == nullptr) continue;
      if (least == nullptr || one.effect->effect < least->effect->effect) least = &one;
      if (most == nullptr || one.effect->effect > most->effect->effect) most = &one;
    }
    return fmt::format("{} under {} to {} under {}", percent_words(*least->effect, *least),
                       write_name_(least->model), percent_words(*most->effect, *most),
                       write_name_(most->model));
  }

  // Returns a sentence about the models under which another treatment has the best estimate.
  std::string other_winners_sentence() const {
    const CellEffect& best = effects_.front();
    constexpr std::size_t kNamed = 3;
    std::vector<std::string> words;
    for (const UnderModel& one : under_models(sweep_, best)) {
      const Effect* winner = best_under(sweep_, *best.cell, one.model);
      if (winner == nullptr || winner->treatment == best.effect->treatment) continue;
      words.push_back(
          fmt::format("{} under {}", write_name_(winner->treatment), write_name_(one.model)));
    }
    if (words.empty()) return {};
    const std::size_t all = words.size();
    if (all > kNamed) {
      words.resize(kNamed);
      words.push_back(fmt::format("another treatment under {} more", all - kNamed));
    }
    return fmt::format(" Others have better estimates: {}.", fmt::join(words, ", "));
  }

  std::string nothing_sentence() const {
    if (sweep_.cells.empty()) return "No cell was played.";
    const std::size_t failed = count_of(sweep_, CellStatus::failed);
    if (failed == sweep_.cells.size()) {
      return failed == 1 ? "There is no answer: the only cell failed."
                         : fmt::format("There is no answer: all {} cells failed.", failed);
    }
    return fmt::format("There is no answer: no cell has an effect ({}).", cells_text(sweep_));
  }

  std::string competitor(const CellEffect& effect) const {
    return competitor_words(sweep_, *effect.cell, effect.effect->treatment, write_name_);
  }

  std::string interval(const CellEffect& effect) const {
    return interval_words(*effect.effect, effect, sweep_.confidence);
  }

  std::string estimate(const CellEffect& effect) const {
    return fmt::format("{}, {}", percent_words(*effect.effect, effect), interval(effect));
  }

  // Returns "keeps people listening 12.5% longer than random".
  std::string effect_clause(const CellEffect& effect) const {
    const std::string control = write_name_(sweep_.control);
    if (sweep_.ranked_metric == kHeadlineMetric) {
      return fmt::format("keeps people listening {} than {}",
                         change_words(*effect.effect, effect, "longer", "shorter"), control);
    }
    return fmt::format("has a {} that is {} than that of {}", write_name_(sweep_.ranked_metric),
                       change_words(*effect.effect, effect, "higher", "lower"), control);
  }

  // Returns "keep people listening longer than random".
  std::string hoped_effect_clause() const {
    const std::string control = write_name_(sweep_.control);
    if (sweep_.ranked_metric == kHeadlineMetric) {
      return fmt::format("keep people listening longer than {}", control);
    }
    const std::string_view direction = sweep_.ranked_better == Better::higher  ? "higher"
                                       : sweep_.ranked_better == Better::lower ? "lower"
                                                                               : "different";
    return fmt::format("have a {} {} than that of {}", direction, write_name_(sweep_.ranked_metric),
                       control);
  }

  static bool is_shown(Verdict verdict) {
    return verdict == Verdict::better || verdict == Verdict::differs;
  }
  static bool shown(const CellEffect& effect) { return is_shown(effect.verdict); }

  bool any_shown() const { return std::any_of(effects_.begin(), effects_.end(), shown); }

  std::string main_clause(const CellEffect& best) const {
    const bool alone = effects_.size() == 1;
    if (shown(best)) {
      const std::string words =
          fmt::format("{} {}, {}", competitor(best), effect_clause(best), interval(best));
      return alone ? words : fmt::format("Best of {} cells: {}", effects_.size(), words);
    }
    if (alone) {
      return fmt::format("{} is not shown to {}: its effect is {}", competitor(best),
                         hoped_effect_clause(), estimate(best));
    }
    if (any_shown()) {
      return fmt::format("Best of {} cells by its estimate, but not significantly: {}, {}",
                         effects_.size(), competitor(best), estimate(best));
    }
    return fmt::format("None of {} cells is shown to {}: the best effect is that of {}, {}",
                       effects_.size(), hoped_effect_clause(), competitor(best), estimate(best));
  }

  std::size_t count(Standing standing) const {
    return static_cast<std::size_t>(std::count_if(
        effects_.begin(), effects_.end(),
        [standing](const CellEffect& effect) { return effect.standing == standing; }));
  }

  std::string others_clause() const {
    const std::size_t tied = count(Standing::tied);
    const std::size_t compared = tied + count(Standing::worse);
    const std::size_t unknown = count(Standing::unknown);
    if (compared == 0) return unknown == 0 ? "" : "no other cell can be compared with it";
    const std::string_view more = unknown == 0 ? "" : " that can be compared with it";
    if (tied == compared) {
      return fmt::format(
          "{}{} {} statistically tied with it, so the data do not settle which setting is best",
          compared == 1 ? "the other cell" : fmt::format("all {} other cells", compared), more,
          compared == 1 ? "is" : "are");
    }
    if (tied == 0) {
      return fmt::format(
          "{}{} {} significantly worse",
          compared == 1 ? "the other cell" : fmt::format("all {} other cells", compared), more,
          compared == 1 ? "is" : "are");
    }
    return fmt::format("{} of the {} other cells{} {} statistically tied with it", tied, compared,
                       more, tied == 1 ? "is" : "are");
  }

  std::string worlds_clause() const {
    const WorldCount count = count_worlds(sweep_, effects_.front().cell->worlds);
    if (count.worlds < 2) return {};
    return fmt::format("its effect is {} 0 in {} of {} worlds",
                       sweep_.ranked_better == Better::lower ? "below" : "above", count.better,
                       count.worlds);
  }

  // Returns a sentence about the best significant cell, if the best cell by its estimate is not
  // significant but others are.
  std::string surely_better_sentence() const {
    if (shown(effects_.front()) || !any_shown()) return {};
    const CellEffect& first = *std::find_if(effects_.begin(), effects_.end(), shown);
    return fmt::format(" The best of those that are significant is {}: it {}, {}.",
                       competitor(first), effect_clause(first), interval(first));
  }

  const SweepResults& sweep_;
  const NameWriter& write_name_;
  std::vector<CellEffect> effects_;
};

}  // namespace

std::string sweep_answer(const SweepResults& sweep, const NameWriter& write_name) {
  return SweepAnswer(sweep, write_name).write();
}

}  // namespace reprise
