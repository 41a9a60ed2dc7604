#include <cctype>
#include <iostream>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/settings_tables.h"
#include "experiments/listens/listens_format.h"
#include "experiments/metrics/metric_part.h"
#include "experiments/spec/experiment_spec.h"
#include "recommenders/sentence.h"
#include "reports/text/display_text.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

constexpr int kWidth = 100;

// Returns a paragraph that begins at column `indent`; its further lines are indented a little more.
std::string paragraph(const std::string& text, int indent) {
  std::string lines;
  for (const std::string& line : wrap(text, kWidth - indent, 4)) {
    lines += std::string(static_cast<std::size_t>(indent), ' ') + line + "\n";
  }
  return lines;
}

std::string parameters_text(const std::string& owner,
                            const std::vector<ParameterInfo>& parameters) {
  std::string text;
  for (const ParameterInfo& parameter : parameters) {
    std::string kind = parameter.type;
    if (!parameter.limits.empty()) kind += ", " + parameter.limits;
    if (parameter.required) kind += ", required";
    if (!parameter.fallback.empty()) kind += ", default " + parameter.fallback;
    if (parameter.short_form) {
      std::string value = parameter.name;
      for (char& c : value) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      kind += fmt::format(", short form {}: {}", owner, value);
    }
    text += paragraph(fmt::format("{}: {} ({})", parameter.name, parameter.help, kind), 6);
  }
  return text;
}

std::string entry_text(const std::string& name, const std::string& help,
                       const std::vector<ParameterInfo>& parameters) {
  return "  " + name + "\n" + paragraph(help, 4) + parameters_text(name, parameters);
}

// A kind of component: its title, and the name and text of each entry. A section without components
// has the settings of one part of an experiment file.
struct Section {
  std::string title;
  std::vector<std::pair<std::string, std::string>> entries;
  std::vector<ParameterInfo> settings = {};
};

Section settings_section(const std::string& title, const std::string& owner,
                         const std::vector<ParameterInfo>& parameters) {
  return {title, {{"", parameters_text(owner, parameters)}}, parameters};
}

// Returns whether a setting has this name, or is a choice among names with this one.
bool is_setting(const ParameterInfo& parameter, const std::string& asked) {
  if (parameter.name == asked) return true;
  const std::string choices = " | " + parameter.type + " | ";
  return parameter.type.find(" | ") != std::string::npos &&
         choices.find(" | " + asked + " | ") != std::string::npos;
}

template <class Part>
Section section(const std::string& title) {
  Section section{title, {}};
  for (const auto& entry : Registry<Part>::instance().entries()) {
    section.entries.emplace_back(entry.name, entry_text(entry.name, entry.help, entry.parameters));
  }
  return section;
}

Section metric_section() {
  Section section{"metrics", {}};
  for (const Metric& metric : metrics()) {
    section.entries.emplace_back(metric.name, entry_text(metric.name, metric.help, {}));
  }
  for (const auto& entry : Registry<MetricPart>::instance().entries()) {
    section.entries.emplace_back(entry.name, entry_text(entry.name, entry.help, entry.parameters));
  }
  for (const CatalogMetric& metric : catalog_metrics()) {
    section.entries.emplace_back(
        metric.name,
        entry_text(metric.name, metric.help + "; of a treatment as a whole, always reported", {}));
  }
  return section;
}

// Returns the entries of a registry that have no parameters.
template <class Entry>
Section plain_section(const std::string& title) {
  Section section{title, {}};
  for (const Entry& entry : Registered<Entry>::instance().all()) {
    section.entries.emplace_back(entry.name, entry_text(entry.name, entry.help, {}));
  }
  return section;
}

std::vector<Section> sections() {
  std::vector<Section> all{section<RecommenderPart>("recommenders"),
                           section<AnchorPart>("anchors"),
                           section<CandidatesPart>("candidates"),
                           section<ExcludePart>("excludes"),
                           section<PickPart>("picks"),
                           section<ModelPart>("models"),
                           section<InterestPart>("interests of users"),
                           section<StatePart>("states of users"),
                           section<ResponsePart>("responses of users"),
                           section<RepeatPart>("repeats of users"),
                           section<FatiguePart>("fatigues of users"),
                           section<LeavePart>("leaves of users"),
                           section<ReturnPart>("returns of users"),
                           section<DesignPart>("designs"),
                           section<EstimatorPart>("estimators"),
                           section<SelectionPart>("selections"),
                           section<SweepMethodPart>("sweep methods"),
                           metric_section(),
                           plain_section<ListensFormat>("formats of listening logs"),
                           plain_section<OtherData>("no logs of listening")};
  for (const SettingsTable& table : settings_tables()) {
    const std::string key = table.path.substr(table.path.rfind('.') + 1);
    all.push_back(settings_section(table.title, key, table.settings));
    // Models are no map of settings, but their logs are alike.
    if (table.path == "log") {
      all.push_back(settings_section("log of a model", "log", LogSpec::parameters().describe()));
    }
  }
  return all;
}

// Keeps only the sections, components and settings that have the name `asked`. Throws UserError
// when there are none.
void keep_named(std::vector<Section>& all, const std::string& asked) {
  std::vector<std::string> names;
  std::vector<Section> kept;
  for (const Section& section : all) {
    names.push_back(section.title);
    if (section.title == asked) kept.push_back(section);
    for (const auto& [name, text] : section.entries) {
      if (!name.empty()) names.push_back(name);
      if (name == asked) kept.push_back({section.title, {{name, text}}});
    }
    if (section.title == asked) continue;
    std::vector<ParameterInfo> settings;
    for (const ParameterInfo& setting : section.settings) {
      names.push_back(setting.name);
      if (is_setting(setting, asked)) settings.push_back(setting);
    }
    if (!settings.empty()) kept.push_back(settings_section(section.title, "", settings));
  }
  if (kept.empty()) {
    throw UserError(fmt::format("there is nothing called '{}'{}; 'reprise list' prints everything",
                                asked, did_you_mean(asked, names)));
  }
  all = std::move(kept);
}

int list(const std::vector<std::string>& arguments) {
  Usage usage{"list", po::options_description("options")};
  usage.positional.add("name", 1);
  po::variables_map values;
  if (!parse_arguments(arguments, usage, values)) return kOk;
  std::vector<Section> shown = sections();
  if (values.count("name") != 0) {
    keep_named(shown, values["name"].as<std::vector<std::string>>().front());
  } else {
    std::cout << "Written by name alone (random), with parameters ({top_pop: {top: 100}}), or in "
                 "the short form\nwhere there is one ({top_pop: 100}).\n\n";
  }
  for (std::size_t i = 0; i < shown.size(); ++i) {
    std::cout << (i == 0 ? "" : "\n") << shown[i].title << "\n";
    for (const auto& [name, text] : shown[i].entries) std::cout << text;
  }
  return kOk;
}

const CommandRegistration registration({"list", "[NAME]",
                                        "recommenders, their parts, models, designs, metrics and "
                                        "every parameter; or what has one name",
                                        list});

}  // namespace
}  // namespace reprise
