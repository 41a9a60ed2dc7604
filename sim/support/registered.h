// Registered<Entry> holds all entries of one kind: parts, metrics, commands, report files, figures.
// Each entry registers itself from its own file when the program starts.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/support/check.h"

namespace reprise {

/// The entries of one kind, in order. An Entry has a `static constexpr const char* kind` for
/// messages, and a name, which is a member or a function. If entries have a function order(), they
/// are sorted by it, otherwise by name.
template <class Entry>
class Registered {
 public:
  /// Returns the entries of this program.
  static Registered& instance() {
    // A static object of a function exists when the first registration needs it. Registrations run
    // in no fixed order.
    static Registered registered;
    return registered;
  }

  /// Adds an entry. Called by one thread while the program starts. Aborts if there is already an
  /// entry of the same name, because that is a mistake in the program.
  void add(Entry entry) {
    REPRISE_CHECK(find(name_of(entry)) == nullptr, "two {}s are called '{}'", Entry::kind,
                  name_of(entry));
    const auto place = std::upper_bound(entries_.begin(), entries_.end(), entry, before);
    entries_.insert(place, std::move(entry));
  }

  /// Returns all entries, in order. They are complete when main begins; from then on any thread may
  /// call this function.
  const std::vector<Entry>& all() const { return entries_; }

  /// Returns the entry of this name, or null. As thread-safe as all().
  const Entry* find(std::string_view name) const {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& entry) { return name_of(entry) == name; });
    return found == entries_.end() ? nullptr : &*found;
  }

 private:
  static const std::string& name_of(const Entry& entry) {
    if constexpr (requires { entry.name(); }) {
      return entry.name();
    } else {
      return entry.name;
    }
  }

  static bool before(const Entry& a, const Entry& b) {
    if constexpr (requires { a.order(); }) {
      return a.order() < b.order();
    } else {
      return name_of(a) < name_of(b);
    }
  }

  std::vector<Entry> entries_;
};

/// Registers an entry. Each entry has one static object of this type in its own file.
template <class Entry>
class EntryRegistration {
 public:
  explicit EntryRegistration(Entry entry) { Registered<Entry>::instance().add(std::move(entry)); }
};

}  // namespace reprise
