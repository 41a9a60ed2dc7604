#include "sim/support/parameters/input_file.h"

#include <gmock/gmock.h>

#include "sim/support/user_error.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;
using testing::ThrowsMessage;

InputFile read_file_node(const std::string& config) {
  return ParameterType<InputFile>::read(read_yaml(config), "file");
}

// A config with one input file inside, as it is resolved.
Node resolved(const InputFile& file) {
  Node inside = Node::make_map();
  inside.set("file", ParameterType<InputFile>::write(file));
  Node config = Node::make_map();
  config.set("item_list", std::move(inside));
  config.set("top", Node::make_scalar("5"));
  return config;
}

TEST(InputFile, IsLookedUpBesideTheFileThatNamesIt) {
  const TemporaryFolder folder;
  const std::string data = folder.write("data/list.json", "[]");
  const std::string config = folder.write("config.yaml", "data/../data/list.json\n");
  const InputFile file = ParameterType<InputFile>::read(read_yaml(config), "file");
  EXPECT_EQ(file.path, data);
}

TEST(InputFile, MustExist) {
  const TemporaryFolder folder;
  const std::string config = folder.write("config.yaml", "absent.json\n");
  EXPECT_THAT([&] { ParameterType<InputFile>::read(read_yaml(config), "file"); },
              ThrowsMessage<UserError>(AllOf(StartsWith(config + ":1:1:"),
                                             HasSubstr((folder.path() / "absent.json").string()))));
  EXPECT_THROW(ParameterType<InputFile>::read(Node::make_scalar(""), "file"), UserError);
  EXPECT_FALSE(ParameterType<InputFile>::read(Node{}, "file"));
}

TEST(InputFile, KnowsItsContent) {
  const TemporaryFolder folder;
  const std::string config = folder.write("config.yaml", "list.json\n");
  folder.write("list.json", "[1]");
  const std::string one = read_file_node(config).content;
  EXPECT_THAT(one, AllOf(StartsWith("xxh3-"), SizeIs(21)));
  folder.write("list.json", "[2]");
  EXPECT_NE(read_file_node(config).content, one);
  folder.write("list.json", "[1]");
  EXPECT_EQ(read_file_node(config).content, one);
}

TEST(InputFile, IsTheSameByContentWhereverItIs) {
  const TemporaryFolder folder;
  folder.write("a/list.json", "[1]");
  folder.write("b/other.json", "[1]");
  folder.write("c/list.json", "[2]");
  const auto text_of = [&](const std::string& place, const std::string& name) {
    const std::string config = folder.write(place + "/config.yaml", name);
    return write_yaml(by_content(resolved(read_file_node(config))));
  };
  EXPECT_EQ(text_of("a", "list.json"), text_of("b", "other.json"));
  EXPECT_NE(text_of("a", "list.json"), text_of("c", "list.json"));
  EXPECT_THAT(text_of("a", "list.json"), Not(HasSubstr(folder.path().string())));
}

TEST(InputFile, ResolvedIsReadAgainFromWhereItIsWritten) {
  const TemporaryFolder folder;
  folder.write("a/list.json", "[1]");
  const InputFile file = read_file_node(folder.write("a/config.yaml", "list.json"));
  const Node config = resolved(file);
  // In memory the path is known.
  EXPECT_EQ(ParameterType<InputFile>::read(*config.find("item_list")->find("file"), "file").path,
            file.path);
  // On disk it is relative to the directory of the config.
  const std::string text = write_yaml(with_paths_from(config, folder.path() / "runs/x"));
  EXPECT_THAT(text, HasSubstr("path: ../../a/list.json"));
  const Node again = read_yaml(folder.write("runs/x/config.yaml", text));
  const InputFile found =
      ParameterType<InputFile>::read(*again.find("item_list")->find("file"), "file");
  EXPECT_EQ(found.path, file.path);
  EXPECT_EQ(found.content, file.content);
  EXPECT_EQ(write_yaml(without_input_files(again)), write_yaml(without_input_files(config)));
  EXPECT_THAT(input_files_of(again), SizeIs(1));
}

TEST(InputFile, IsRefusedWithAnotherContentThanWritten) {
  const TemporaryFolder folder;
  folder.write("list.json", "[1]");
  const std::string config =
      folder.write("config.yaml", "{path: list.json, content: xxh3-0123456789abcdef}\n");
  EXPECT_THAT([&] { read_file_node(config); },
              ThrowsMessage<UserError>(
                  AllOf(StartsWith(config + ":1:"), HasSubstr("the file has changed since"))));
  const std::string unknown = folder.write("unknown.yaml", "{path: list.json, size: 3}\n");
  EXPECT_THAT([&] { read_file_node(unknown); },
              ThrowsMessage<UserError>(HasSubstr("expected path of a file")));
}

TEST(InputFile, ThatChangesWhileItIsReadIsSaid) {
  const TemporaryFolder folder;
  folder.write("list.json", "[1]");
  const InputFile file = read_file_node(folder.write("config.yaml", "list.json"));
  EXPECT_NO_THROW(check_unchanged(file));
  EXPECT_NO_THROW(check_unchanged(InputFile{}));
  folder.write("list.json", "[2]");
  EXPECT_THAT([&] { check_unchanged(file); },
              ThrowsMessage<UserError>(HasSubstr("changed while it was read")));
}

}  // namespace
}  // namespace reprise
