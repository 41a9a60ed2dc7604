// Random logs give their known answers in every format, and the same ones when their rows are
// shuffled, split into files, or packed.
#include "tests/experiments/listens/random_logs.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <zip.h>
#include <zstd.h>

#include "tests/experiments/listens/reading.h"
#include "tests/gzipped.h"

namespace reprise {
namespace {

constexpr std::uint32_t kSeeds = 40;

ListensRequest request_of(const std::string& format, std::vector<std::string> paths) {
  ListensRequest request = request_for(std::move(paths));
  if (format == "table") {
    request.columns = read_columns(
        "user=uid,time=ts,track=item,played=sec:s,length=len:s,"
        "skipped=skip,heard_out=done");
  }
  // Shuffled rows, and a few of them, do not tell.
  if (format == "rockbox_start") request.stamp = Stamp::start;
  if (format == "rockbox_end") request.stamp = Stamp::end;
  return request;
}

// The numbers that do not depend on how a log is cut into files.
nlohmann::json numbers_of(const ListensRequest& request) {
  nlohmann::json numbers = json_of(request);
  numbers.erase("files");
  return numbers;
}

void expect_counts(const nlohmann::json& got, const TrueCounts& counts) {
  EXPECT_EQ(got.at("rows"), counts.rows);
  EXPECT_EQ(got.at("used"), counts.used);
  EXPECT_EQ(got.at("left_out"), nlohmann::json(counts.left_out));
  EXPECT_EQ(got.at("plays"), counts.plays);
  EXPECT_EQ(got.at("joined"), counts.joined);
  EXPECT_EQ(got.at("sessions"), counts.sessions);
  EXPECT_EQ(got.at("skipped"), counts.skipped);
  EXPECT_EQ(got.at("users"), counts.users);
  EXPECT_EQ(got.at("tracks"), counts.tracks);
}

std::string zstandard(std::string_view text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

void write_zip(const std::string& path, const std::map<std::string, std::string>& members) {
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE, nullptr);
  ASSERT_NE(archive, nullptr);
  for (const auto& [name, text] : members) {
    zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
    ASSERT_GE(zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8), 0);
  }
  ASSERT_EQ(zip_close(archive), 0);
}

class RandomListens : public testing::TestWithParam<std::string> {
 protected:
  const TemporaryFolder folder_;
};

TEST_P(RandomListens, GiveTheKnownAnswers) {
  for (std::uint32_t seed = 0; seed < kSeeds; ++seed) {
    SCOPED_TRACE(seed);
    const WrittenLog log = write_random_log(GetParam(), seed);
    expect_counts(json_of(request_of(GetParam(), {folder_.write("log", log.text())})), log.counts);
  }
}

TEST_P(RandomListens, KeepTheirNumbersWhenRowsAreShuffled) {
  for (std::uint32_t seed = 0; seed < kSeeds; ++seed) {
    SCOPED_TRACE(seed);
    WrittenLog log = write_random_log(GetParam(), seed);
    std::shuffle(log.rows.begin(), log.rows.end(), std::mt19937(seed));
    const nlohmann::json got = json_of(request_of(GetParam(), {folder_.write("log", log.text())}));
    expect_counts(got, log.counts);
  }
}

TEST_P(RandomListens, KeepTheirNumbersInSeveralFiles) {
  for (std::uint32_t seed = 0; seed < kSeeds; ++seed) {
    SCOPED_TRACE(seed);
    const WrittenLog log = write_random_log(GetParam(), seed);
    const nlohmann::json whole =
        numbers_of(request_of(GetParam(), {folder_.write("log", log.text())}));
    std::vector<std::string> paths;
    const std::size_t files = 2 + seed % 11;
    for (std::size_t i = 0; i < files; ++i) {
      const std::size_t begin = log.rows.size() * i / files;
      const std::size_t end = log.rows.size() * (i + 1) / files;
      if (begin == end) continue;
      paths.push_back(folder_.write("part_" + std::to_string(i), log.text_of(begin, end)));
    }
    // Files are read in the order of their numbers, however they are named.
    std::shuffle(paths.begin(), paths.end(), std::mt19937(seed));
    EXPECT_EQ(numbers_of(request_of(GetParam(), paths)), whole);
  }
}

TEST_P(RandomListens, KeepTheirNumbersWhenPacked) {
  for (std::uint32_t seed = 0; seed < 5; ++seed) {
    SCOPED_TRACE(seed);
    const std::string text = write_random_log(GetParam(), seed).text();
    const nlohmann::json whole = numbers_of(request_of(GetParam(), {folder_.write("log", text)}));
    EXPECT_EQ(numbers_of(request_of(GetParam(), {folder_.write("a", gzipped(text))})), whole);
    EXPECT_EQ(numbers_of(request_of(GetParam(), {folder_.write("b", zstandard(text))})), whole);
    const std::string archive = (folder_.path() / (std::to_string(seed) + ".zip")).string();
    write_zip(archive, {{"MyData/log.json", text},
                        {"MyData/Userdata.json", "{\"email\": \"somebody@example.org\"}"},
                        {"Readme.pdf", "%PDF-1.4"}});
    nlohmann::json packed = numbers_of(request_of(GetParam(), {archive}));
    EXPECT_EQ(packed.at("left_closed"), 2);
    packed["left_closed"] = 0;
    EXPECT_EQ(packed, whole);
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, RandomListens, testing::ValuesIn(random_log_formats()),
                         [](const auto& named) { return named.param; });

}  // namespace
}  // namespace reprise
