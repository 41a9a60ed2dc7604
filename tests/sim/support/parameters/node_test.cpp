#include "sim/support/parameters/node.h"

#include <gmock/gmock.h>

#include "sim/support/parameters/left_out_name.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

TEST(Node, KeepsThePlaceOfEveryValueAndKey) {
  const Node node = parse_yaml("a: 1\nb:\n  c: [x, y]\n", "exp.yaml");
  EXPECT_EQ(node.find("a")->place.str(), "exp.yaml:1:4");
  EXPECT_EQ(node.fields[1].key_place.str(), "exp.yaml:2:1");
  EXPECT_EQ(node.find("b")->fields[0].key_place.str(), "exp.yaml:3:3");
  EXPECT_EQ(node.find("b")->find("c")->items[1].place.str(), "exp.yaml:3:10");
}

TEST(Node, PlacesWithoutLinesAreTheirSource) {
  EXPECT_EQ((Place{"--set a=1", 0, 0}).str(), "--set a=1");
  EXPECT_EQ((Place{"users.json", 7, 0}).str(), "users.json:7");
}

TEST(Node, KnowsTheKindsOfYaml) {
  const Node node = parse_yaml("{n: , s: text, q: \"5\", l: [], m: {}}", "x");
  EXPECT_TRUE(node.find("n")->is_null());
  EXPECT_TRUE(node.find("s")->is_scalar());
  EXPECT_FALSE(node.find("s")->quoted);
  EXPECT_TRUE(node.find("q")->quoted);
  EXPECT_TRUE(node.find("l")->is_sequence());
  EXPECT_TRUE(node.find("m")->is_map());
  EXPECT_EQ(node.find("absent"), nullptr);
  EXPECT_EQ(node.find("s")->find("inside a text"), nullptr);
  EXPECT_TRUE(parse_yaml("", "x").is_null());
}

TEST(Node, SyntaxErrorsSayWhere) {
  EXPECT_THAT([] { parse_yaml("a: [1, 2\nb: 3\n", "exp.yaml"); },
              ThrowsMessage<UserError>(AllOf(StartsWith("exp.yaml:2:"), HasSubstr("not YAML"))));
}

// After such a text the parser finds empty documents without end.
TEST(Node, WhatBeginsNoDocumentIsRefused) {
  for (const char* text : {",", ",a: 1\n", "a: 1\n...\n]\n", "}", "[s=,3,,5,s=[055,s=[=s[0"}) {
    EXPECT_THAT([&] { parse_yaml(text, "exp.yaml"); },
                ThrowsMessage<UserError>(AllOf(StartsWith("exp.yaml:"), HasSubstr("not YAML"))))
        << text;
  }
  EXPECT_THAT([] { parse_yaml("a: 1\n---\nb: 2\n", "exp.yaml"); },
              ThrowsMessage<UserError>(StartsWith("exp.yaml:3:1: a second YAML document")));
}

TEST(Node, RefusesAKeyThatIsThereTwice) {
  EXPECT_THAT([] { parse_yaml("a: 1\nb: 2\na: 3\n", "exp.yaml"); },
              ThrowsMessage<UserError>(AllOf(StartsWith("exp.yaml:3:1:"), HasSubstr("'a'"))));
  EXPECT_THAT([] { parse_yaml("x: {a: 1, \"a\": 2}", "exp.yaml"); },
              ThrowsMessage<UserError>(HasSubstr("twice")));
}

TEST(Node, RefusesBytesThatAreNotUtf8) {
  EXPECT_THAT(
      [] { parse_yaml("a: 1\nb: \xfe\xff\n", "exp.yaml"); },
      ThrowsMessage<UserError>(HasSubstr("exp.yaml:2:1: this line has bytes that are not")));
  EXPECT_EQ(parse_yaml("a: \"\xc3\xa9\"", "exp.yaml").fields.front().value.scalar, "\xc3\xa9");
}

TEST(Node, RefusesKeysThatAreNoText) {
  EXPECT_THAT([] { parse_yaml("? [a, b]\n: 1\n", "exp.yaml"); },
              ThrowsMessage<UserError>(HasSubstr("plain text")));
}

TEST(Node, ExpandsAliases) {
  const Node node = parse_yaml("base: &b {x: [1, 2]}\ncopy: *b\n", "x");
  ASSERT_NE(node.find("copy")->find("x"), nullptr);
  EXPECT_EQ(node.find("copy")->find("x")->items[1].scalar, "2");
}

