#include "experiments/listens/text/json_objects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::HasSubstr;

std::vector<std::string> objects_of(std::string_view text) {
  const TemporaryFolder folder;
  LogBytes bytes({folder.write("log", text), std::nullopt, "log"});
  JsonObjects objects(bytes);
  std::vector<std::string> read;
  while (const auto object = objects.next()) read.push_back(simdjson::to_string(*object));
  return read;
}

std::string message_for(std::string_view text) {
  try {
    objects_of(text);
  } catch (const UserError& error) {
    return error.what();
  }
  return "read";
}

TEST(JsonObjects, StandInLinesArraysAndAnyhow) {
  const std::vector<std::string> two = {R"({"a":1})", R"({"b":{"c":"}\"{"}})"};
  EXPECT_EQ(objects_of("{\"a\":1}\n{\"b\":{\"c\":\"}\\\"{\"}}\n"), two);
  EXPECT_EQ(objects_of("[{\"a\":1},{\"b\":{\"c\":\"}\\\"{\"}}]"), two);
  EXPECT_EQ(objects_of("[\n {\n  \"a\": 1\n },\n {\"b\": {\n \"c\": \"}\\\"{\"}}\n]\n"), two);
  EXPECT_EQ(objects_of("{\n\"a\":1}{\"b\":{\"c\":\"}\\\"{\"}\n}"), two);
  EXPECT_TRUE(objects_of("").empty());
  EXPECT_TRUE(objects_of(" [ ] ").empty());
}

TEST(JsonObjects, MayCrossTheEndsOfBlocks) {
  for (const bool array : {false, true}) {
    std::string text = array ? "[" : "";
    std::size_t n = 0;
    for (; text.size() < 1500000; ++n) {
      if (array && n > 0) text += ",";
      text += "{\"key\": \"" + std::string(n % 900, n % 2 == 0 ? '\\' : '{') +
              (n % 2 == 0 && n % 900 % 2 == 1 ? "\\" : "") + "\"}\n";
    }
    if (array) text += "]";
    EXPECT_EQ(objects_of(text).size(), n);
  }
}

TEST(JsonObjects, SayWhatIsWrongAndWhere) {
  EXPECT_THAT(message_for("{\"a\":1}\n{\"a\":"), HasSubstr("log:2: row 2: the file ends in the"));
  EXPECT_THAT(message_for("[{\"a\":1},\n"), HasSubstr("log:2: the file ends in the middle of its"));
  EXPECT_THAT(message_for("[{\"a\":1}] 5"), HasSubstr("this is no JSON object"));
  EXPECT_THAT(message_for("[1]"), HasSubstr("row 1: this is no JSON object"));
  EXPECT_THAT(message_for("{\"a\":nul}\n"), HasSubstr("log:1: row 1: this is not JSON"));
  EXPECT_THAT(message_for("[[{}]]"), HasSubstr("this is no JSON object"));
}

// Returns the objects, and the places of faults that were reported.
std::vector<std::string> objects_and_faults(std::string_view text) {
  const TemporaryFolder folder;
  LogBytes bytes({folder.write("log", text), std::nullopt, "log"});
  JsonObjects objects(bytes);
  std::vector<std::string> read;
  objects.report_faults_to(
      [&read](const UserError& error) { read.push_back(std::string(error.what()).substr(0, 5)); });
  while (const auto object = objects.next()) read.push_back(simdjson::to_string(*object));
  return read;
}

TEST(JsonObjects, GoOnBehindALineWithAFault) {
  const std::string a = "{\"a\":1}";
  const std::string b = "{\"b\":2}";
  const std::vector<std::string> expected = {a, "log:2", b};
  for (const std::string fault :
       {"{\"a\":", "{\"a\": \"cut", "{\"a\": \"cut\\", "{\"a\":1,", "{\"a\":[1", "{\"a\":nul}", "5",
        "\"text\", {\"a\"", "}", "]", "{\"a\":{\"b\":2}", "hello"}) {
    EXPECT_EQ(objects_and_faults(a + "\n" + fault + "\n" + b + "\n"), expected) << fault;
  }
  EXPECT_EQ(objects_and_faults(a + "\n{\"cut\": "), (std::vector<std::string>{a, "log:2"}));
  EXPECT_EQ(objects_and_faults(a + "\n" + a + "}\n" + b),
            (std::vector<std::string>{a, a, "log:2", b}));
  // Objects that are spread over lines are none.
  EXPECT_EQ(objects_and_faults("{\n\"a\":[\n{\"b\":\n{\"c\":3}}]}\n" + b),
            (std::vector<std::string>{R"({"a":[{"b":{"c":3}}]})", b}));
}

TEST(JsonObjects, GoOnBehindARowOfAnArrayWithAFault) {
  const std::string a = "{\"a\":1}";
  const std::string b = "{\"b\":2}";
  const std::vector<std::string> expected = {a, "log:2", b};
  for (const std::string fault :
       {"{\"a\":nul}", "5", "\"te,xt]{\\\"\"", "null", "[1,{\"c\":[]}]", "{1}"}) {
    EXPECT_EQ(objects_and_faults("[" + a + ",\n" + fault + ",\n" + b + "]"), expected) << fault;
  }
  EXPECT_EQ(objects_and_faults("[" + a + ",\n{\"cut\": "), (std::vector<std::string>{a, "log:2"}));
  EXPECT_EQ(objects_and_faults("[" + a + ",\n"), (std::vector<std::string>{a, "log:2"}));
  EXPECT_EQ(objects_and_faults("[" + a + ",\n\"cut\\"),
            (std::vector<std::string>{a, "log:2", "log:2"}));
  // A quote too many may hide any number of rows.
  for (const char* between : {",", ", \n", " ,\n  "}) {
    EXPECT_THROW(objects_and_faults("[" + a + ",{\"x\": \"\"\"}" + between + b + between + b + "]"),
                 UserError)
        << between;
  }
}

TEST(JsonHash, IgnoresSpaceAndOrderOfKeys) {
  simdjson::dom::parser parser;
  const auto hash = [&parser](const std::string& text) {
    const simdjson::padded_string padded(text);
    return json_hash(simdjson::dom::object(parser.parse(padded)));
  };
  EXPECT_EQ(hash(R"({"a":1,"b":[2,{"c":null}]})"),
            hash(R"({ "b" : [2, {"c" : null}], "a" : 1.0 })"));
  EXPECT_NE(hash(R"({"a":1,"b":2})"), hash(R"({"a":2,"b":1})"));
  EXPECT_NE(hash(R"({"a":[1,2]})"), hash(R"({"a":[2,1]})"));
  EXPECT_NE(hash(R"({"a":"1"})"), hash(R"({"a":1})"));
  EXPECT_NE(hash(R"({"a":true})"), hash(R"({"a":false})"));
}

}  // namespace
}  // namespace reprise
