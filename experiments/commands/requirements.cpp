#include "experiments/commands/requirements.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "experiments/analysis/headline_metric.h"
#include "experiments/spec/values/percent.h"
#include "reports/results/effect_sides.h"
#include "reports/results/headline_metrics.h"
#include "reports/summary/comparison.h"
#include "reports/summary/effect_texts.h"
#include "reports/summary/segment_effects.h"
#include "sim/support/suggestion.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

// Reads the parts of a requirement, one after the other.
class RequirementReader {
 public:
  RequirementReader(const std::string& text, const ExperimentSpec& spec)
      : text_(text), rest_(text), place_{fmt::format("--require '{}'", text), 0, 0}, spec_(spec) {
    for (const NamedTreatment& one : spec.treatments.named) treatments_.push_back(one.name);
    // A name may begin with another name, so the longest comes first.
    std::stable_sort(
        treatments_.begin(), treatments_.end(),
        [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  }

  Requirement read() {
    Requirement requirement;
    requirement.text = text_;
    requirement.against = spec_.control;
    requirement.metric = std::string(kHeadlineMetric);
    skip_blanks();
    requirement.treatment = treatment();
    requirement.kind = kind();
    std::optional<double> margin;
    bool names_metric = false;
    while (!rest_.empty()) {
      if (word("than") || word("to") || word("against")) {
        requirement.against = treatment();
      } else if (word("by") || word("within")) {
        margin = percent();
      } else if (word("on")) {
        requirement.metric = metric();
        names_metric = true;
      } else if (word("among")) {
        requirement.among = segment();
      } else {
        throw complaint(fmt::format("'{}' is not understood", rest_));
      }
    }
    requirement.margin = margin.value_or(0);
    if (requirement.among) check_segment(requirement, names_metric);
    check(requirement, margin.has_value());
    return requirement;
  }

 private:
  UserError complaint(const std::string& what) const {
    return UserError(place_, fmt::format("{}; write it as 'B better', 'B better than A', 'B not "
                                         "worse by 1%' or 'B equivalent within 1%', each also 'on "
                                         "METRIC' or 'among FIELD=VALUE'",
                                         what));
  }

  void skip_blanks() { rest_.erase(0, std::min(rest_.find_first_not_of(' '), rest_.size())); }

  // Takes a word, or several, if it stands next.
  bool word(const std::string& expected) {
    if (!rest_.starts_with(expected)) return false;
    if (rest_.size() > expected.size() && rest_[expected.size()] != ' ') return false;
    rest_.erase(0, expected.size());
    skip_blanks();
    return true;
  }

  std::string take_word() {
    const std::string taken = rest_.substr(0, rest_.find(' '));
    rest_.erase(0, taken.size());
    skip_blanks();
    return taken;
  }

  std::string treatment() {
    for (const std::string& name : treatments_) {
      if (word(name)) return name;
    }
    const std::string name = take_word();
    throw UserError(place_,
                    fmt::format("'{}' is no treatment{}; treatments are {}", name,
                                did_you_mean(name, treatments_), fmt::join(treatments_, ", ")));
  }

  Requirement::Kind kind() {
    if (word("is")) return kind();
    if (word("better")) return Requirement::Kind::better;
    if (word("not worse")) return Requirement::Kind::not_worse;
    if (word("equivalent")) return Requirement::Kind::equivalent;
    throw complaint(rest_.empty() ? "it says nothing about the treatment"
                                  : fmt::format("'{}' is no verdict", rest_));
  }

  double percent() {
    const std::string text = take_word();
    const double value =
        ParameterType<Percent>::read(Node::make_scalar(text, place_), "margin").percent;
    if (value > 0) return value;
    throw complaint("the margin must be above 0%");
  }

  std::string metric() {
    const std::string name = take_word();
    std::vector<std::string> names;
    for (const Metric* metric : spec_.metrics) names.push_back(metric->name);
    // A metric may also be called by its short name.
    const Metric* known = find_metric(name);
    if (known != nullptr && std::find(names.begin(), names.end(), known->name) != names.end()) {
      return known->name;
    }
    throw UserError(place_, fmt::format("the experiment does not measure '{}'{}; it measures {}",
                                        name, did_you_mean(name, names), fmt::join(names, ", ")));
  }

  // Reads "country=DE" or "age=18 to 25"; a text may have blanks, so it is the last of all.
  RequiredSegment segment() {
    const std::size_t equals = rest_.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw complaint("'among' needs a field and its value, such as 'among country=DE'");
    }
    RequiredSegment segment{rest_.substr(0, equals), rest_.substr(equals + 1)};
    while (segment.value.ends_with(' ')) segment.value.pop_back();
    rest_.clear();
    return segment;
  }

  // Sets the metric of segments, and refuses what no table of segments has.
  void check_segment(Requirement& requirement, bool names_metric) const {
    const Metric* metric = headline_metric(spec_);
    if (metric == nullptr) throw UserError(place_, "no metric is compared among segments of users");
    if (names_metric && requirement.metric != metric->name) {
      throw UserError(place_,
                      fmt::format("segments of users are compared on '{}' alone", metric->name));
    }
    requirement.metric = metric->name;
    if (requirement.against != spec_.control) {
      throw UserError(place_, fmt::format("among segments of users, treatments are compared with "
                                          "the control '{}' alone",
                                          spec_.control));
    }
    if (requirement.kind == Requirement::Kind::equivalent && requirement.margin == 0) {
      requirement.margin = spec_.margin.percent;
    }
  }

  // Refuses what no run of the experiment could decide.
  void check(const Requirement& requirement, bool has_margin) const {
    if (requirement.treatment == requirement.against) {
      throw UserError(place_, fmt::format("'{}' is compared with itself", requirement.against));
    }
    if (requirement.treatment != spec_.control && requirement.against != spec_.control &&
        !spec_.every_pair) {
      throw UserError(place_, fmt::format("treatments are compared with the control '{}' alone; "
                                          "with 'every_pair: true' they are compared with each "
                                          "other",
                                          spec_.control));
    }
    const Metric* metric = find_metric(requirement.metric);
    const bool measured =
        std::find(spec_.metrics.begin(), spec_.metrics.end(), metric) != spec_.metrics.end();
    if (!measured) {
      throw UserError(place_, fmt::format("the experiment does not measure '{}'; name another "
                                          "metric: 'on METRIC'",
                                          requirement.metric));
    }
    if (requirement.kind != Requirement::Kind::equivalent && metric->better == Better::neither) {
      throw UserError(place_, fmt::format("'{}' has no better direction; only 'equivalent' can be "
                                          "required",
                                          requirement.metric));
    }
    if (requirement.kind == Requirement::Kind::better && has_margin) {
      throw UserError(place_, "a margin belongs to 'not worse by' and 'equivalent within'");
    }
    if (requirement.kind == Requirement::Kind::not_worse && !has_margin) {
      throw UserError(place_, "say by how much it may be worse: 'not worse by 1%'");
    }
    if (requirement.kind == Requirement::Kind::equivalent && !has_margin &&
        spec_.margin.percent == 0) {
      throw UserError(place_,
                      "say within which margin: 'equivalent within 1%', or 'margin: 1%' in "
                      "the experiment");
    }
  }

  std::string text_;
  std::string rest_;
  Place place_;
  const ExperimentSpec& spec_;
  std::vector<std::string> treatments_;
};

// Returns the comparison as seen from the other treatment. The ratio of two means and its limits
// are turned over together, because Fieller's set of a ratio holds the inverses of that of the
// inverse ratio.
Effect turned(const Effect& effect) {
  Effect other = effect;
  std::swap(other.treatment, other.against);
  std::swap(other.treatment_mean, other.control_mean);
  const auto inverse = [](double percent) { return 100 * (1 / (1 + percent / 100) - 1); };
  other.effect = inverse(effect.effect);
  other.lower = inverse(effect.upper);
  other.upper = inverse(effect.lower);
  if (effect.shape == IntervalShape::bounded && !(effect.lower > -100)) {
    other.shape = IntervalShape::whole_line;
  }
  other.difference = -effect.difference;
  other.difference_lower = -effect.difference_upper;
  other.difference_upper = -effect.difference_lower;
  return other;
}

// Returns the effect in the segment; nothing if there is no such segment.
std::optional<Effect> effect_among(const Requirement& requirement, const Results& results) {
  const std::vector<const SegmentEffect*> groups =
      groups_of(results, requirement.among->field, requirement.treatment);
  const std::vector<std::string> texts = range_texts(groups);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (texts[i] == requirement.among->value) return groups[i]->effect;
  }
  return std::nullopt;
}

