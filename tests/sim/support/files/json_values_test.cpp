// Tests of JsonValues on files of every shape, plain and packed, whole and damaged.
#include "sim/support/files/json_values.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/resource.h>

#include "tests/gzipped.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using testing::ThrowsMessage;

class JsonValuesTest : public testing::Test {
 protected:
  // Returns each value as "line:column [key=]text".
  std::vector<std::string> values(std::string_view content) {
    JsonValues values(folder_.write("f.json", content));
    std::vector<std::string> found;
    while (const auto value = values.next()) {
      found.push_back(fmt::format("{}:{} {}{}", value->place.line, value->place.column,
                                  value->key ? *value->key + "=" : "", value->text));
    }
    EXPECT_FALSE(values.next()) << "the end stays the end";
    return found;
  }
  auto reading(const std::string& content) {
    return [this, content] { values(content); };
  }
  auto complaint(const std::string& place, const std::string& what) {
    return ThrowsMessage<UserError>(AllOf(
        StartsWith((folder_.path() / "f.json").string() + ":" + place + ": "), HasSubstr(what)));
  }

  TemporaryFolder folder_;
};

TEST_F(JsonValuesTest, OneALine) {
  EXPECT_THAT(values("{\"a\": 1}\n\n \t\r\n7\n\"x\"\r\n{}"),
              ElementsAre("1:0 {\"a\": 1}", "4:0 7", "5:0 \"x\"\r", "6:0 {}"));
  EXPECT_THAT(values(""), IsEmpty());
  EXPECT_THAT(values(" \n\n"), IsEmpty());
}

TEST_F(JsonValuesTest, InAnArrayOnOneLineOrSeveral) {
  EXPECT_THAT(values("[1, \"2\",[3,4],{\"a\": [5, 6]}]"),
              ElementsAre("1:2 1", "1:5 \"2\"", "1:9 [3,4]", "1:15 {\"a\": [5, 6]}"));
  EXPECT_THAT(values("\n [\n  1,\n  {\n\"a\": 2}\n ]\n\n"),
              ElementsAre("3:3 1", "4:3 {\n\"a\": 2}\n "));
  EXPECT_THAT(values("[]"), IsEmpty());
  EXPECT_THAT(values("[ \n ]\n"), IsEmpty());
}

TEST_F(JsonValuesTest, InAnObjectOfIds) {
  EXPECT_THAT(values("{\"3\": [1, 2], \"-40\":{\"a\": 5},\n \"5\" : 6}"),
              ElementsAre("1:7 3=[1, 2]", "1:21 -40={\"a\": 5}", "2:8 5=6"));
  EXPECT_THAT(values(" {\n  \"3\": [1]\n}\n"), ElementsAre("2:8 3=[1]\n"));
}

// An object whose first key is a word is a record, alone or as the first of many.
TEST_F(JsonValuesTest, ARecordIsNoObjectOfIds) {
  EXPECT_THAT(values("{\"a\": {\"3\": 4}}\n{\"3\": 1}\n"),
              ElementsAre("1:0 {\"a\": {\"3\": 4}}", "2:0 {\"3\": 1}"));
  EXPECT_THAT(values("{\n \"tracks\": [\n1,\n2]\n}\n"),
              ElementsAre("1:0 {\n \"tracks\": [\n1,\n2]\n}"));
  EXPECT_THAT(values("{}"), ElementsAre("1:0 {}"));
}

TEST_F(JsonValuesTest, BracketsAndQuotesInTextAreText) {
  EXPECT_THAT(values(R"(["]", "\"],[", "\\", {"}": "{"}])"),
              ElementsAre(R"(1:2 "]")", R"(1:7 "\"],[")", R"(1:16 "\\")", R"(1:22 {"}": "{"})"));
}

TEST_F(JsonValuesTest, AMarkOfByteOrderIsSkipped) {
  EXPECT_THAT(values("\xEF\xBB\xBF[1]"), ElementsAre("1:2 1"));
  EXPECT_THAT(values("\xEF\xBB\xBF{\"a\": 1}\n"), ElementsAre("1:0 {\"a\": 1}"));
}

// The values are long enough to lie across the ends of the reader's blocks.
TEST_F(JsonValuesTest, AreTheSamePackedOrNot) {
  std::string lines;
  std::string array;
  for (int i = 0; i < 3000; ++i) {
    const std::string value = fmt::format("[{}, \"{}\"]", i, std::string(i % 97, 'x'));
    lines += fmt::format("{{\"a\": {}}}\n", value);
    array += fmt::format("{}{}", i == 0 ? "[" : ",\n", value);
  }
  array += "]";
  for (const std::string& content : {lines, array}) {
    const std::vector<std::string> plain = values(content);
    EXPECT_EQ(plain.size(), 3000u);
    EXPECT_EQ(values(gzipped(content)), plain);
  }
}

