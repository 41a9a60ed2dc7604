#include "sim/support/files/json_lines.h"

#include <gmock/gmock.h>

#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

JsonLine line_of(const std::string& json) {
  return JsonLine(nlohmann::json::parse(json), Place{"f", 3, 0});
}

TEST(JsonLine, ReadsItsValues) {
  const JsonLine line = line_of(R"({"i": -5, "d": 1.5, "t": "ü", "l": [1, 2], "w": 4})");
  EXPECT_EQ(line.integer("i", -5, 5), -5);
  EXPECT_EQ(line.number("d"), 1.5);
  EXPECT_EQ(line.number("w"), 4.0);
  EXPECT_EQ(line.text("t"), "ü");
  EXPECT_THAT(line.ids("l", 0, 9), ElementsAre(1, 2));
  EXPECT_TRUE(line.has("i"));
  EXPECT_FALSE(line.has("x"));
}

TEST(JsonLine, ComplainsAtItsLine) {
  const JsonLine line = line_of(R"({"i": 1.0, "big": 18446744073709551615, "t": 5, "n": null,
                                    "s": "1", "l": [1, "x"], "far": [1, 99], "o": {}})");
  const auto complaint = [](const std::string& what) {
    return ThrowsMessage<UserError>(AllOf(StartsWith("f:3: "), HasSubstr(what)));
  };
  EXPECT_THAT([&] { line.integer("x", 0, 9); },
              complaint("the key 'x' is missing; expected an integer from 0 to 9"));
  EXPECT_THAT([&] { line.integer("i", 0, 9); }, complaint("'i' is 1.0; expected an integer"));
  EXPECT_THAT([&] { line.integer("s", 0, 9); }, complaint("'s' is \"1\""));
  EXPECT_THAT([&] { line.integer("t", 0, 4); }, complaint("'t' is 5; expected"));
  EXPECT_THAT(
      [&] {
        line.integer("big", std::numeric_limits<std::int64_t>::min(),
                     std::numeric_limits<std::int64_t>::max());
      },
      complaint("18446744073709551615"));
  EXPECT_THAT([&] { line.number("n"); }, complaint("'n' is null; expected a finite number"));
  EXPECT_THAT([&] { line.number("s"); }, complaint("a finite number"));
  EXPECT_THAT([&] { line.text("t"); }, complaint("'t' is 5; expected text"));
  EXPECT_THAT([&] { line.ids("t", 0, 9); }, complaint("a list of integers from 0 to 9"));
  EXPECT_THAT([&] { line.ids("l", 0, 9); }, complaint("'l' holds \"x\""));
  EXPECT_THAT([&] { line.ids("far", 0, 9); }, complaint("'far' holds 99"));
}

TEST(JsonLine, TakesIdsAsTextToo) {
  const JsonLine line = line_of(
      R"({"n": 7, "t": "7", "minus": "-3", "l": ["0", 5, "9"], "blank": " 7", "plus": "+7",
          "word": "x7", "none": "", "share": "7.0", "far": "10", "huge": "9223372036854775808"})");
  EXPECT_EQ(line.id("n", 0, 9), 7);
  EXPECT_EQ(line.id("t", 0, 9), 7);
  EXPECT_EQ(line.id("minus", -9, 9), -3);
  EXPECT_THAT(line.ids("l", 0, 9), ElementsAre(0, 5, 9));
  for (const char* key : {"blank", "plus", "word", "none", "share", "far", "huge"}) {
    EXPECT_THAT([&] { line.id(key, 0, 9); },
                ThrowsMessage<UserError>(HasSubstr("expected an integer from 0 to 9")))
        << key;
  }
}

TEST(JsonLine, NamesTheKeyThatLooksLikeTheMissingOne) {
  const JsonLine line = line_of(R"({"usr": 1, "intrests": [], "x": 1})");
  EXPECT_THAT([&] { line.id("user", 0, 9); },
              ThrowsMessage<UserError>(HasSubstr("'user' is missing (is it 'usr'?); expected")));
  EXPECT_THAT([&] { line.ids("interests", 0, 9); },
              ThrowsMessage<UserError>(HasSubstr("(is it 'intrests'?)")));
  EXPECT_THAT([&] { line.number("time"); },
              ThrowsMessage<UserError>(HasSubstr("'time' is missing; expected")));
}

