// The registry of report formats and of figures. Each entry registers itself from its own file when
// the program starts.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace reprise {

/// All entries of one kind. An Entry has a name() and an order(); entries are sorted by order().
template <class Entry>
class ReportRegistry {
 public:
  /// Adds an entry. Is called while the program starts, by one thread. A second entry of the same
  /// name is a mistake of ours: throws std::logic_error, which ends the program before main begins.
  static void add(Entry entry) {
    std::vector<Entry>& all = registered();
    for (const Entry& other : all) {
      if (other.name() == entry.name()) {
        throw std::logic_error("two that register themselves are called " + entry.name());
      }
    }
    const auto place =
        std::upper_bound(all.begin(), all.end(), entry,
                         [](const Entry& a, const Entry& b) { return a.order() < b.order(); });
    all.insert(place, std::move(entry));
  }

  /// Returns all entries, sorted by order(). The list is complete once main has begun; from then on
  /// any thread may call this.
  static const std::vector<Entry>& all() { return registered(); }

 private:
  // The vector is a static of a function, because the order in which registrations run is not
  // defined.
  static std::vector<Entry>& registered() {
    static std::vector<Entry> entries;
    return entries;
  }
};

/// Registers an entry. Each entry makes one object of this class, a static in the entry's own file.
template <class Entry>
class ReportRegistration {
 public:
  explicit ReportRegistration(Entry entry) { ReportRegistry<Entry>::add(std::move(entry)); }
};

}  // namespace reprise
