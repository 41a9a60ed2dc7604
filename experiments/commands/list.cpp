#include <cctype>
#include <iostream>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/listens/listens_format.h"
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

// A kind of component: its title, and the name and text of each entry.
struct Section {
  std::string title;
  std::vector<std::pair<std::string, std::string>> entries;
};

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
  return {
      section<RecommenderPart>("recommenders"),
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
      plain_section<OtherData>("no logs of listening"),
      {"experiment files", {{"", parameters_text("", experiment_parameters())}}},
      {"stop", {{"", parameters_text("stop", StopSpec::parameters().describe())}}},
      {"bootstrap",
       {{"", parameters_text("bootstrap", BootstrapSettings::parameters().describe())}}},
      {"sweep", {{"", parameters_text("sweep", sweep_parameters())}}},
      {"world", {{"", parameters_text("world", WorldSource::parameters().describe())}}},
      {"log of a model", {{"", parameters_text("log", LogSpec::parameters().describe())}}},
      {"world.generate", {{"", parameters_text("generate", WorldRecipe::parameters().describe())}}},
      {"world.users", {{"", parameters_text("users", UserChanges::parameters().describe())}}},
      {"world.users.model",
       {{"", parameters_text("model", UserModelSentence::parameters().describe())}}},
      {"world.files", {{"", parameters_text("files", WorldFiles::parameters().describe())}}}};
}

// Keeps only the sections and components that have the name `asked`. Throws UserError when there
// are none.
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
                                        "every parameter; or those of one name",
                                        list});

}  // namespace
}  // namespace reprise