TEST(JsonLine, CutsLongValuesInMessages) {
  const JsonLine line = line_of(R"({"t": [")" + std::string(1000, 'x') + R"("]})");
  try {
    line.text("t");
    FAIL() << "a list is no text";
  } catch (const UserError& error) {
    EXPECT_LT(std::string(error.what()).size(), 120u);
  }
}

class JsonLines : public testing::Test {
 protected:
  std::vector<int> lines_of(const std::string& content) {
    std::vector<int> lines;
    read_json_lines(folder_.write("f.json", content),
                    [&](const JsonLine& line) { lines.push_back(line.place().line); });
    return lines;
  }
  auto reading(const std::string& content) {
    return [this, content] { lines_of(content); };
  }
  TemporaryFolder folder_;
};

TEST_F(JsonLines, SkipBlankOnesAndCountThem) {
  EXPECT_THAT(lines_of("{}\n\n  \t\r\n{}\n{}"), ElementsAre(1, 4, 5));
  EXPECT_THAT(lines_of("{}\r\n{}\r\n"), ElementsAre(1, 2));
  EXPECT_THAT(lines_of(""), ElementsAre());
}

TEST_F(JsonLines, ErrorsHaveTheirLine) {
  const std::string path = (folder_.path() / "f.json").string();
  EXPECT_THAT(reading("{}\n{\"a\": }\n"),
              ThrowsMessage<UserError>(AllOf(StartsWith(path + ":2:7: "), HasSubstr("not JSON"))));
  EXPECT_THAT(reading("{}\n[1]\n"),
              ThrowsMessage<UserError>(
                  AllOf(StartsWith(path + ":2: "), HasSubstr("[1] is not a JSON object"))));
  EXPECT_THAT(reading("{} {}\n"), ThrowsMessage<UserError>(HasSubstr("not JSON")));
  EXPECT_THAT(reading("{\"t\": \"\xff\"}\n"), ThrowsMessage<UserError>(HasSubstr("not JSON")));
}

// A number that no double holds is an error of the file, like any other.
TEST_F(JsonLines, NumbersTooLargeAreErrorsOfTheFile) {
  EXPECT_THAT(reading("{}\n{\"a\": 1e400}\n"),
              ThrowsMessage<UserError>(StartsWith((folder_.path() / "f.json").string() + ":2")));
}

TEST_F(JsonLines, NestedDeeplyAreRefused) {
  const std::string open(200'000, '[');
  const std::string close(200'000, ']');
  EXPECT_THROW(lines_of(open), UserError);
  EXPECT_THAT(reading("{}\n" + open + close),
              ThrowsMessage<UserError>(HasSubstr("levels of brackets")));
}

TEST_F(JsonLines, MayStandInAnArray) {
  EXPECT_THAT(lines_of("[{},\n {\"a\": [1,\n2]}, {}]\n"), ElementsAre(1, 2, 3));
  const std::string path = (folder_.path() / "f.json").string();
  EXPECT_THAT(reading("[{},\n  7]"),
              ThrowsMessage<UserError>(
                  AllOf(StartsWith(path + ":2:3: "), HasSubstr("7 is not a JSON object"))));
  EXPECT_THAT(reading("[{}, {\"a\":\n nul}]"),
              ThrowsMessage<UserError>(AllOf(StartsWith(path + ":2:"), HasSubstr("not JSON"))));
}

TEST_F(JsonLines, UnderTheirIdsAreReadWhereKeysForThemAreKnown) {
  const std::string path = folder_.write("f.json", R"({"3": [5, "7"], "-4": {"b": 1}, "5": 6})");
  std::vector<std::string> objects;
  read_json_lines(path, [&](const JsonLine& line) { objects.push_back(line.object().dump()); },
                  {"a", "b"});
  EXPECT_THAT(objects,
              ElementsAre(R"({"a":"3","b":[5,"7"]})", R"({"a":"-4","b":1})", R"({"a":"5","b":6})"));
  EXPECT_THAT(reading(R"({"3": [5]})"),
              ThrowsMessage<UserError>(AllOf(StartsWith(path + ":1:7: "),
                                             HasSubstr("object with ids as keys"),
                                             HasSubstr("'3' is one"))));
}

}  // namespace
}  // namespace reprise
