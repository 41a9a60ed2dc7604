// What registers itself from its own file as the program starts: report formats and figures.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace reprise {

/// The entries of one kind. An Entry says its name() and its order(), by which entries are sorted.
template <class Entry>
class ReportRegistry {
 public:
  /// While the program starts, by one thread. A second entry of the same name is a mistake of ours:
  /// throws std::logic_error, which ends a program that has not begun.
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

  /// In order. Complete once main has begun; safe to call from any thread from then on.
  static const std::vector<Entry>& all() { return registered(); }

 private:
  // A function's static, since registrations run in an order that nobody fixes.
  static std::vector<Entry>& registered() {
    static std::vector<Entry> entries;
    return entries;
  }
};

/// Made once per entry, as a static object in the entry's own file.
template <class Entry>
class ReportRegistration {
 public:
  explicit ReportRegistration(Entry entry) { ReportRegistry<Entry>::add(std::move(entry)); }
};

}  // namespace reprise
