#include "sim/support/registered.h"

#include <gmock/gmock.h>

namespace reprise {
namespace {

using testing::ElementsAre;

struct Coin {
  static constexpr const char* kind = "coin";

  std::string name;
  int value = 0;
};

// With a name that is worked out, and an order of its own.
struct Medal {
  static constexpr const char* kind = "medal";

  std::string metal;
  int place = 0;

  std::string text = metal + " medal";
  const std::string& name() const { return text; }
  std::tuple<int, const std::string&> order() const { return {place, text}; }
};

TEST(Registered, KeepsEntriesByName) {
  Registered<Coin> coins;
  EXPECT_THAT(coins.all(), testing::IsEmpty());
  for (const char* name : {"euro", "cent", "penny", "dime"}) coins.add({name, 1});
  std::vector<std::string> names;
  for (const Coin& coin : coins.all()) names.push_back(coin.name);
  EXPECT_THAT(names, ElementsAre("cent", "dime", "euro", "penny"));
}

TEST(Registered, KeepsEntriesInTheirOwnOrder) {
  Registered<Medal> medals;
  medals.add({"silver", 2});
  medals.add({"gold", 1});
  medals.add({"bronze", 3});
  medals.add({"another silver", 2});
  std::vector<std::string> names;
  for (const Medal& medal : medals.all()) names.push_back(medal.metal);
  EXPECT_THAT(names, ElementsAre("gold", "another silver", "silver", "bronze"));
}

TEST(Registered, FindsEntriesByName) {
  Registered<Coin> coins;
  coins.add({"cent", 1});
  coins.add({"dime", 10});
  ASSERT_NE(coins.find("dime"), nullptr);
  EXPECT_EQ(coins.find("dime")->value, 10);
  EXPECT_EQ(coins.find("dim"), nullptr);
  Registered<Medal> medals;
  medals.add({"gold", 1});
  EXPECT_NE(medals.find("gold medal"), nullptr);
}

const EntryRegistration<Coin> euro({"euro", 100});

TEST(Registered, HasWhatRegisteredItselfBeforeMain) {
  EXPECT_EQ(Registered<Coin>::instance().all().size(), 1u);
  EXPECT_EQ(Registered<Coin>::instance().find("euro")->value, 100);
}

TEST(RegisteredDeathTest, RefusesTwoOfOneName) {
  EXPECT_DEATH(EntryRegistration<Coin>({"euro", 1}), "two coins are called 'euro'");
  Registered<Medal> medals;
  medals.add({"gold", 1});
  EXPECT_DEATH(medals.add({"gold", 2}), "two medals are called 'gold medal'");
}

}  // namespace
}  // namespace reprise
