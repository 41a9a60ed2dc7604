#include "sim/support/files/mapped_file.h"

#include <new>

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sim/support/files/file.h"
#include "tests/temporary_folder.h"
#include "tests/under_sanitizer.h"

namespace reprise {
namespace {

std::string text_of(const MappedFile& file) {
  return {reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()};
}

TEST(MappedFile, HasTheBytes) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "file";
  write_file(path, "some bytes");
  const MappedFile file = map_file(path);
  ASSERT_TRUE(file);
  EXPECT_EQ(text_of(file), "some bytes");
  write_file(path, "others");
  EXPECT_EQ(text_of(file), "some bytes") << "another file under the same name";
}

TEST(MappedFile, IsEmptyWhereThereIsNothing) {
  const TemporaryFolder folder;
  EXPECT_FALSE(map_file(folder.path() / "missing"));
  write_file(folder.path() / "empty", "");
  EXPECT_FALSE(map_file(folder.path() / "empty"));
}

// A cached world that did not fit into memory was once reported as damaged and made again.
TEST(MappedFileDeathTest, TooLittleMemoryIsNoMissingFile) {
  if (kUnderSanitizer) GTEST_SKIP() << "sanitizers need address space themselves";
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "file";
  write_file(path, "some bytes");
  const auto map_without_memory = [&] {
    const rlimit none{1, 1};
    ::setrlimit(RLIMIT_AS, &none);
    try {
      map_file(path);
    } catch (const std::bad_alloc&) {
      ::_exit(7);
    }
    ::_exit(0);
  };
  EXPECT_EXIT(map_without_memory(), testing::ExitedWithCode(7), "");
}

}  // namespace
}  // namespace reprise
