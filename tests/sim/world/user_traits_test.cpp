#include "sim/world/user_traits.h"

#include <cmath>

#include <gmock/gmock.h>

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Users of equal traits.
struct SomeUsers {
  explicit SomeUsers(std::size_t n) : ids(n), traits(n) {
    users.ids = ids;
    users.traits = traits;
  }

  std::vector<std::int64_t> ids;
  std::vector<UserTraits> traits;
  Users users;
};

// A field of texts, of which text i is had by counts[i] users; further users lack it.
UserField texts(const std::vector<std::string>& values, const std::vector<std::size_t>& counts,
                std::size_t without = 0) {
  UserField field;
  field.name = "country";
  field.values = values;
  for (std::uint32_t value = 0; value < counts.size(); ++value) {
    field.value_of.insert(field.value_of.end(), counts[value], value);
  }
  field.value_of.insert(field.value_of.end(), without, UserField::kNoValue);
  return field;
}

std::vector<std::string> names_of(const std::vector<UserSegment>& segments) {
  std::vector<std::string> names;
  for (const UserSegment& segment : segments) names.push_back(segment.value.value_or("-"));
  return names;
}

TEST(SegmentsByField, HaveEachTextTheMostFrequentFirst) {
  const SomeUsers some(120);
  const std::vector<UserSegment> segments =
      segments_by_field(some.users, texts({"AT", "DE", "FR"}, {30, 50, 40}), 10);
  EXPECT_THAT(names_of(segments), ElementsAre("DE", "FR", "AT"));
  EXPECT_THAT(segments[0].users, SizeIs(50));
  EXPECT_EQ(segments[0].users.front(), 30u) << "the first after those of AT";
}

TEST(SegmentsByField, PutRareTextsTogetherAndUsersWithoutOneLast) {
  const SomeUsers some(110);
  const std::vector<UserSegment> segments =
      segments_by_field(some.users, texts({"AT", "DE", "FR", "IT"}, {5, 50, 40, 6}, 9), 10);
  EXPECT_THAT(names_of(segments), ElementsAre("DE", "FR", "others", "not given"));
  EXPECT_THAT(segments[2].users, SizeIs(11));
  EXPECT_TRUE(std::is_sorted(segments[2].users.begin(), segments[2].users.end()));
  EXPECT_THAT(segments[3].users, SizeIs(9));
  // There is room for two: the most frequent and all others.
  EXPECT_THAT(names_of(segments_by_field(some.users, texts({"AT", "DE"}, {60, 50}), 2)),
              ElementsAre("AT", "DE"));
  EXPECT_THAT(names_of(segments_by_field(some.users, texts({"AT", "DE", "FR"}, {60, 25, 25}), 2)),
              ElementsAre("AT", "others"));
}

TEST(SegmentsByField, AreNoneWhereHardlyTwoUsersShareAText) {
  const SomeUsers some(30);
  std::vector<std::string> values;
  for (int i = 0; i < 30; ++i) values.push_back("mail " + std::to_string(i));
  EXPECT_THAT(segments_by_field(some.users, texts(values, std::vector<std::size_t>(30, 1)), 10),
              IsEmpty());
}

TEST(SegmentsByField, CutNumbersIntoPartsOfEqualSize) {
  const SomeUsers some(10);
  UserField age;
  age.name = "age";
  age.numbers = {18, 70, std::nan(""), 20, 30, 40, 50, 60, 18, 19};
  const std::vector<UserSegment> segments = segments_by_field(some.users, age, 4);
  ASSERT_THAT(segments, SizeIs(4)) << "three of numbers, and one without";
  EXPECT_EQ(segments[0].from, 18);
  EXPECT_EQ(segments[0].to, 19);
  EXPECT_THAT(segments[0].users, ElementsAre(0, 8, 9));
  EXPECT_EQ(segments[2].to, 70);
  EXPECT_EQ(segments[3].value, "not given");
  EXPECT_THAT(segments[3].users, ElementsAre(2));
}

TEST(SegmentsByField, FollowResampledUsers) {
  SomeUsers some(40);
  std::vector<UserIndex> original(40, 1);  // everybody is the second user
  some.users.original = original;
  UserField field = texts({"AT", "DE"}, {1, 39});
  EXPECT_THAT(names_of(segments_by_field(some.users, field, 10)), ElementsAre("DE"));
}

TEST(UserCuts, HaveOwnFieldsBeforeTraits) {
  const SomeUsers some(3);
  UserFields fields;
  fields.columns = {texts({"AT"}, {3})};
  const std::vector<UserCut> cuts = user_cuts(some.users, fields);
  ASSERT_THAT(cuts, SizeIs(1 + user_traits().size()));
  EXPECT_EQ(cuts.front().name, "country");
  EXPECT_EQ(cuts[1].name, "consume_bias");
}

}  // namespace
}  // namespace reprise
