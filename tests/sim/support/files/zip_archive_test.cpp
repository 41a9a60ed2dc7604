#include "sim/support/files/zip_archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include "sim/support/files/packed_file.h"
#include "sim/support/user_error.h"
#include "tests/gzipped.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::HasSubstr;

// Writes an archive of a file, packed or not, and perhaps encrypted.
std::string write_archive(const TemporaryFolder& folder, const std::string& text,
                          const char* password = nullptr, bool packed = true) {
  const std::string path = (folder.path() / "a.zip").string();
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  EXPECT_GE(zip_dir_add(archive, "MyData", 0), 0);
  zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
  const zip_int64_t place = zip_file_add(archive, "MyData/one.json", source, 0);
  EXPECT_GE(place, 0);
  const auto at = static_cast<zip_uint64_t>(place);
  EXPECT_EQ(zip_set_file_compression(archive, at, packed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0), 0);
  if (password != nullptr) {
    EXPECT_EQ(zip_file_set_encryption(archive, at, ZIP_EM_AES_256, password), 0);
  }
  EXPECT_EQ(zip_close(archive), 0);
  return path;
}

std::string content_of(const std::string& path, std::uint64_t place) {
  PackedFile file(path, place);
  std::string text;
  std::vector<char> block(1000);
  while (const std::size_t size = file.read(block)) text.append(block.data(), size);
  return text;
}

std::string message_for(const std::string& path, std::uint64_t place) {
  try {
    content_of(path, place);
  } catch (const UserError& error) {
    return error.what();
  }
  return "read";
}

TEST(ZipArchive, ReadsItsFiles) {
  const TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 100000; ++i) text += std::to_string(i);
  const std::string path = write_archive(folder, text);
  EXPECT_TRUE(is_zip_archive(path));
  const std::vector<ZipMember> members = zip_members(path);
  ASSERT_EQ(members.size(), 1u);  // the folder is none
  EXPECT_EQ(members[0].name, "MyData/one.json");
  EXPECT_GT(members[0].packed_bytes, 0u);
  EXPECT_LT(members[0].packed_bytes, text.size());
  EXPECT_EQ(content_of(path, members[0].place), text);
}

TEST(ZipArchive, UnpacksAFileThatIsPackedItself) {
  const TemporaryFolder folder;
  const std::string path = write_archive(folder, gzipped("hello"));
  EXPECT_EQ(content_of(path, zip_members(path).at(0).place), "hello");
}

TEST(ZipArchive, TellsOtherFilesApart) {
  const TemporaryFolder folder;
  EXPECT_FALSE(is_zip_archive(folder.write("a", "PK")));
  EXPECT_FALSE(is_zip_archive(folder.write("b", "PL\3\4 and more")));
  EXPECT_FALSE(is_zip_archive((folder.path() / "missing").string()));
}

TEST(ZipArchive, SaysThatAFileIsEncrypted) {
  const TemporaryFolder folder;
  const std::string path = write_archive(folder, "secret", "password");
  EXPECT_THAT(message_for(path, zip_members(path).at(0).place),
              HasSubstr("a.zip/MyData/one.json: this file of a zip archive cannot be opened"));
}

TEST(ZipArchive, SaysThatAFileIsDamaged) {
  const TemporaryFolder folder;
  const std::string path = write_archive(folder, "the letters are stored", nullptr, false);
  std::string bytes = read_file(path);
  bytes[bytes.find("letters")] = 'L';
  const std::string damaged = folder.write("b.zip", bytes);
  EXPECT_THAT(message_for(damaged, zip_members(damaged).at(0).place),
              HasSubstr("b.zip/MyData/one.json: this file of a zip archive is damaged"));
}

TEST(ZipArchive, SaysThatItIsCutOff) {
  const TemporaryFolder folder;
  const std::string bytes = read_file(write_archive(folder, std::string(1000, 'x')));
  const std::string cut = folder.write("b.zip", bytes.substr(0, bytes.size() / 2));
  try {
    zip_members(cut);
    FAIL() << "read";
  } catch (const UserError& error) {
    EXPECT_THAT(error.what(), HasSubstr("b.zip: this zip archive is damaged or cut off"));
  }
}

}  // namespace
}  // namespace reprise