// Says which segments there are instead.
std::string no_such_segment(const Requirement& requirement, const Results& results) {
  const std::vector<const SegmentEffect*> groups =
      groups_of(results, requirement.among->field, requirement.treatment);
  const std::string field = requirement.among->field;
  if (groups.empty()) {
    return fmt::format("there are no segments by '{}'; there are by {}", field,
                       fmt::join(segment_traits(results), ", "));
  }
  return fmt::format("there is no segment {}={}; segments are {}", field, requirement.among->value,
                     fmt::join(range_texts(groups), "; "));
}

std::optional<Effect> effect_of(const Requirement& requirement, const Results& results) {
  if (requirement.among) return effect_among(requirement, results);
  const auto stands = [&](const Effect& effect, const std::string& treatment,
                          const std::string& against) {
    const std::string& other = against_of(results, effect);
    return effect.metric == requirement.metric && effect.treatment == treatment && other == against;
  };
  for (const std::vector<Effect>* effects : {&results.effects, &results.pairs}) {
    for (const Effect& effect : *effects) {
      if (stands(effect, requirement.treatment, requirement.against)) return effect;
      if (stands(effect, requirement.against, requirement.treatment)) return turned(effect);
    }
  }
  return std::nullopt;
}

bool holds(const Requirement& requirement, const Effect& effect, Better better) {
  const Verdict verdict = verdict_of(effect, better);
  if (requirement.kind == Requirement::Kind::better) return verdict == Verdict::better;
  if (same_in_every_session(effect)) return true;
  if (requirement.margin == 0) return verdict == Verdict::equivalent;
  if (!has_bounds(effect)) return false;
  const bool not_below = effect.lower > -requirement.margin;
  const bool not_above = effect.upper < requirement.margin;
  if (requirement.kind == Requirement::Kind::equivalent) return not_below && not_above;
  return better == Better::lower ? not_above : not_below;
}

}  // namespace

Requirement read_requirement(const std::string& text, const ExperimentSpec& spec) {
  return RequirementReader(text, spec).read();
}

RequirementCheck check_requirement(const Requirement& requirement, const Results& results) {
  const std::optional<Effect> effect = effect_of(requirement, results);
  if (!effect && requirement.among) return {false, no_such_segment(requirement, results)};
  if (!effect) return {false, "it was not compared"};
  const Better better = describe_metric(results, requirement.metric).better;
  const EffectTexts texts = effect_texts({&*effect}).front();
  return {holds(requirement, *effect, better),
          fmt::format("{}, {}, {}", percent_words(*effect, texts),
                      interval_words(*effect, texts, results.confidence),
                      verdict_words(verdict_of(*effect, better)))};
}

}  // namespace reprise
