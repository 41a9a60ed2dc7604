// Tests that what an experiment may ask for depends on what its design says of itself, not on its
// name.
#include <gmock/gmock.h>

#include "tests/experiments/alternating_design.h"
#include "tests/experiments/small_experiment.h"

namespace reprise {
namespace {

using testing::HasSubstr;

constexpr const char* kTwo = "treatments: {a: random, b: {top_pop: 20}}, episodes: 200";

ExperimentSpec with(const std::string& design, const std::string& more) {
  return small_experiment(std::string(kTwo) + ", design: " + design + more);
}

TEST(Designs, OfOneTreatmentPerUserMayLogAndTakeOneStream) {
  for (const std::string& design : {std::string("split"), std::string(kAlternating)}) {
    EXPECT_NO_THROW(with(design, ", log: log.json")) << design;
    EXPECT_NO_THROW(with(design, ", random: numpy")) << design;
    EXPECT_THAT([&] { with(design, ", select: kim_nelson"); },
                testing::ThrowsMessage<UserError>(HasSubstr("'design: paired'")));
  }
  EXPECT_THAT([&] { with("paired", ", log: log.json"); },
              testing::ThrowsMessage<UserError>(HasSubstr("'design: split'")));
  EXPECT_THAT([&] { with("paired", ", random: numpy"); },
              testing::ThrowsMessage<UserError>(HasSubstr("'design: split'")));
}

TEST(Designs, AssignEachUserOnceOrNobody) {
  for (const auto& entry : Registry<DesignPart>::instance().entries()) {
    const ExperimentSpec spec = with(entry.name, "");
    const std::unique_ptr<Design> design = design_of(spec);
    Users users;
    const std::vector<std::int64_t> ids = {5, 6, 7, 8, 9};
    users.ids = ids;
    const std::vector<std::uint32_t> assignment = design->assignment(users, 2);
    EXPECT_EQ(assignment.size(), design->one_treatment_per_user() ? ids.size() : 0) << entry.name;
  }
}

TEST(Designs, AThirdOneRunsAsAWhole) {
  const Results results = run_alone(with(kAlternating, "")).results;
  EXPECT_EQ(results.design, kAlternating);
  EXPECT_EQ(results.treatments.size(), 2u);
}

}  // namespace
}  // namespace reprise
