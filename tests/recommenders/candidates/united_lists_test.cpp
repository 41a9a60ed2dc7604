#include "recommenders/candidates/united_lists.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>

#include "sim/random/streams.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TrackList list_of(const std::vector<TrackId>& tracks) {
  return {tracks.data(), static_cast<std::uint32_t>(tracks.size()), true};
}

std::vector<TrackId> tracks_of(const TrackList& list) {
  std::vector<TrackId> tracks;
  for (std::uint32_t i = 0; i < list.size; ++i) tracks.push_back(list[i]);
  return tracks;
}

TEST(UnitedLists, AreListAfterList) {
  const std::vector<TrackId> a = {5, 1, 5, 3};
  const std::vector<TrackId> b = {3, 4, 5, 6};
  UnitedLists united;
  EXPECT_THAT(tracks_of(united.of({}, true)), IsEmpty());
  EXPECT_THAT(tracks_of(united.of({list_of(a)}, true)), ElementsAre(5, 1, 3));
  EXPECT_THAT(tracks_of(united.of({list_of(b), list_of(a)}, true)), ElementsAre(3, 4, 5, 6, 1));
  EXPECT_THAT(tracks_of(united.of({list_of(a), list_of(b)}, true)), ElementsAre(5, 1, 3, 4, 6));
  EXPECT_THAT(tracks_of(united.of({{nullptr, 3, false}, list_of(b)}, true)),
              ElementsAre(0, 1, 2, 3, 4, 5, 6));
  EXPECT_TRUE(united.of({list_of(a)}, true).ordered);
  EXPECT_FALSE(united.of({list_of(a)}, false).ordered);
}

TEST(UnitedLists, ForgetWhatTheyAreToldToForget) {
  std::vector<TrackId> a = {5, 1};
  UnitedLists united;
  EXPECT_THAT(tracks_of(united.of({list_of(a)}, true)), ElementsAre(5, 1));
  a = {7, 5};
  united.clear();
  EXPECT_THAT(tracks_of(united.of({list_of(a)}, true)), ElementsAre(7, 5));
}

// Lists come at the head, in the middle and at the end, and go from there.
TEST(UnitedLists, GoOnToWhatIsMadeAnew) {
  Stream stream(stream_key(1, "united_lists_test"), 0);
  std::vector<std::vector<TrackId>> pool(30);
  for (std::vector<TrackId>& list : pool) {
    list.resize(1 + uniform_index(stream, 40));
    for (TrackId& track : list) track = uniform_index(stream, 150);
  }
  const auto any = [&] { return list_of(pool[uniform_index(stream, 30)]); };
  UnitedLists going_on;
  std::vector<TrackList> lists;
  for (int step = 0; step < 5000; ++step) {
    const auto place = [&](std::size_t n) {
      return lists.begin() + uniform_index(stream, static_cast<std::uint32_t>(n));
    };
    switch (uniform_index(stream, 8)) {
      case 0:
        lists.insert(place(lists.size() + 1), any());
        break;
      case 1:
        if (!lists.empty()) lists.erase(place(lists.size()));
        break;
      case 2:
        if (!lists.empty()) lists.pop_back();
        break;
      case 3:
        if (step % 5 == 0) lists.clear();
        break;
      case 4:
        break;
      default:
        for (std::uint32_t n = uniform_index(stream, 3); n > 0; --n) {
          lists.insert(lists.begin(), any());
        }
    }
    if (lists.size() > 10) lists.resize(10);
    std::vector<TrackId> expected;
    std::set<TrackId> known;
    for (const TrackList& list : lists) {
      for (const TrackId track : tracks_of(list)) {
        if (known.insert(track).second) expected.push_back(track);
      }
    }
    ASSERT_EQ(tracks_of(going_on.of(lists, true)), expected) << step;
  }
}

}  // namespace
}  // namespace reprise
