#include "reports/figures/gnuplot.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <unistd.h>

#include "reports/figures/drawn_figures.h"
#include "tests/reports/sample_results.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using Kind = GnuplotFailure::Kind;

// Makes PATH hold a single folder, until the object is destroyed. A test may put a fake gnuplot
// into the folder.
class OnlyPath {
 public:
  OnlyPath() : old_(std::getenv("PATH")) {
    std::string folder = (std::filesystem::temp_directory_path() / "reprise_XXXXXX").string();
    folder_ = ::mkdtemp(folder.data());
    ::setenv("PATH", folder_.c_str(), 1);
  }
  ~OnlyPath() {
    ::setenv("PATH", old_.c_str(), 1);
    std::filesystem::remove_all(folder_);
  }
  OnlyPath(const OnlyPath&) = delete;
  OnlyPath& operator=(const OnlyPath&) = delete;

  void put_gnuplot(const std::string& commands) const {
    const std::filesystem::path program = folder_ / "gnuplot";
    std::ofstream(program) << "#!/bin/sh\n" << commands << "\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  }

 private:
  std::string old_;
  std::filesystem::path folder_;
};

Kind failure_of(const std::vector<std::string>& scripts, const GnuplotLimits& limits = {}) {
  try {
    render_svgs(scripts, limits);
  } catch (const GnuplotFailure& failure) {
    return failure.kind();
  }
  ADD_FAILURE() << "it did not fail";
  return Kind::failed;
}

// Returns a script longer than a stream holds, for a gnuplot that never reads.
const std::string& long_script() {
  static const std::string script(4'000'000, '#');
  return script;
}

TEST(Gnuplot, ThatIsMissingIsSaidToBe) {
  const OnlyPath path;
  EXPECT_EQ(failure_of({"plot x"}), Kind::missing);
  const DrawnFigures drawn = draw_figures(sample_results());
  EXPECT_TRUE(drawn.figures.empty());
  EXPECT_EQ(drawn.missing, "gnuplot is not installed (apt-get install gnuplot-nox)");
}

TEST(Gnuplot, ThatHangsIsEnded) {
  const OnlyPath path;
  path.put_gnuplot("exec /bin/sleep 60");
  const GnuplotLimits limits{std::chrono::milliseconds(100)};
  EXPECT_EQ(failure_of({"plot x"}, limits), Kind::timed_out);
  EXPECT_EQ(failure_of({long_script()}, limits), Kind::timed_out);
  // A gnuplot that closed its output and still runs is ended, too.
  path.put_gnuplot("exec >&- 2>&-; exec /bin/sleep 60");
  EXPECT_EQ(failure_of({"plot x"}, limits), Kind::timed_out);
}

TEST(Gnuplot, ThatIsKilledOrFailsIsAFailure) {
  const OnlyPath path;
  path.put_gnuplot("kill -9 $$");
  EXPECT_EQ(failure_of({"plot x"}), Kind::failed);
  EXPECT_EQ(failure_of({long_script()}), Kind::failed);
  path.put_gnuplot("echo 'line 3: no <such> thing' >&2; exit 1");
  EXPECT_THAT(draw_figures(sample_results()).missing,
              HasSubstr("gnuplot failed: line 3: no <such> thing"));
}

// Whoever starts the program may have it ignore SIGCHLD.
TEST(Gnuplot, ItsEndIsKnownWhereTheEndsOfProcessesAreIgnored) {
  const OnlyPath path;
  const auto before = ::signal(SIGCHLD, SIG_IGN);
  path.put_gnuplot("exit 3");
  EXPECT_EQ(draw_figures(sample_results()).missing, "gnuplot ended with exit code 3");
  path.put_gnuplot("/bin/cat >/dev/null; echo '<?xml ?><svg></svg>'");
  EXPECT_EQ(render_svgs({"plot x"}).front(), "<?xml ?><svg></svg>\n");
  ::signal(SIGCHLD, before);
}

TEST(Gnuplot, ThatDrawsTooFewPicturesIsAFailure) {
  const OnlyPath path;
  path.put_gnuplot("/bin/cat >/dev/null; echo '<?xml ?><svg></svg>'");
  EXPECT_EQ(failure_of({"plot x", "plot x"}), Kind::failed);
  EXPECT_EQ(render_svgs({"plot x"}).front(), "<?xml ?><svg></svg>\n");
}

TEST(Gnuplot, ThatNeverStopsWritingIsEnded) {
  const OnlyPath path;
  path.put_gnuplot("exec /usr/bin/yes");
  EXPECT_EQ(failure_of({"plot x"}, {std::chrono::milliseconds(10'000), 1'000'000}),
            Kind::too_large);
}

TEST(Gnuplot, ComplaintsNameWhatIsWrong) {
  try {
    render_svgs({"set terminal svg\nset nonsense\n"});
    ADD_FAILURE() << "it did not fail";
  } catch (const GnuplotFailure& failure) {
    if (failure.kind() == Kind::missing) GTEST_SKIP() << "gnuplot is not installed";
    EXPECT_THAT(failure.what(), HasSubstr("unrecognized option"));
  }
}

TEST(Gnuplot, DrawsEveryScriptWithSettingsOfItsOwn) {
  try {
    const std::vector<std::string> pictures =
        render_svgs({"set terminal svg\nset title \"first ]]>\"\nplot [0:1][0:1] x notitle\n",
                     "set terminal svg\nplot [0:1][0:1] x notitle\n"});
    ASSERT_EQ(pictures.size(), 2u);
    EXPECT_THAT(pictures[0], HasSubstr("first ]]&gt;"));
    EXPECT_THAT(pictures[1], Not(HasSubstr("first")));
  } catch (const GnuplotFailure& failure) {
    if (failure.kind() == Kind::missing) GTEST_SKIP() << "gnuplot is not installed";
    throw;
  }
}

TEST(Gnuplot, NothingToDrawStartsNothing) { EXPECT_TRUE(render_svgs({}).empty()); }

}  // namespace
}  // namespace reprise
