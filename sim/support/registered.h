// Registered<Entry>: the entries of one kind that register themselves, each from its own file, as
// the program starts: parts, metrics, commands, report files, figures.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/support/check.h"

namespace reprise {

/// The entries of one kind, in order. An Entry has a `static constexpr const char* kind` for
/// messages and a name, as a member or a function. Entries are sorted by their order() where they
/// have one, else by name.
template <class Entry>
class Registered {
 public:
  /// Those of this program.
  static Registered& instance() {
    // A function's static, since registrations run in an order that nobody fixes.
    static Registered registered;
    return registered;
  }

  /// While the program starts, by one thread. A second entry of the same name is a mistake of ours:
  /// it aborts.
  void add(Entry entry) {
    REPRISE_CHECK(find(name_of(entry)) == nullptr, "two {}s are called '{}'", Entry::kind,
                  name_of(entry));
    const auto place = std::upper_bound(entries_.begin(), entries_.end(), entry, before);
    entries_.insert(place, std::move(entry));
  }

  /// In order. Complete once main has begun; safe to call from any thread from then on.
  const std::vector<Entry>& all() const { return entries_; }

  /// The entry of this name, or null. As safe as all().
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

/// Made once per entry, as a static object in the entry's own file.
template <class Entry>
class EntryRegistration {
 public:
  explicit EntryRegistration(Entry entry) { Registered<Entry>::instance().add(std::move(entry)); }
};

}  // namespace reprise