TEST_F(JsonValuesTest, WhatDoesNotEndIsAnError) {
  EXPECT_THAT(reading("\n [1, 2"), complaint("2:2", "the array that begins here is not closed"));
  EXPECT_THAT(reading("[1, [2, 3]"), complaint("1:1", "not closed"));
  EXPECT_THAT(reading("[1, \"2]"), complaint("1:1", "not closed"));
  EXPECT_THAT(reading("{\"3\": [1]"), complaint("1:1", "the object that begins here"));
  EXPECT_THAT(reading("{\"3\": [1], \"4"), complaint("1:1", "not closed"));
  EXPECT_THAT(reading("{\"3\": [1], "), complaint("1:1", "not closed"));
  const std::string packed = gzipped("[1, 2, 3]");
  EXPECT_THAT(reading(packed.substr(0, packed.size() - 3)),
              ThrowsMessage<UserError>(HasSubstr("end too early")));
}

TEST_F(JsonValuesTest, WhatFollowsTheEndIsAnError) {
  EXPECT_THAT(reading("[1]\n[2]\n"), complaint("2:1", "something follows the end of the array"));
  EXPECT_THAT(reading("[1]]"), complaint("1:4", "something follows"));
  EXPECT_THAT(reading("{\"3\": [1]} {\"4\": [1]}"), complaint("1:12", "the end of the object"));
}

TEST_F(JsonValuesTest, KeysThatAreNoneAreAnError) {
  EXPECT_THAT(reading("{\"3\": [1], 4: [1]}"), complaint("1:12", "expected an id in quotes"));
  EXPECT_THAT(reading("{\"3\": [1], \"4\" [1]}"), complaint("1:12", "expected an id in quotes"));
  EXPECT_THAT(reading("{\"3\": [1],}"), complaint("1:11", "expected an id in quotes"));
}

// A megabyte that unpacks to a gigabyte takes no more memory than the longest value may.
TEST_F(JsonValuesTest, WhatUnpacksWithoutEndIsRefusedBeforeItFillsTheMemory) {
  constexpr std::size_t kBomb = std::size_t{1} << 30;
  std::string packed;
  {
    z_stream stream{};
    ASSERT_EQ(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8,
                           Z_DEFAULT_STRATEGY),
              Z_OK);
    std::string block(std::size_t{1} << 20, '0');
    std::string out(std::size_t{1} << 20, '\0');
    block.front() = '[';
    for (std::size_t size = 0; size < kBomb; size += block.size()) {
      stream.next_in = reinterpret_cast<Bytef*>(block.data());
      stream.avail_in = static_cast<uInt>(block.size());
      stream.next_out = reinterpret_cast<Bytef*>(out.data());
      stream.avail_out = static_cast<uInt>(out.size());
      ASSERT_EQ(deflate(&stream, size + block.size() < kBomb ? Z_NO_FLUSH : Z_FINISH),
                size + block.size() < kBomb ? Z_OK : Z_STREAM_END);
      packed.append(out.data(), out.size() - stream.avail_out);
      block.front() = '0';
    }
    deflateEnd(&stream);
  }
  EXPECT_LT(packed.size(), std::size_t{2} << 20);
  const auto peak = [] {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
  };
  const std::size_t before = peak();
  EXPECT_THAT(reading(packed), complaint("1:2", "more than 16777216 bytes"));
  // Memory holds the value and, while it grows, a copy of twice its size; sanitizers also keep
  // freed memory.
  EXPECT_LT(peak() - before, std::size_t{256} << 20);
}

TEST_F(JsonValuesTest, ALineMayBeLongButNotWithoutEnd) {
  const std::string longest(JsonValues::kLongestValue, '7');
  EXPECT_EQ(values(longest + "\n8\n").size(), 2u);
  EXPECT_THAT(reading("1\n" + longest + "7\n"), complaint("2", "more than 16777216 bytes"));
}

TEST_F(JsonValuesTest, DepthIsBounded) {
  const auto nested = [](int levels) {
    return std::string(static_cast<std::size_t>(levels), '[') +
           std::string(static_cast<std::size_t>(levels), ']');
  };
  EXPECT_THAT(values("[0, " + nested(JsonValues::kDeepest) + "]").size(), 2u);
  EXPECT_THAT(reading("[0, " + nested(JsonValues::kDeepest + 1) + "]"),
              complaint("1:5", "more than 64 levels of brackets"));
}

}  // namespace
}  // namespace reprise