TEST(Node, BoundsWhatAliasesExpandTo) {
  // Nine levels of lists with nine items each give 9^9 values from a few hundred bytes.
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string below = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below;
    for (int j = 1; j < 9; ++j) bomb += ", " + below;
    bomb += "]\n";
  }
  EXPECT_THAT([&] { parse_yaml(bomb, "bomb.yaml"); },
              ThrowsMessage<UserError>(AllOf(StartsWith("bomb.yaml:"), HasSubstr("aliases"))));
}

TEST(Node, BoundsTheTextThatAliasesExpandTo) {
  // One kilobyte repeated nearly a hundred thousand times is not many values, but much memory.
  const std::string long_text(1000, 'x');
  std::string bomb = "a: &a " + long_text + "\nb: &b [*a";
  for (int i = 1; i < 300; ++i) bomb += ", *a";
  bomb += "]\nc: [*b";
  for (int i = 1; i < 300; ++i) bomb += ", *b";
  bomb += "]\n";
  EXPECT_THAT([&] { parse_yaml(bomb, "bomb.yaml"); },
              ThrowsMessage<UserError>(
                  AllOf(StartsWith("bomb.yaml:"), HasSubstr("bytes of text once aliases"))));
}

TEST(Node, BoundsFiles) {
  const TemporaryFolder folder;
  const std::string path = folder.write("large.yaml", std::string((1 << 24) + 1, ' '));
  EXPECT_THAT([&] { read_yaml(path); },
              ThrowsMessage<UserError>(HasSubstr("more than 16777216 bytes")));
  EXPECT_THROW(read_yaml("/dev/zero"), UserError) << "it has no end";
}

TEST(Node, BoundsPaths) {
  std::string path = "a";
  for (int i = 1; i < 64; ++i) path += ".a";
  Node node;
  set_path(node, path, Node::make_scalar("1"));
  EXPECT_THAT(
      [&] {
        set_path(node, path + ".a", Node::make_scalar("1", {"--set a", 0, 0}));
      },
      ThrowsMessage<UserError>(AllOf(StartsWith("--set a: "), HasSubstr("64 keys"))));
}

TEST(Node, BoundsAnAliasOfItself) {
  EXPECT_THAT([] { parse_yaml("a: &a [*a, *a]\n", "x"); },
              ThrowsMessage<UserError>(HasSubstr("deeper than 64")));
}

