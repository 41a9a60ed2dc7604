// The outcomes that an input may have: it is read, or it is refused as the reader's header says.
#pragma once

#include <stdexcept>

#include "sim/support/user_error.h"

namespace reprise {

/// Reads an input that may be the user's mistake. Any other exception is a finding.
template <class Read>
void read_or_refuse(Read read) {
  try {
    read();
  } catch (const UserError&) {
  }
}

/// Like read_or_refuse, for readers that describe wrong bytes by std::runtime_error, because their
/// callers name the file. An exception derived from it other than UserError is a finding.
template <class Read>
void read_or_complain(Read read) {
  try {
    read();
  } catch (const UserError&) {
  } catch (const std::runtime_error& error) {
    if (typeid(error) != typeid(std::runtime_error)) throw;
  }
}

}  // namespace reprise
