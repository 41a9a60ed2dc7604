#include "recommenders/propensities.h"

#include <algorithm>

namespace reprise {

void Propensities::clear() {
  for (const TrackId track : touched_) {
    own_[track] = 0;
    place_of_[track] = 0;
  }
  touched_.clear();
  wide_.clear();
}

void Propensities::add_to_all_but(std::span<const TrackId> excluded, double each) {
  if (each <= 0) return;
  Wide& wide = wide_.emplace_back(Wide{each, {excluded.begin(), excluded.end()}});
  std::sort(wide.excluded.begin(), wide.excluded.end());
  for (const TrackId track : excluded) touch(track);
}

double Propensities::of_untouched() const {
  double sum = 0;
  for (const Wide& wide : wide_) sum += wide.each;
  return sum;
}

double Propensities::of(TrackId track) const {
  double sum = own_[track];
  for (const Wide& wide : wide_) {
    if (!std::binary_search(wide.excluded.begin(), wide.excluded.end(), track)) sum += wide.each;
  }
  return sum;
}

std::uint32_t Propensities::candidates() const {
  const std::size_t others = of_untouched() > 0 ? own_.size() - touched_.size() : 0;
  const auto named = std::count_if(touched_.begin(), touched_.end(),
                                   [this](TrackId track) { return of(track) > 0; });
  return static_cast<std::uint32_t>(others + static_cast<std::size_t>(named));
}

}  // namespace reprise
