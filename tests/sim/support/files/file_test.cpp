#include "sim/support/files/file.h"

#include <fstream>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include "sim/support/files/cache_directory.h"
#include "sim/support/user_error.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(File, IsReadAsItWasWritten) {
  const TemporaryFolder folder;
  std::string bytes;
  for (int i = 0; i < 3'000'000; ++i) bytes.push_back(static_cast<char>(i * 7 % 256));
  for (const std::string& content : {std::string(), std::string("\0\r\n", 3), bytes}) {
    write_file(folder.path() / "file", content);
    EXPECT_EQ(read_file(folder.path() / "file"), content);
  }
}

TEST(File, IsWrittenOfItsParts) {
  const TemporaryFolder folder;
  const std::string_view parts[] = {"a", "", std::string_view("\0b", 2)};
  write_file(folder.path() / "file", parts);
  EXPECT_EQ(read_file(folder.path() / "file"), std::string("a\0b", 3));
  write_file(folder.path() / "file", std::span<const std::string_view>());
  EXPECT_EQ(read_file(folder.path() / "file"), "");
}

TEST(File, MakesItsDirectories) {
  const TemporaryFolder folder;
  write_file(folder.path() / "a" / "b" / "file", "x");
  EXPECT_EQ(read_file(folder.path() / "a" / "b" / "file"), "x");
}

TEST(File, LeavesNothingBeside) {
  const TemporaryFolder folder;
  for (int i = 0; i < 3; ++i) write_file(folder.path() / "file", "x");
  EXPECT_EQ(files_in(folder.path()), 1u);
}

// A reader sees one whole version or the other, while a writer replaces the file.
TEST(File, IsNeverSeenHalfWritten) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "file";
  const std::string versions[] = {std::string(300'000, 'a'), std::string(500'000, 'b')};
  write_file(path, versions[0]);
  std::thread writer([&] {
    for (int i = 1; i <= 100; ++i) write_file(path, versions[i % 2]);
  });
  for (int i = 0; i < 100; ++i) {
    const std::string seen = read_file(path);
    // EXPECT_EQ is not used, because it would print half a megabyte.
    EXPECT_TRUE(seen == versions[0] || seen == versions[1]) << seen.size() << " bytes";
  }
  writer.join();
}

TEST(File, SaysWhyItCannotBeRead) {
  const TemporaryFolder folder;
  const std::string absent = (folder.path() / "absent").string();
  EXPECT_THAT([&] { read_file(absent); },
              ThrowsMessage<UserError>(AllOf(StartsWith(absent + ":"), HasSubstr("No such file"))));
  EXPECT_THAT([&] { read_file(folder.path()); },
              ThrowsMessage<UserError>(HasSubstr("this is a directory")));
}

TEST(File, LongerThanItMayBeIsRefused) {
  const TemporaryFolder folder;
  const std::string path = folder.write("file", "12345");
  EXPECT_EQ(read_file(path, 5), "12345");
  EXPECT_THAT([&] { read_file(path, 4); },
              testing::ThrowsMessage<UserError>(testing::HasSubstr("more than 4 bytes")));
  EXPECT_THROW(read_file("/dev/zero", 1 << 20), UserError) << "it has no end";
}

TEST(File, SaysWhyItCannotBeWritten) {
  const TemporaryFolder folder;
  write_file(folder.path() / "file", "old");
  // The first path has a file where a directory is needed, the second a directory where the file
  // should be.
  EXPECT_THAT([&] { write_file(folder.path() / "file" / "inside", "x"); },
              ThrowsMessage<UserError>(HasSubstr("cannot write this file")));
  std::filesystem::create_directories(folder.path() / "directory" / "full");
  EXPECT_THAT([&] { write_file(folder.path() / "directory", "x"); },
              ThrowsMessage<UserError>(HasSubstr("cannot write this file")));
  EXPECT_EQ(read_file(folder.path() / "file"), "old");
  EXPECT_EQ(files_in(folder.path()), 2u) << "the part written beside was left behind";
}

TEST(File, StaysWhenNothingCanBeWrittenBesideIt) {
  // The name is so long that the temporary file beside it cannot be opened. The write fails and the
  // old file stays.
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / std::string(250, 'n');
  std::ofstream(path) << "old";
  EXPECT_THAT([&] { write_file(path, "new"); },
              ThrowsMessage<UserError>(HasSubstr("File name too long")));
  EXPECT_EQ(read_file(path), "old");
}

// In a folder that others may write to, the temporary name of the next file can be guessed.
TEST(File, FollowsNoLinkThatIsInItsWay) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "file";
  const std::filesystem::path victim = folder.path() / "victim";
  std::ofstream(victim) << "mine";
  constexpr int kLinks = 3000;  // more than the number of files that these tests write
  for (int i = 0; i < kLinks; ++i) {
    std::filesystem::create_symlink(victim,
                                    fmt::format("{}.{}.{}.part", path.string(), ::getpid(), i));
  }
  // A link under the file's own name is replaced, not followed.
  std::filesystem::create_symlink(victim, path);
  write_file(path, "new");
  EXPECT_EQ(read_file(victim), "mine");
  EXPECT_EQ(read_file(path), "new");
  EXPECT_FALSE(std::filesystem::is_symlink(path));
  EXPECT_EQ(files_in(folder.path()), kLinks + 2u);
}

TEST(CacheDirectory, IsTheFirstThatIsKnown) {
  const auto restore = [](const char* name) {
    const char* value = std::getenv(name);
    return std::pair(std::string(name), value == nullptr ? std::string() : std::string(value));
  };
  const std::pair<std::string, std::string> old[] = {restore("REPRISE_CACHE"),
                                                     restore("XDG_CACHE_HOME"), restore("HOME")};
  ::setenv("REPRISE_CACHE", "/own", 1);
  ::setenv("XDG_CACHE_HOME", "/xdg", 1);
  ::setenv("HOME", "/home/ann", 1);
  EXPECT_EQ(cache_directory(), "/own");
  ::unsetenv("REPRISE_CACHE");
  EXPECT_EQ(cache_directory(), "/xdg/reprise");
  ::setenv("XDG_CACHE_HOME", "relative", 1);
  EXPECT_EQ(cache_directory(), "/home/ann/.cache/reprise");
  ::unsetenv("HOME");
  EXPECT_EQ(cache_directory(), "");
  for (const auto& [name, value] : old) {
    if (value.empty()) {
      ::unsetenv(name.c_str());
    } else {
      ::setenv(name.c_str(), value.c_str(), 1);
    }
  }
}

}  // namespace
}  // namespace reprise
