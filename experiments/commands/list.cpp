#include <cctype>
#include <iostream>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/experiment_spec.h"
#include "recommenders/sentence.h"
#include "reports/display_text.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

constexpr int kWidth = 100;

// A paragraph that begins at column `indent`, its further lines a little deeper.
std::string paragraph(const std::string& text, int indent) {
  std::string lines;
  for (const std::string& line :
       wrap(std::string(static_cast<std::size_t>(indent), ' ') + text, kWidth, indent + 4)) {
    lines += line + "\n";
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

template <class Part>
void list_part(const std::string& title) {
  std::cout << title << "\n";
  for (const auto& [name, entry] : Registry<Part>::instance().entries()) {
    std::cout << "  " << name << "\n"
              << paragraph(entry.help, 4) << parameters_text(name, entry.parameters);
  }
  std::cout << "\n";
}

int list(const std::vector<std::string>& arguments) {
  Usage usage{"list", po::options_description("options")};
  po::variables_map values;
  if (!parse_arguments(arguments, usage, values)) return kOk;
  std::cout
      << "Written by name alone (random), with parameters ({top_pop: {top: 100}}), or in the short "
         "form\nwhere there is one ({top_pop: 100}).\n\n";
  list_part<RecommenderPart>("recommenders");
  list_part<AnchorPart>("anchors");
  list_part<CandidatesPart>("candidates");
  list_part<ExcludePart>("excludes");
  list_part<PickPart>("picks");
  list_part<DesignPart>("designs");
  std::cout << "metrics\n";
  for (const Metric& metric : metrics()) {
    std::cout << "  " << metric.name << "\n" << paragraph(metric.help, 4);
  }
  for (const CatalogMetric& metric : catalog_metrics()) {
    std::cout << "  " << metric.name << "\n"
              << paragraph(metric.help + "; of a treatment as a whole, always reported", 4);
  }
  std::cout << "\nexperiment files\n" << parameters_text("", experiment_parameters());
  std::cout << "\nworld\n"
            << parameters_text("world", WorldSource::parameters().describe())
            << "\nworld.generate\n"
            << parameters_text("generate", WorldRecipe::parameters().describe())
            << "\nworld.files\n"
            << parameters_text("files", WorldFiles::parameters().describe());
  return kOk;
}

const CommandRegistration registration({"list", "", "recommenders, their parts and parameters",
                                        list});

}  // namespace
}  // namespace reprise
