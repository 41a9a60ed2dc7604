// Recognises the small text that Git leaves in the place of a file which Git LFS keeps elsewhere.
#pragma once

#include <string>
#include <string_view>

#include "sim/support/user_error.h"

namespace reprise {

/// The file is a Git LFS pointer instead of the data.
class LfsPointerError : public UserError {
 public:
  using UserError::UserError;
};

/// Throws LfsPointerError if `beginning`, the first bytes of the file, is a Git LFS pointer: the
/// message names it as one, with the size of the data and the way to get them. A pointer is a file
/// by itself, of less than 1024 bytes. Source: git-lfs, docs/spec.md.
inline void refuse_lfs_pointer(const std::string& file, std::string_view beginning) {
  if (!beginning.starts_with("version https://git-lfs.github.com/spec/")) return;
  const std::size_t at = beginning.find("\nsize ");
  std::string size;
  if (at != std::string_view::npos) {
    const std::string_view digits = beginning.substr(at + 6);
    size = digits.substr(0, digits.find_first_not_of("0123456789"));
  }
  throw LfsPointerError({file, 0, 0},
                        "this is a Git LFS pointer, not the data" +
                            (size.empty() ? std::string() : " of " + size + " bytes") +
                            "; in its repository, run: git lfs install && git lfs pull");
}

}  // namespace reprise
