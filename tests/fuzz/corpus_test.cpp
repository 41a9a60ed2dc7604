// Plays the corpus of every fuzz target, also with its files cut off or with a few bits changed. So
// an input that a fuzzer once found stays tested without a fuzzer.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <random>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "sim/support/files/file.h"
#include "tests/fuzz/targets.h"

namespace reprise {
namespace {

// The name of the input that is being played. It is printed when the test is aborted.
std::string playing;

extern "C" void tell_what_is_played(int signal) {
  playing += "\n";
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, playing.data(), playing.size());
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

class FuzzCorpus : public testing::TestWithParam<FuzzTarget> {
 protected:
  FuzzCorpus() {
    for (const int signal : {SIGABRT, SIGSEGV}) std::signal(signal, tell_what_is_played);
  }

  // Returns the files of the target's corpus. Files whose names begin with "large_" take long to
  // read or refuse, so they are left out when files are to be changed.
  static std::vector<std::filesystem::path> files(bool changed) {
    std::vector<std::filesystem::path> files;
    const std::filesystem::path folder =
        std::filesystem::path(REPRISE_FUZZ_CORPUS) / GetParam().name;
    if (!std::filesystem::exists(folder)) return files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      const bool large = entry.path().filename().string().starts_with("large_");
      if (!changed || !large) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  // Plays an input. Any exception from the target is a fault of the reader.
  static void play(const std::string& bytes, const std::string& what) {
    playing = what;
    try {
      GetParam().play(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    } catch (const std::exception& error) {
      ADD_FAILURE() << what << ": " << error.what();
    }
  }
};

TEST_P(FuzzCorpus, IsReadOrRefused) {
  ASSERT_FALSE(files(false).empty()) << "tests/fuzz/corpus has nothing for " << GetParam().name;
  play("", "nothing at all");
  for (const std::filesystem::path& file : files(false)) play(read_file(file), file.string());
}

TEST_P(FuzzCorpus, IsReadOrRefusedWhenItIsCutOff) {
  constexpr std::size_t kCuts = 50;
  for (const std::filesystem::path& file : files(true)) {
    const std::string bytes = read_file(file);
    const std::size_t step = bytes.size() / kCuts + 1;
    for (std::size_t size = 0; size < bytes.size(); size += step) {
      play(bytes.substr(0, size), fmt::format("{}, its first {} bytes", file.string(), size));
    }
  }
}

TEST_P(FuzzCorpus, IsReadOrRefusedWhenBitsOfItChange) {
  constexpr int kChanged = 100;
  for (const std::filesystem::path& file : files(true)) {
    const std::string bytes = read_file(file);
    if (bytes.empty()) continue;
    for (int change = 0; change < kChanged; ++change) {
      std::mt19937 draws(static_cast<std::mt19937::result_type>(change));
      std::string changed = bytes;
      for (int bit = 0; bit <= change % 4; ++bit) {
        changed[draws() % changed.size()] ^= static_cast<char>(1u << draws() % 8);
      }
      play(changed, fmt::format("{}, change {}", file.string(), change));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Of, FuzzCorpus, testing::ValuesIn(kFuzzTargets),
                         [](const testing::TestParamInfo<FuzzTarget>& target) {
                           return std::string(target.param.name);
                         });

}  // namespace
}  // namespace reprise
