// Tests that lists are the same whenever they are made, and that few are made for few requests.
#include "recommenders/training/lists_on_demand.h"

#include <numeric>
#include <stdexcept>
#include <thread>

#include <gmock/gmock.h>
#include <tbb/parallel_for.h>

#include "sim/random/streams.h"

namespace reprise {
namespace {

using testing::ElementsAre;

constexpr std::uint32_t kContexts = 1000;

// Context c has c % 4 tracks: c * 7, c * 7 + 1, ... modulo 100, with the scores c + .5, c + 1.5,
// ...
Lists lists_of_contexts(std::span<const std::uint32_t> contexts) {
  Lists lists;
  lists.begin.push_back(0);
  for (const std::uint32_t context : contexts) {
    for (std::uint32_t i = 0; i < context % 4; ++i) {
      lists.flat.push_back((context * 7 + i) % 100);
      lists.scores.push_back(static_cast<float>(context + i) + 0.5f);
    }
    lists.begin.push_back(lists.flat.size());
  }
  return lists;
}

std::vector<std::uint32_t> all_contexts() {
  std::vector<std::uint32_t> all(kContexts);
  std::iota(all.begin(), all.end(), 0u);
  return all;
}

void expect_right(ListsOnDemand& lists, std::uint32_t context) {
  const Lists right = lists_of_contexts(std::span(&context, 1));
  const ListsOnDemand::List list = lists.of(context);
  ASSERT_EQ(std::vector<TrackId>(list.tracks, list.tracks + list.size), right.flat) << context;
  for (std::uint32_t i = 0; i < list.size; ++i) ASSERT_EQ(list.scores[i], right.scores[i]);
}

TEST(ListsOnDemand, AreTheSameInAnyOrder) {
  for (const ListOf of : {ListOf::tracks, ListOf::users}) {
    ListsOnDemand lists(of, kContexts, 3, lists_of_contexts);
    Stream draws(stream_key(1, "lists_on_demand_test"), 0);
    const std::vector<std::uint32_t> some = {900, 3, 3, 77};
    lists.require(some, {});
    EXPECT_THAT(lists.made(), ElementsAre(3, 77, 900));
    for (int i = 0; i < 300; ++i) expect_right(lists, uniform_index(draws, kContexts));
    EXPECT_EQ(lists.lists_of(all_contexts()), lists_of_contexts(all_contexts()));
    EXPECT_EQ(lists.n_made(), kContexts);
  }
}

TEST(ListsOnDemand, AreMadeTogetherWithThoseOfTheirTracks) {
  std::vector<std::vector<std::uint32_t>> asked;
  ListsOnDemand lists(ListOf::tracks, kContexts, 3, [&](std::span<const std::uint32_t> contexts) {
    asked.emplace_back(contexts.begin(), contexts.end());
    return lists_of_contexts(contexts);
  });
  const std::uint32_t with_tracks = 503;  // its tracks: 3521 % 100 and the next two
  lists.require(std::span(&with_tracks, 1), {});
  lists.of(600);
  ASSERT_EQ(asked.size(), 2u);
  EXPECT_THAT(std::vector<std::uint32_t>(asked[1].begin(), asked[1].begin() + 6),
              ElementsAre(600, 21, 22, 23, 0, 1))
      << "the one that is asked for, the tracks of lists, then by id";
  EXPECT_EQ(asked[1].size(), ListsOnDemand::kTogether);
  // All lists of all contexts take as few calls as there are batches.
  for (std::uint32_t context = 0; context < kContexts; ++context) lists.of(context);
  EXPECT_EQ(asked.size(),
            1u + (kContexts - 1 + ListsOnDemand::kTogether - 1) / ListsOnDemand::kTogether);
  std::vector<std::uint32_t> made;
  for (const auto& together : asked) made.insert(made.end(), together.begin(), together.end());
  std::sort(made.begin(), made.end());
  EXPECT_EQ(made, all_contexts()) << "each once";
}

// What was interrupted is made when it is asked for, and `require` makes what is missing.
TEST(ListsOnDemand, AreMadeAfterAnInterruption) {
  bool fails = true;
  std::size_t calls = 0;
  ListsOnDemand lists(ListOf::tracks, kContexts, 3, [&](std::span<const std::uint32_t> contexts) {
    if (fails) throw std::runtime_error("interrupted");
    ++calls;
    return lists_of_contexts(contexts);
  });
  const std::vector<std::uint32_t> all = all_contexts();
  EXPECT_THROW(lists.require(std::span(all).first(64), {}), std::runtime_error);
  EXPECT_THROW(lists.of(700), std::runtime_error);
  fails = false;
  lists.require(std::span(all).first(64), {});
  EXPECT_EQ(calls, 1u) << "together";
  expect_right(lists, 700);
  EXPECT_EQ(lists.lists_of(all), lists_of_contexts(all));
}

TEST(ListsOnDemand, ThatWereMadeEarlierAreTaken) {
  bool any = false;
  ListsOnDemand lists(ListOf::tracks, kContexts, 3, [&](std::span<const std::uint32_t> contexts) {
    any = true;
    return lists_of_contexts(contexts);
  });
  const std::vector<std::uint32_t> some = {5, 6, 7};
  lists.put(some, lists_of_contexts(some));
  expect_right(lists, 6);
  lists.require(some, {});
  EXPECT_FALSE(any);
  ListsOnDemand all(ListOf::tracks, lists_of_contexts(all_contexts()));
  expect_right(all, 999);
  EXPECT_EQ(all.made(), all_contexts());
}

TEST(ListsOnDemand, AreTheSameForManyThreads) {
  ListsOnDemand lists(ListOf::tracks, kContexts, 3, lists_of_contexts);
  std::vector<std::jthread> threads;
  for (std::uint32_t thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&lists, thread] {
      Stream draws(stream_key(2, "lists_on_demand_test"), thread);
      for (std::uint32_t i = 0; i < 2000; ++i) {
        if (i % 500 == thread) {
          const std::uint32_t some[] = {uniform_index(draws, kContexts), thread};
          lists.require(some, {});
        }
        expect_right(lists, uniform_index(draws, kContexts));
      }
    });
  }
  threads.clear();
  EXPECT_EQ(lists.lists_of(all_contexts()), lists_of_contexts(all_contexts()));
}

}  // namespace
}  // namespace reprise
