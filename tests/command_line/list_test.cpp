// Tests `reprise list` and `reprise validate`.
#include "experiments/commands/command.h"
#include "experiments/listens/listens_format.h"
#include "experiments/spec/designs/design.h"
#include "experiments/spec/experiment_spec.h"
#include "recommenders/sentence.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::SizeIs;
using testing::StartsWith;

// Joins the lines of a help text, which may be wrapped.
std::string on_one_line(const std::string& text) {
  std::string joined;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n';
    if (!space || !joined.ends_with(' ')) joined.push_back(space ? ' ' : c);
  }
  return joined;
}

void expect_parameters(const std::string& listed, const std::vector<ParameterInfo>& parameters) {
  for (const ParameterInfo& parameter : parameters) {
    EXPECT_THAT(listed, HasSubstr(" " + parameter.name + ": " + on_one_line(parameter.help)));
    EXPECT_THAT(listed, HasSubstr(parameter.limits));
    if (!parameter.fallback.empty()) {
      EXPECT_THAT(listed, HasSubstr("default " + on_one_line(parameter.fallback)));
    }
  }
}

template <class Part>
void expect_part(const std::string& listed) {
  ASSERT_FALSE(Registry<Part>::instance().entries().empty());
  for (const auto& entry : Registry<Part>::instance().entries()) {
    EXPECT_THAT(listed, HasSubstr(" " + entry.name + " " + on_one_line(entry.help)));
    expect_parameters(listed, entry.parameters);
  }
}

TEST(ListCommand, NamesEverythingThatIsRegistered) {
  const Outcome outcome = Sandbox().run({"list"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.err, IsEmpty());
  const std::string listed = on_one_line(outcome.out);
  expect_part<RecommenderPart>(listed);
  expect_part<AnchorPart>(listed);
  expect_part<CandidatesPart>(listed);
  expect_part<ExcludePart>(listed);
  expect_part<PickPart>(listed);
  expect_part<DesignPart>(listed);
  expect_part<InterestPart>(listed);
  expect_part<StatePart>(listed);
  expect_part<ResponsePart>(listed);
  expect_part<RepeatPart>(listed);
  expect_part<FatiguePart>(listed);
  expect_part<LeavePart>(listed);
  expect_part<ReturnPart>(listed);
  expect_parameters(listed, experiment_parameters());
  for (const ListensFormat& format : listens_formats()) {
    EXPECT_THAT(listed, HasSubstr(" " + format.name + " " + on_one_line(format.help)));
  }
  for (const Metric& metric : metrics()) {
    EXPECT_THAT(listed, HasSubstr(" " + metric.name + " " + on_one_line(metric.help)));
  }
}

using ValidateCommand = TinyExperiment;

TEST_F(ValidateCommand, SoundFile) {
  const Outcome outcome = sandbox.run({"validate", "tiny.yaml"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_THAT(outcome.out, MatchesRegex("tiny.yaml: sound \\(.*3 treatments.*\\)\n"));
  EXPECT_THAT(sandbox.files(), testing::ElementsAre("tiny.yaml"));
}

// A bad file does not hide the mistakes of the next file.
TEST_F(ValidateCommand, EveryFileIsChecked) {
  sandbox.write("one.yaml", "control: a\n");
  sandbox.write("two.yaml", kTiny + "episods: 5\n");
  const Outcome outcome =
      sandbox.run({"validate", "one.yaml", "tiny.yaml", "two.yaml", "three.yaml"});
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(outcome.out, StartsWith("tiny.yaml: sound"));
  EXPECT_THAT(lines_of(outcome.err), testing::ElementsAre(StartsWith("reprise: one.yaml:1:1: "),
                                                          StartsWith("reprise: two.yaml:9:1: "),
                                                          StartsWith("reprise: three.yaml: ")));
}

TEST_F(ValidateCommand, WithSettings) {
  const Outcome good = sandbox.run({"validate", "tiny.yaml", "--set", "seeds=[1, 2]"});
  EXPECT_THAT(good, Succeeds());
  EXPECT_THAT(good.out, HasSubstr("2 seeds"));
  const Outcome bad = sandbox.run({"validate", "tiny.yaml", "--set", "control=sticy"});
  EXPECT_EQ(bad.exit_code, kWrongUse);
  EXPECT_THAT(bad.err,
              AllOf(HasSubstr("--set control=sticy: "), HasSubstr("did you mean 'sticky'?")));
}

TEST(ValidateCommandOnConfigs, EveryConfigIsSound) {
  std::vector<std::string> arguments = {"validate"};
  const std::filesystem::path folder =
      std::filesystem::path(REPRISE_SOURCE_FOLDER) / "configs/experiments";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    arguments.push_back(entry.path());
  }
  EXPECT_THAT(Sandbox().run(arguments), Succeeds());
}

}  // namespace
}  // namespace reprise
