#include "sim/support/files/zip_archive.h"

#include <array>
#include <fstream>

#include <fmt/format.h>
#include <zip.h>

#include "sim/support/user_error.h"

namespace reprise {
namespace {

struct CloseArchive {
  void operator()(zip_t* archive) const { ::zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;

Archive open_archive(const std::string& path) {
  int code = 0;
  Archive archive(::zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (archive) return archive;
  zip_error_t error;
  ::zip_error_init_with_code(&error, code);
  const std::string reason = ::zip_error_strerror(&error);
  ::zip_error_fini(&error);
  throw UserError(
      {path, 0, 0},
      fmt::format("this zip archive is damaged or cut off ({}); copy it again, or unpack "
                  "what is there: unzip",
                  reason));
}

}  // namespace

bool is_zip_archive(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, 4> first{};
  return file.read(first.data(), first.size()) && first == std::array<char, 4>{'P', 'K', 3, 4};
}

std::vector<ZipMember> zip_members(const std::string& path) {
  const Archive archive = open_archive(path);
  std::vector<ZipMember> members;
  const zip_int64_t entries = ::zip_get_num_entries(archive.get(), 0);
  for (zip_int64_t i = 0; i < entries; ++i) {
    const auto place = static_cast<zip_uint64_t>(i);
    zip_stat_t status;
    if (::zip_stat_index(archive.get(), place, 0, &status) != 0 ||
        (status.valid & ZIP_STAT_NAME) == 0) {
      continue;
    }
    std::string name = status.name;
    if (name.empty() || name.back() == '/') continue;
    const bool sized = (status.valid & ZIP_STAT_COMP_SIZE) != 0;
    members.push_back({std::move(name), place, sized ? status.comp_size : 0});
  }
  return members;
}

struct ZipMemberFile::Open {
  Archive archive;
  zip_file_t* file = nullptr;
  std::string name;
  double packed_share = 1;  // bytes in the archive for a byte of the file
  std::uint64_t read = 0;
};

ZipMemberFile::ZipMemberFile(const std::string& path, std::uint64_t place)
    : open_(std::make_unique<Open>()) {
  open_->archive = open_archive(path);
  const char* name = ::zip_get_name(open_->archive.get(), place, 0);
  open_->name = fmt::format("{}/{}", path, name == nullptr ? "?" : name);
  zip_stat_t status;
  if (::zip_stat_index(open_->archive.get(), place, 0, &status) == 0 &&
      (status.valid & ZIP_STAT_COMP_SIZE) != 0 && (status.valid & ZIP_STAT_SIZE) != 0 &&
      status.size > 0) {
    open_->packed_share = static_cast<double>(status.comp_size) / static_cast<double>(status.size);
  }
  open_->file = ::zip_fopen_index(open_->archive.get(), place, 0);
  if (open_->file == nullptr) {
    throw UserError({open_->name, 0, 0},
                    fmt::format("this file of a zip archive cannot be opened: {}; unpack the "
                                "archive and name the file",
                                ::zip_strerror(open_->archive.get())));
  }
}

ZipMemberFile::~ZipMemberFile() {
  if (open_->file != nullptr) ::zip_fclose(open_->file);
}

const std::string& ZipMemberFile::name() const { return open_->name; }

std::size_t ZipMemberFile::read(std::span<unsigned char> to) {
  const zip_int64_t size = ::zip_fread(open_->file, to.data(), to.size());
  if (size < 0) {
    throw UserError({open_->name, 0, 0},
                    fmt::format("this file of a zip archive is damaged ({}); copy the archive "
                                "again",
                                ::zip_file_strerror(open_->file)));
  }
  open_->read += static_cast<std::uint64_t>(size);
  return static_cast<std::size_t>(size);
}

std::uint64_t ZipMemberFile::taken() const {
  return static_cast<std::uint64_t>(static_cast<double>(open_->read) * open_->packed_share);
}

}  // namespace reprise
