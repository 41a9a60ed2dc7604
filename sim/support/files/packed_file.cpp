#include "sim/support/files/packed_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "sim/support/check.h"
#include "sim/support/files/lfs_pointer.h"
#include "sim/support/files/zip_archive.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

constexpr unsigned char kGzipFirst = 0x1f;
constexpr unsigned char kGzipSecond = 0x8b;
constexpr std::array<unsigned char, 4> kZstdFirst = {0x28, 0xb5, 0x2f, 0xfd};
// A frame that needs a larger window than this is refused, because it was made to take memory:
// zstd's strongest level needs this much.
constexpr int kZstdWindowLog = 27;

}  // namespace

class PackedFile::Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {
    file_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file_ < 0) throw unreadable();
    struct stat status {};
    if (::fstat(file_, &status) == 0) {
      if (S_ISDIR(status.st_mode)) {
        ::close(file_);
        throw error("this is a directory; name a file");
      }
      rereadable_ = path != "-" && S_ISREG(status.st_mode);
    }
  }

  Reader(const std::string& path, std::uint64_t member)
      : member_(std::make_unique<ZipMemberFile>(path, member)),
        path_(member_->name()),
        rereadable_(true) {}

  ~Reader() {
    if (form_ == Form::gzip) ::inflateEnd(&stream_);
    ::ZSTD_freeDStream(zstd_);
    if (file_ >= 0 && file_ != STDIN_FILENO) ::close(file_);
  }

  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  bool rereadable() const { return rereadable_; }
  std::uint64_t taken() const { return taken_; }

  std::size_t read(std::span<char> to) {
    if (form_ == Form::unknown) recognise();
    if (form_ == Form::zstd) return unpack_zstd(to);
    return form_ == Form::gzip ? unpack(to) : copy(to);
  }

 private:
  enum class Form { unknown, plain, gzip, zstd };

  UserError error(const std::string& message) const {
    return UserError({input_name(path_), 0, 0}, message);
  }

  UserError unreadable() const {
    return error(fmt::format("cannot read this file: {}; check the path", std::strerror(errno)));
  }

  // Reads up to `to.size()` bytes of the file, as they are there. Returns 0 at the end of the file.
  std::size_t take(std::span<unsigned char> to) {
    if (member_) {
      const std::size_t size = member_->read(to);
      taken_ = member_->taken();
      return size;
    }
    for (;;) {
      const ssize_t size = ::read(file_, to.data(), to.size());
      if (size >= 0) {
        taken_ += static_cast<std::uint64_t>(size);
        return static_cast<std::size_t>(size);
      }
      if (errno != EINTR) throw unreadable();
    }
  }

  // Reads more bytes behind those that wait in the block. Returns false at the end of the file.
  bool take_more() {
    if (begin_ == end_) begin_ = end_ = 0;
    REPRISE_CHECK(end_ < block_.size(), "no room behind {} bytes", end_);
    const std::size_t size = take(std::span(block_).subspan(end_));
    end_ += size;
    return size > 0;
  }

  void recognise() {
    // A pipe may give the first bytes one by one.
    while (end_ - begin_ < kZstdFirst.size() && take_more()) {
    }
    const std::span<const unsigned char> first(&block_[begin_], end_ - begin_);
    refuse_lfs_pointer(input_name(path_),
                       {reinterpret_cast<const char*>(first.data()), first.size()});
    if (first.size() >= 2 && first[0] == kGzipFirst && first[1] == kGzipSecond) {
      form_ = Form::gzip;
      constexpr int kGzipAlone = 16 + MAX_WBITS;
      if (::inflateInit2(&stream_, kGzipAlone) != Z_OK) throw std::bad_alloc();
    } else if (first.size() >= kZstdFirst.size() &&
               std::equal(kZstdFirst.begin(), kZstdFirst.end(), first.begin())) {
      form_ = Form::zstd;
      zstd_ = ::ZSTD_createDStream();
      if (zstd_ == nullptr) throw std::bad_alloc();
      ::ZSTD_DCtx_setParameter(zstd_, ZSTD_d_windowLogMax, kZstdWindowLog);
    } else {
      form_ = Form::plain;
    }
  }

  std::size_t copy(std::span<char> to) {
    if (begin_ == end_) {
      return take({reinterpret_cast<unsigned char*>(to.data()), to.size()});
    }
    const std::size_t size = std::min(to.size(), end_ - begin_);
    std::memcpy(to.data(), &block_[begin_], size);
    begin_ += size;
    return size;
  }

  std::size_t unpack(std::span<char> to) {
    stream_.next_out = reinterpret_cast<Bytef*>(to.data());
    stream_.avail_out = static_cast<uInt>(to.size());
    // Repeats until at least one byte is unpacked.
    while (stream_.avail_out == to.size()) {
      if (member_ended_ && !begin_member()) return 0;
      if (begin_ == end_ && !take_more()) {
        throw error(
            "the gzip data end too early, so the file is cut off; copy it again, or unpack what is "
            "there: gzip -dc");
      }
      stream_.next_in = &block_[begin_];
      stream_.avail_in = static_cast<uInt>(end_ - begin_);
      const int status = ::inflate(&stream_, Z_NO_FLUSH);
      begin_ = end_ - stream_.avail_in;
      if (status == Z_MEM_ERROR) throw std::bad_alloc();
      if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
        throw error(fmt::format("the gzip data are damaged ({}); copy the file again",
                                stream_.msg == nullptr ? "no reason given" : stream_.msg));
      }
      member_ended_ = status == Z_STREAM_END;
    }
    return to.size() - stream_.avail_out;
  }

  // Zstandard's frames may follow each other in one file; the library begins the next one by
  // itself.
  std::size_t unpack_zstd(std::span<char> to) {
    ZSTD_outBuffer out{to.data(), to.size(), 0};
    while (out.pos == 0) {
      const bool more = begin_ < end_ || take_more();
      if (!more && member_ended_) return 0;
      ZSTD_inBuffer in{&block_[begin_], end_ - begin_, 0};
      const std::size_t status = ::ZSTD_decompressStream(zstd_, &out, &in);
      begin_ += in.pos;
      if (::ZSTD_isError(status) != 0) {
        throw error(fmt::format(
            "the Zstandard data are damaged, or something else follows them ({}); copy the file "
            "again, or unpack it first: zstd -d",
            ::ZSTD_getErrorName(status)));
      }
      member_ended_ = status == 0;
      if (!more && out.pos == 0 && !member_ended_) {
        throw error(
            "the Zstandard data end too early, so the file is cut off; copy it again, or unpack "
            "what is there: zstd -dc");
      }
    }
    return out.pos;
  }

  // Begins the next gzip member. Several gzip files may follow each other in one file, and zeros
  // may fill the last block of a tape. Returns false at the end of the file.
  bool begin_member() {
    while (begin_ < end_ || take_more()) {
      if (block_[begin_] == 0) {
        ++begin_;
        continue;
      }
      if (block_[begin_] != kGzipFirst) {
        throw error(
            "something else follows the gzip data, so a part of the file would be left out; unpack "
            "it first");
      }
      ::inflateReset(&stream_);
      member_ended_ = false;
      return true;
    }
    return false;
  }

  std::unique_ptr<ZipMemberFile> member_;  // null for a file of its own
  std::string path_;
  int file_ = -1;
  bool rereadable_ = false;
  std::uint64_t taken_ = 0;
  Form form_ = Form::unknown;
  bool member_ended_ = false;
  z_stream stream_{};
  ZSTD_DStream* zstd_ = nullptr;
  // Bytes begin_ to end_ of block_ were taken from the file but not returned yet.
  std::array<unsigned char, 65536> block_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

PackedFile::PackedFile(const std::string& path) : reader_(std::make_unique<Reader>(path)) {}
PackedFile::PackedFile(const std::string& path, std::uint64_t member)
    : reader_(std::make_unique<Reader>(path, member)) {}
PackedFile::~PackedFile() = default;

std::size_t PackedFile::read(std::span<char> to) { return reader_->read(to); }
bool PackedFile::rereadable() const { return reader_->rereadable(); }
std::uint64_t PackedFile::taken() const { return reader_->taken(); }

std::string input_name(const std::string& path) { return path == "-" ? "standard input" : path; }

bool names_descriptor(const std::string& path) {
  return path == "-" || path == input_name("-") || path == "/dev/stdin" ||
         path.starts_with("/dev/fd/") || path.starts_with("/proc/self/fd/");
}

}  // namespace reprise
