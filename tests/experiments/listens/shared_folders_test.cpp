// Every folder of ../shared/listens gives what its expected.json says, alone and with others in one
// call.
#include <filesystem>
#include <fstream>

#include "sim/support/files/file.h"
#include "tests/experiments/listens/reading.h"

namespace reprise {
namespace {

namespace fs = std::filesystem;

const fs::path kShared = fs::path(REPRISE_SOURCE_FOLDER) / ".." / "shared" / "listens";

std::vector<fs::path> folders() {
  std::vector<fs::path> found;
  if (!fs::is_directory(kShared)) return found;
  for (const fs::directory_entry& entry : fs::directory_iterator(kShared)) {
    if (entry.is_directory()) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

ListensRequest request_of(const fs::path& folder) {
  std::vector<std::string> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name != "expected.json" && name != "columns.txt") paths.push_back(entry.path().string());
  }
  ListensRequest request = request_for(paths);
  const fs::path columns = folder / "columns.txt";
  if (fs::exists(columns)) request.columns = read_columns(read_file(columns));
  return request;
}

nlohmann::json expected_of(const fs::path& folder) {
  return nlohmann::json::parse(read_file(folder / "expected.json"));
}

TEST(SharedListens, EveryFolderGivesWhatIsExpected) {
  if (folders().empty()) GTEST_SKIP() << kShared << " is not there";
  for (const fs::path& folder : folders()) {
    SCOPED_TRACE(folder);
    const nlohmann::json got = json_of(request_of(folder));
    const nlohmann::json expected = expected_of(folder);
    for (const auto& [key, value] : expected.items()) {
      EXPECT_EQ(got.at(key), value) << key;
    }
  }
}

// Accounts of different services are different users, so that all counts but those of names add up.
TEST(SharedListens, TwoFormatsInOneCallAddUp) {
  if (folders().empty()) GTEST_SKIP() << kShared << " is not there";
  const std::vector<fs::path> all = folders();
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      ListensRequest request = request_of(all[i]);
      const ListensRequest other = request_of(all[j]);
      request.paths.insert(request.paths.end(), other.paths.begin(), other.paths.end());
      request.columns.insert(request.columns.end(), other.columns.begin(), other.columns.end());
      SCOPED_TRACE(all[i].filename().string() + " and " + all[j].filename().string());
      const nlohmann::json got = json_of(request);
      const nlohmann::json a = expected_of(all[i]);
      const nlohmann::json b = expected_of(all[j]);
      for (const char* key : {"rows", "used", "plays"}) {
        EXPECT_EQ(got.at(key).get<int>(), a.at(key).get<int>() + b.at(key).get<int>()) << key;
      }
      nlohmann::json left_out = a.at("left_out");
      const nlohmann::json& more = b.at("left_out");
      for (const auto& [reason, rows] : more.items()) {
        left_out[reason] = left_out.value(reason, 0) + rows.get<int>();
      }
      EXPECT_EQ(got.at("left_out"), left_out);
    }
  }
}

}  // namespace
}  // namespace reprise
