#include <iostream>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/experiment_spec.h"
#include "recommenders/sentence.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

std::string parameters_text(const std::vector<ParameterInfo>& parameters) {
  std::string text;
  for (const ParameterInfo& parameter : parameters) {
    std::string kind = parameter.type;
    if (!parameter.limits.empty()) kind += ", " + parameter.limits;
    if (parameter.required) kind += ", required";
    if (!parameter.fallback.empty()) kind += ", default " + parameter.fallback;
    if (parameter.short_form) kind += ", may stand alone";
    text += fmt::format("      {}: {}\n          ({})\n", parameter.name, parameter.help, kind);
  }
  return text;
}

template <class Part>
void list_part(const std::string& title) {
  std::cout << title << "\n";
  for (const auto& [name, entry] : Registry<Part>::instance().entries()) {
    std::cout << fmt::format("  {}\n      {}\n{}", name, entry.help,
                             parameters_text(entry.parameters));
  }
  std::cout << "\n";
}

int list(const std::vector<std::string>& arguments) {
  Usage usage{"list", po::options_description("options")};
  po::variables_map values;
  if (!parse_arguments(arguments, usage, values)) return kOk;
  list_part<RecommenderPart>("recommenders");
  list_part<AnchorPart>("anchors");
  list_part<CandidatesPart>("candidates");
  list_part<ExcludePart>("excludes");
  list_part<PickPart>("picks");
  list_part<DesignPart>("designs");
  std::cout << "metrics\n";
  for (const Metric& metric : metrics()) {
    std::cout << fmt::format("  {}\n      {}\n", metric.name, metric.help);
  }
  for (const CatalogMetric& metric : catalog_metrics()) {
    std::cout << fmt::format("  {}\n      {}; of a treatment as a whole, always reported\n",
                             metric.name, metric.help);
  }
  std::cout << "\nexperiment files\n" << parameters_text(experiment_parameters());
  std::cout << "\nworld\n"
            << parameters_text(WorldSource::parameters().describe()) << "\nworld.generate\n"
            << parameters_text(WorldRecipe::parameters().describe()) << "\nworld.files\n"
            << parameters_text(WorldFiles::parameters().describe());
  return kOk;
}

const CommandRegistration registration({"list", "", "recommenders, their parts and parameters",
                                        list});

}  // namespace
}  // namespace reprise
