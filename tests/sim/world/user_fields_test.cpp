#include "sim/world/user_fields.h"

#include <cmath>

#include <gmock/gmock.h>

#include "sim/support/user_error.h"

namespace reprise {
namespace {

UserFields some_fields() {
  UserFields fields;
  fields.ids = {"anna", "7", "\xff"};
  fields.columns.push_back({"age", {18, std::nan(""), 3.5}, {}, {}});
  fields.columns.push_back({"country", {}, {"DE", "FR"}, {1, UserField::kNoValue, 0}});
  return fields;
}

TEST(UserFields, AreReadAsTheyWereWritten) {
  const UserFields fields = some_fields();
  const UserFields read = read_user_fields(write_user_fields(fields), 3);
  EXPECT_EQ(read.ids[0], "anna");
  ASSERT_EQ(read.columns.size(), 2u);
  EXPECT_EQ(read.columns[0].numbers[0], 18);
  EXPECT_TRUE(std::isnan(read.columns[0].numbers[1]));
  EXPECT_EQ(read.columns[1], fields.columns[1]);
  EXPECT_TRUE(read_user_fields(write_user_fields({}), 5).empty());
}

TEST(UserFields, OfOtherUsersOrDamagedAreRefused) {
  const std::string text = write_user_fields(some_fields());
  EXPECT_THROW(read_user_fields(text, 4), UserError);
  for (const char* damaged :
       {"", "[]", "{}", "{\"ids\": [], \"columns\": [{}]}", "{\"ids\": 1, \"columns\": []}",
        "{\"ids\": [], \"columns\": [{\"name\": \"a\", \"values\": [\"x\"], \"value_of\": [1]}]}",
        "{\"ids\": [], \"columns\": [{\"name\": \"a\", \"numbers\": [\"x\"]}]}"}) {
    EXPECT_THROW(read_user_fields(damaged, 1), UserError) << damaged;
  }
}

TEST(UserFields, OfSomeUsersKeepTheirOrder) {
  const UserFields some = fields_of(some_fields(), {2, 0});
  EXPECT_EQ(some.columns[0].numbers, (std::vector<double>{3.5, 18}));
  EXPECT_EQ(some.columns[1].value_of, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(some.id_text(1, 99), "anna");
  EXPECT_EQ(UserFields{}.id_text(1, 99), "99");
}

// Logs and lists of other runs and machines use the same numbers, so they must never change.
TEST(NumberOfUser, IsTheNumberOrAHashOfTheText) {
  EXPECT_EQ(number_of_user("-12"), -12);
  EXPECT_EQ(number_of_user("anna"), number_of_user("anna"));
  EXPECT_NE(number_of_user("anna"), number_of_user("Anna"));
  EXPECT_GE(number_of_user("anna"), 0);
  EXPECT_NE(number_of_user("12a"), 12);
}

}  // namespace
}  // namespace reprise
