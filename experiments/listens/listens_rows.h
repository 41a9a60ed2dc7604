// Takes the rows that readers find: checks them, counts them in the account of their file, and
// keeps those that are used.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "experiments/listens/listen_row.h"
#include "experiments/listens/listens_request.h"
#include "experiments/listens/names.h"
#include "experiments/listens/play.h"
#include "sim/support/user_error.h"

namespace reprise {

/// Rows by what became of them: rows = used + all that are left out.
struct RowAccount {
  std::uint64_t rows = 0;
  std::uint64_t used = 0;
  std::array<std::uint64_t, kLeftOutReasons> left_out{};  // by LeftOut

  void take_back(LeftOut reason) {
    --used;
    ++left_out[static_cast<std::size_t>(reason)];
  }
  RowAccount& operator+=(const RowAccount& other);
};

/// A file, and the account of its rows.
struct ListenedFile {
  std::string name;        // as the messages have it
  std::string shown_name;  // as outputs have it: without its folders and accounts
  std::string format;      // the name of its ListensFormat
  RowAccount account;
  /// Remarks for people: which unit was inferred, what the times are. Fixed words and numbers.
  std::vector<std::string> notes;
  Stamp stamp = Stamp::by_data;  // decided by the reader, where a format leaves that open
};

/// Progress of reading: rows so far, and bytes of the files.
struct ListensProgress {
  std::uint64_t rows = 0;
  std::uint64_t taken = 0;
  std::uint64_t bytes = 0;  // 0: not known
};
using ListensProgressCallback = std::function<void(const ListensProgress&)>;

/// Used rows in blocks, so that they never move while they become more.
class PlayBlocks {
 public:
  static constexpr std::size_t kBlock = std::size_t{1} << 15;

  /// Returns the memory for one row more, in which the caller makes a Play at once.
  void* add() {
    if (size_ % kBlock == 0) blocks_.emplace_back(std::allocator<Play>().allocate(kBlock));
    return blocks_.back().get() + size_++ % kBlock;
  }
  std::size_t size() const { return size_; }
  Play& operator[](std::size_t i) { return blocks_[i / kBlock].get()[i % kBlock]; }
  const Play& operator[](std::size_t i) const { return blocks_[i / kBlock].get()[i % kBlock]; }
  /// Frees the block of row i, which must be its last one that is needed.
  void free_block_of(std::size_t i) { blocks_[i / kBlock].reset(); }

 private:
  struct FreeBlock {
    void operator()(Play* block) const { std::allocator<Play>().deallocate(block, kBlock); }
  };
  std::vector<std::unique_ptr<Play, FreeBlock>> blocks_;
  std::size_t size_ = 0;
};

/// The rows of all files. Not safe to use from several threads at once.
class ListensRows {
 public:
  explicit ListensRows(const ListensRequest& request)
      : request_(request), names_(request.join_ids) {}

  /// Begins a file. `hidden_users`: its format names accounts, whose names stay out of all outputs.
  /// Throws UserError for more files than 65 535.
  void begin_file(std::string name, std::string format, bool hidden_users);
  /// Sets the callback, which is called now and then; the bytes are those of rows' file.
  void report_to(std::function<void(std::uint64_t rows)> report) { report_ = std::move(report); }

  /// Takes a row of the file: counts it, and keeps it when it is used.
  void add(const ListenRow& row);
  /// Takes a row that is left out, of which nothing else matters.
  void leave_out(LeftOut reason);
  /// Counts a row that cannot be read as left out; throws the error when there were as many as
  /// allowed.
  void unreadable(const UserError& error);
  /// Returns a callback that hands text which is no row to unreadable().
  std::function<void(const UserError&)> take_faults() {
    return [this](const UserError& error) { unreadable(error); };
  }

  const ListensRequest& request() const { return request_; }
  ListenedFile& file() { return files_.back(); }

  /// Returns the number of used rows of all files so far, and one of them, for readers that can
  /// tell what a time means only at the end of their file.
  std::size_t used() const { return plays_.size(); }
  Play& used_row(std::size_t i) { return plays_[i]; }

  std::vector<ListenedFile>& files() { return files_; }
  PlayBlocks& plays() { return plays_; }
  const ListenNames& names() const { return names_; }

 private:
  LeftOut reason_of(const ListenRow& row) const;
  void count();

  const ListensRequest& request_;
  ListenNames names_;
  PlayBlocks plays_;
  std::vector<ListenedFile> files_;
  std::string scope_;
  bool hidden_users_ = false;
  std::uint64_t rows_ = 0;
  std::uint64_t unreadable_ = 0;
  std::function<void(std::uint64_t)> report_;
};

}  // namespace reprise
