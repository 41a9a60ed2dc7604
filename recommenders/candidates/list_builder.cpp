#include "recommenders/candidates/list_builder.h"

namespace reprise {

std::size_t total_size(const std::vector<TrackList>& lists) {
  std::size_t size = 0;
  for (const TrackList& list : lists) size += list.size;
  return size;
}

}  // namespace reprise
