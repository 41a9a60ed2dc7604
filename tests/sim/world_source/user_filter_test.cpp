#include "sim/world_source/user_filter.h"

#include <cmath>

#include <gmock/gmock.h>

#include "sim/support/user_error.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

class UserFilterTest : public testing::Test {
 protected:
  UserFilterTest() {
    fields.columns.push_back({"age", {18, 30, std::nan(""), 44}, {}, {}});
    fields.columns.push_back({"country", {}, {"DE", "FR"}, {0, 1, 0, UserField::kNoValue}});
    traits[1].consume_bias = 2;
    users.ids = ids;
    users.traits = traits;
  }
  std::vector<UserIndex> chosen(const std::string& yaml) const {
    return users_of(ParameterType<UserFilter>::read(parse_yaml(yaml, "f.yaml"), "only"), users,
                    fields);
  }
  auto choosing(const std::string& yaml) const {
    return [this, yaml] { chosen(yaml); };
  }

  std::vector<std::int64_t> ids{10, 11, 12, 13};
  std::vector<UserTraits> traits = std::vector<UserTraits>(4);
  Users users;
  UserFields fields;
};

TEST_F(UserFilterTest, ChoosesByTextsNumbersAndTraits) {
  EXPECT_THAT(chosen("{country: DE}"), ElementsAre(0, 2));
  EXPECT_THAT(chosen("{country: [DE, FR]}"), ElementsAre(0, 1, 2));
  EXPECT_THAT(chosen("{age: {from: 18, to: 30}}"), ElementsAre(0, 1)) << "both ends belong to it";
  EXPECT_THAT(chosen("{age: {from: 31}}"), ElementsAre(3));
  EXPECT_THAT(chosen("{age: [18, 44.0]}"), ElementsAre(0, 3));
  EXPECT_THAT(chosen("{consume_bias: {to: 3}}"), ElementsAre(1));
  EXPECT_THAT(chosen("{country: DE, age: {to: 20}}"), ElementsAre(0));
}

TEST_F(UserFilterTest, SaysWhatIsWrong) {
  const auto says = [](const std::string& text) {
    return ThrowsMessage<UserError>(HasSubstr(text));
  };
  EXPECT_THAT(choosing("{contry: DE}"), says("1:2: users have no field 'contry' (did you mean "
                                             "'country'?); known: age, country, consume_bias"));
  EXPECT_THAT(choosing("{country: DEE}"),
              says("no user has 'DEE' as 'country' (did you mean 'DE'?)"));
  EXPECT_THAT(choosing("{country: {from: 1}}"), says("'country' holds texts, which have no range"));
  EXPECT_THAT(choosing("{age: 99}"), says("none of the 4 users has age = 99"));
  EXPECT_THAT(choosing("{age: {form: 1}}"),
              says("unknown key 'form'; a range is {from: 1, to: 5}"));
  EXPECT_THAT(choosing("{age: {from: 5, to: 1}}"),
              says("the range of 'age' ends before it begins"));
  EXPECT_THAT(choosing("DE"), says("a map of fields, such as {country: DE"));
}

TEST_F(UserFilterTest, IsWrittenSoThatItIsReadAgain) {
  for (const char* yaml : {"{country: [DE, FR], age: {from: 18, to: 30}}", "{age: {from: 2.5}}"}) {
    const auto filter = ParameterType<UserFilter>::read(parse_yaml(yaml, "f.yaml"), "only");
    EXPECT_EQ(flow_yaml(ParameterType<UserFilter>::write(filter)), yaml);
  }
  const auto filter = ParameterType<UserFilter>::read(
      parse_yaml("{country: [DE, FR], age: {from: 18}}", "f.yaml"), "only");
  EXPECT_EQ(filter.text(), "country = DE or FR, age from 18");
}

}  // namespace
}  // namespace reprise
