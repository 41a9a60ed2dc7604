// Tests the examples on recommenders/README.md, because people copy them: its experiments run, and
// its C++ is the example that tests/out_of_tree builds.
#include <algorithm>

#include "recommenders/sentence.h"
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

const std::filesystem::path kRoot = REPRISE_SOURCE_FOLDER;

// Returns the blocks of a page that are fenced as this language.
std::vector<std::string> blocks(const std::string& page, const std::string& language) {
  std::vector<std::string> found;
  bool inside = false;
  for (const std::string& line : lines_of(page)) {
    if (!inside && line == "```" + language) {
      inside = true;
      found.emplace_back();
    } else if (inside && line == "```") {
      inside = false;
    } else if (inside) {
      found.back() += line + "\n";
    }
  }
  return found;
}

class RecommendersPage : public testing::Test {
 protected:
  Sandbox sandbox_;
  std::string page_ = sandbox_.read(kRoot / "recommenders/README.md");
};

TEST_F(RecommendersPage, ExperimentsRun) {
  const std::vector<std::string> experiments = blocks(page_, "yaml");
  ASSERT_GE(experiments.size(), 2u);
  for (const std::string& experiment : experiments) {
    SCOPED_TRACE(experiment);
    sandbox_.write("page.yaml", experiment);
    const Outcome outcome = sandbox_.run({"run", "page.yaml", "--quiet", "--json", "--set",
                                          "world={generate: {tracks: 1000, users: 100, dim: 20}}",
                                          "--set", "episodes=100"});
    ASSERT_THAT(outcome, Succeeds());
    const nlohmann::json results = nlohmann::json::parse(outcome.out);
    for (const auto& [name, treatment] : results["treatments"].items()) {
      EXPECT_EQ(treatment["sessions"], 100) << name;
    }
  }
}

TEST_F(RecommendersPage, CodeIsTheExampleThatIsBuilt) {
  const std::filesystem::path example = kRoot / "tests/out_of_tree";
  EXPECT_THAT(blocks(page_, "cpp"),
              testing::ElementsAre(sandbox_.read(example / "fresh_artists.cpp"),
                                   sandbox_.read(example / "first_hit.cpp")));
  EXPECT_THAT(blocks(page_, "cmake"),
              testing::ElementsAre(sandbox_.read(example / "CMakeLists.txt")));
}

template <class Part>
void expect_named(const std::string& page) {
  for (const std::string& name : Registry<Part>::instance().names()) {
    if (name == "sentence") continue;  // the page writes it without its name
    const bool named = page.find("`" + name + "`") != std::string::npos ||
                       page.find("{" + name + ":") != std::string::npos;
    EXPECT_TRUE(named) << "the page does not name the " << Part::kind << " '" << name << "'";
  }
}

TEST_F(RecommendersPage, NamesEveryPart) {
  expect_named<RecommenderPart>(page_);
  expect_named<AnchorPart>(page_);
  expect_named<CandidatesPart>(page_);
  expect_named<ExcludePart>(page_);
  expect_named<PickPart>(page_);
}

}  // namespace
}  // namespace reprise
