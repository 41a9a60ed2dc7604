#include "sim/support/files/content_fingerprint.h"

#include <cstdlib>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "sim/support/fingerprint.h"
#include "sim/support/user_error.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

// Sets the times of a file so far back that they can be trusted.
void age(const std::filesystem::path& file, int seconds) {
  const auto time = std::filesystem::file_time_type::clock::now() - std::chrono::seconds(seconds);
  std::filesystem::last_write_time(file, time);
}

TEST(ContentFingerprint, IsThatOfTheBytes) {
  const TemporaryFolder folder;
  const std::string file = folder.write("a", "some bytes");
  EXPECT_EQ(content_of_file(file).fingerprint, fingerprint64("some bytes"));
  EXPECT_EQ(content_of_file(file).bytes, 10u);
  EXPECT_EQ(content_of_file(folder.write("empty", "")).fingerprint, fingerprint64(""));
}

TEST(ContentFingerprint, SeesAChangeOfTheSameLengthInTheSameTick) {
  const TemporaryFolder folder;
  for (int i = 0; i < 100; ++i) {
    const std::string text = std::to_string(100 + i);
    const std::string file = folder.write("a", text);
    ASSERT_EQ(content_of_file(file).fingerprint, fingerprint64(text)) << i;
    // In place, without another inode.
    std::ofstream(file, std::ios::in | std::ios::out) << "x";
    ASSERT_EQ(content_of_file(file).fingerprint, fingerprint64("x" + text.substr(1))) << i;
  }
}

TEST(ContentFingerprint, SeesAChangeThatPutsTheTimeBack) {
  const TemporaryFolder folder;
  const std::string file = folder.write("a", "one");
  age(file, 1000);
  const auto time = std::filesystem::last_write_time(file);
  EXPECT_EQ(content_of_file(file).fingerprint, fingerprint64("one"));
  std::ofstream(file) << "two";
  std::filesystem::last_write_time(file, time);
  EXPECT_EQ(content_of_file(file).fingerprint, fingerprint64("two"));
}

TEST(ContentFingerprint, OfALargeFileIsKeptForLaterProcessesAndNotBelievedBlindly) {
  const TemporaryFolder folder;
  const std::string cache = (folder.path() / "cache").string();
  const char* before = std::getenv("REPRISE_CACHE");
  const std::string restored = before == nullptr ? "" : before;
  ::setenv("REPRISE_CACHE", cache.c_str(), 1);
  const std::string bytes(std::size_t{17} << 20, 'a');
  const std::string file = folder.write("large", bytes);
  EXPECT_EQ(content_of_file(file).fingerprint, fingerprint64(bytes));
  // It was written just now.
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "cache/contents"));
  std::this_thread::sleep_for(std::chrono::milliseconds(3200));
  EXPECT_EQ(content_of_file(file).fingerprint, fingerprint64(bytes));
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "cache/contents"));
  const std::string changed(std::size_t{17} << 20, 'b');
  folder.write("large", changed);
  EXPECT_EQ(content_of_file(file).fingerprint, fingerprint64(changed));
  ::setenv("REPRISE_CACHE", restored.c_str(), 1);
}

TEST(ContentFingerprint, RefusesWhatCannotBeReadTwice) {
  const TemporaryFolder folder;
  const std::string pipe = (folder.path() / "pipe").string();
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THAT([&] { content_of_file(pipe); },
              ThrowsMessage<UserError>(HasSubstr("is no regular file")));
  EXPECT_THAT([&] { content_of_file(folder.path()); },
              ThrowsMessage<UserError>(HasSubstr("this is a directory")));
  EXPECT_THAT([&] { content_of_file(folder.path() / "absent"); },
              ThrowsMessage<UserError>(HasSubstr("cannot be read")));
}

}  // namespace
}  // namespace reprise