TEST(Node, BoundsDepth) {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  EXPECT_NO_THROW(parse_yaml(nested(64), "x"));
  EXPECT_THAT([&] { parse_yaml(nested(66), "x"); },
              ThrowsMessage<UserError>(HasSubstr("deeper than 64")));
  // Far beyond the limit, the parser itself gives up first, with an error of the same kind.
  EXPECT_THROW(parse_yaml(nested(100'000), "x"), UserError);
}

TEST(Node, ReadsFilesAndNamesThem) {
  const TemporaryFolder folder;
  const std::string path = folder.write("é.yaml", "a: 1\n");
  EXPECT_EQ(read_yaml(path).find("a")->place.str(), path + ":1:4");
  EXPECT_THROW(read_yaml((folder.path() / "absent.yaml").string()), UserError);
}

TEST(Node, WritesWhatItReads) {
  const std::string yaml = "a: 1\nb:\n  c: [x, \"5\", {d: e}]\n  f: \"true: no\"\ng: ~\n";
  const Node node = parse_yaml(yaml, "x");
  const std::string written = write_yaml(node);
  const Node again = parse_yaml(written, "x");
  EXPECT_EQ(write_yaml(again), written);
  const Node& items = *again.find("b")->find("c");
  EXPECT_FALSE(items.items[0].quoted);
  EXPECT_TRUE(items.items[1].quoted);
  EXPECT_EQ(items.items[2].find("d")->scalar, "e");
  EXPECT_EQ(again.find("b")->find("f")->scalar, "true: no");
  EXPECT_TRUE(again.find("g")->is_null());
}

TEST(Node, WritesMarksOfDocumentsAsText) {
  for (const char* text : {"...", "---", "--- a", "... a"}) {
    EXPECT_EQ(parse_yaml(write_yaml(Node::make_scalar(text)), "x").scalar, text);
  }
}

TEST(Node, WritesControlCharactersAsText) {
  for (const char* text : {"z \r\r", "\r", "a\nb", "a\tb", "\x01", "\x7f"}) {
    EXPECT_EQ(parse_yaml(write_yaml(Node::make_scalar(text)), "x").scalar, text);
    Node map = Node::make_map();
    map.set(text, Node::make_scalar("1"));
    EXPECT_EQ(parse_yaml(write_yaml(map), "x").fields.at(0).key, text);
  }
}

TEST(Node, SetKeepsThePositionOfAKey) {
  Node node = parse_yaml("{a: 1, b: 2}", "x");
  node.set("a", Node::make_scalar("3"));
  node.set("c", Node::make_scalar("4"));
  EXPECT_EQ(write_yaml(node), write_yaml(parse_yaml("{a: 3, b: 2, c: 4}", "x")));
}

class SetPath : public testing::Test {
 protected:
  static Node value(const std::string& text) {
    return Node::make_scalar(text, Place{"--set", 0, 0});
  }
  Node root_ = parse_yaml("world: {seed: 1}\nlist: [a, {b: c}]\n", "x");
};

TEST_F(SetPath, ReplacesValues) {
  set_path(root_, "world.seed", value("2"));
  EXPECT_EQ(root_.find("world")->find("seed")->scalar, "2");
}

TEST_F(SetPath, MakesMapsOnTheWay) {
  set_path(root_, "new.deep.key", value("v"));
  EXPECT_EQ(root_.find("new")->find("deep")->find("key")->scalar, "v");
  Node empty;
  set_path(empty, "a.b", value("v"));
  EXPECT_EQ(empty.find("a")->find("b")->scalar, "v");
}

TEST_F(SetPath, IndexesSequences) {
  set_path(root_, "list.0", value("z"));
  set_path(root_, "list.1.b", value("y"));
  EXPECT_EQ(root_.find("list")->items[0].scalar, "z");
  EXPECT_EQ(root_.find("list")->items[1].find("b")->scalar, "y");
}

const LeftOutNameRegistration left_out({"phrase",
                                        [](std::string_view key) { return key == "verb"; }});

TEST_F(SetPath, LeadsThroughNamesThatMayBeLeftOut) {
  Node named = parse_yaml("a: {phrase: {verb: {go: {to: x}}, all: {of: [p, q]}}}\n", "x");
  set_path(named, "a.verb.go.to", value("y"));
  EXPECT_EQ(named.find("a")->fields.size(), 1u);
  EXPECT_EQ(flow_yaml(*named.find("a")->find("phrase")->find("verb")), "{go: {to: y}}");
  set_path(named, "a.phrase.all.1", value("r"));
  EXPECT_EQ(flow_yaml(*named.find("a")->find("phrase")->find("all")), "{of: [p, r]}");
  // What is no part of the phrase stands beside it, to be refused by whoever reads that.
  set_path(named, "a.noun", value("n"));
  EXPECT_EQ(named.find("a")->fields.size(), 2u);
  // The other way round, a path may name what the map does without.
  Node unnamed = parse_yaml("a: {verb: go}\n", "x");
  set_path(unnamed, "a.phrase.verb", value("stay"));
  EXPECT_EQ(flow_yaml(unnamed), "{a: {verb: stay}}");
}

TEST_F(SetPath, RefusesWhatLeadsNowhere) {
  const auto setting = [this](const std::string& path) {
    return [this, path] { set_path(root_, path, value("v")); };
  };
  EXPECT_THAT(setting("list.2"), ThrowsMessage<UserError>(HasSubstr("2 items (0 to 1)")));
  EXPECT_THAT(setting("list.-1"), ThrowsMessage<UserError>(HasSubstr("'-1'")));
  EXPECT_THAT(setting("list.x"), ThrowsMessage<UserError>(HasSubstr("'x'")));
  EXPECT_THAT(setting("world.seed.deeper"), ThrowsMessage<UserError>(HasSubstr("nothing inside")));
  EXPECT_THAT(setting(""), ThrowsMessage<UserError>(StartsWith("--set")));
  EXPECT_THAT(setting("world..seed"), ThrowsMessage<UserError>(HasSubstr("not a path")));
  EXPECT_THAT(setting("world."), ThrowsMessage<UserError>(HasSubstr("not a path")));
}

}  // namespace
}  // namespace reprise
