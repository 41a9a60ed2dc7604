#include "tests/experiments/statistics/vectors.h"

#include <fstream>

namespace reprise {

const nlohmann::json& vector_groups() {
  static const nlohmann::json file =
      nlohmann::json::parse(std::ifstream(REPRISE_STATISTICS_VECTORS));
  return file.at("vectors");
}

void for_each_case(const std::string& group,
                   const std::function<void(const nlohmann::json&, const nlohmann::json&)>& check) {
  const nlohmann::json& cases = vector_groups().at(group);
  ASSERT_FALSE(cases.empty()) << group;
  for (const nlohmann::json& one : cases) {
    SCOPED_TRACE(group + " " + one.at("input").dump());
    check(one.at("input"), one.at("expect"));
  }
}

Moments treatment_of(const nlohmann::json& input, int treatment) {
  const std::string suffix = std::to_string(treatment);
  return {.n = input.at("n" + suffix),
          .mean = input.at("mean" + suffix),
          .variance = input.at("var" + suffix)};
}

std::vector<double> numbers(const nlohmann::json& list) { return list.get<std::vector<double>>(); }

}  // namespace reprise
