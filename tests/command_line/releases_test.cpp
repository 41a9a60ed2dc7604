// Tests that the files of each release can still be read, and that its experiments still give the
// same results, to the byte. A change of results on purpose takes REPRISE_REGENERATE=1, and a line
// in releases/README.md that says why.
#include <algorithm>
#include <regex>

#include <fmt/format.h>
#include <zlib.h>

#include "tests/command_line/program.h"
#include "tests/golden.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::filesystem::path kReleases = std::filesystem::path(REPRISE_TEST_FOLDER) / "releases";

// The files that do not depend on the machine, the day or gnuplot.
const std::vector<std::string> kCompared = {"config.yaml", "effects.csv", "results.json",
                                            "users.csv"};

// Returns the text without the commit that the program was built from.
std::string of_any_build(const std::string& text) {
  static const std::regex commit(R"(("program": "reprise [0-9.]+)[^"]*")");
  return std::regex_replace(text, commit, "$1\"");
}

// Returns the names of the experiments: "0.1.0/paired" and so on.
std::vector<std::string> experiments_of_releases() {
  std::vector<std::string> experiments;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kReleases)) {
    if (entry.path().filename() != "experiment.yaml") continue;
    experiments.push_back(entry.path().parent_path().lexically_relative(kReleases));
  }
  std::sort(experiments.begin(), experiments.end());
  return experiments;
}

class Releases : public testing::TestWithParam<std::string> {
 protected:
  std::filesystem::path golden() const { return kReleases / GetParam(); }

  // Plays the experiment and returns the directory of the run.
  std::filesystem::path play(const std::string& out) const {
    const Outcome outcome =
        sandbox.run({"run", golden() / "experiment.yaml", "--quiet", "--out", out});
    EXPECT_THAT(outcome, Succeeds());
    for (const std::string& file : sandbox.files()) {
      const std::filesystem::path path = sandbox.directory() / file;
      if (path.filename() == "results.json") return path.parent_path();
    }
    ADD_FAILURE() << "no results of " << GetParam();
    return {};
  }

  // Returns the check sum of all files that are compared: 8 hexadecimal digits.
  std::string fingerprint() const {
    uLong sum = crc32(0, nullptr, 0);
    for (const std::string& file : kCompared) {
      const std::string text = sandbox.read(golden() / file);
      sum = crc32(sum, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
    }
    return fmt::format("{:08x}", sum);
  }

  Sandbox sandbox;
};

TEST_P(Releases, AreReproducedToTheByte) {
  const std::filesystem::path run = play("runs");
  for (const std::string& file : kCompared) {
    expect_golden_file(of_any_build(sandbox.read(run / file)), golden() / file);
  }
}

// Changed results need a new line in the README, so that they are not regenerated in passing.
TEST_P(Releases, ChangeForAReasonThatIsWrittenDown) {
  std::string last;
  for (const std::string& line : lines_of(sandbox.read(kReleases / "README.md"))) {
    if (line.starts_with("| " + GetParam() + " |")) last = line;
  }
  EXPECT_THAT(last, HasSubstr("| " + fingerprint() + " |"))
      << "these results have changed; add a line to " << kReleases / "README.md:\n"
      << "| " << GetParam() << " | " << fingerprint() << " | why |";
}

// A run of a release is accepted as finished. It can be reported anew and compared with a run of
// today.
TEST_P(Releases, AreRead) {
  for (const std::string& file : kCompared) {
    sandbox.write("old/" + file, sandbox.read(golden() / file));
  }
  const Outcome alone = sandbox.run({"report", "old"});
  EXPECT_THAT(alone, Succeeds());
  EXPECT_THAT(sandbox.files(), AllOf(Contains("old/report.md"), Contains("old/report.html")));
  EXPECT_THAT(sandbox.read("old/report.md"), Not(IsEmpty()));
  const Outcome compared = sandbox.run({"report", "old", play("new")});
  EXPECT_THAT(compared, Succeeds());
  EXPECT_THAT(compared.out, HasSubstr("random"));
}

INSTANTIATE_TEST_SUITE_P(Each, Releases, testing::ValuesIn(experiments_of_releases()),
                         [](const testing::TestParamInfo<std::string>& tested) {
                           std::string name = tested.param;
                           std::replace_if(
                               name.begin(), name.end(),
                               [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); },
                               '_');
                           return name;
                         });

}  // namespace
}  // namespace reprise
