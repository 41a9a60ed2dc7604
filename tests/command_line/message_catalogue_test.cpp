// Collects every message for a user's mistake, with the mistake, in one text that can be read as a
// whole: golden/messages.txt. Also checks which of the places in the sources that make such
// messages are covered by it.
//
// catalogue/*.txt has the mistakes: each has a line "== NAME", a line for a shell in which
// `reprise` is the program, and files as "--- PATH" with their text. tiny.yaml, models.yaml and the
// world w are there. To add a mistake, write it there and run this test with REPRISE_REGENERATE=1.
#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include <fmt/format.h>

#include "tests/command_line/bad_inputs.h"
#include "tests/command_line/botify_world.h"
#include "tests/command_line/tiny_experiment.h"
#include "tests/golden.h"

namespace reprise {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const fs::path kCatalogue = fs::path(REPRISE_TEST_FOLDER) / "catalogue";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

struct Mistake {
  std::string name;
  std::string line;
  std::map<std::string, std::string> files;
};

std::vector<Mistake> mistakes_in(const fs::path& path) {
  std::vector<Mistake> mistakes;
  std::string* file = nullptr;
  for (const std::string& line : lines_of(text_of(path))) {
    if (line.starts_with("== ")) {
      mistakes.push_back({line.substr(3), "", {}});
      file = nullptr;
    } else if (line.starts_with("--- ")) {
      file = &mistakes.back().files[line.substr(4)];
    } else if (file != nullptr) {
      *file += line + "\n";
    } else {
      mistakes.back().line = line;
    }
  }
  return mistakes;
}

// Returns the messages of an outcome, without the path of the sandbox.
std::string said(const Sandbox& sandbox, const Outcome& outcome) {
  const fs::path root = sandbox.directory().parent_path();
  std::string text;
  for (const std::string& line : lines_of(outcome.err)) {
    if (line.starts_with("reprise: ")) text += "    " + line + "\n";
  }
  if (outcome.exit_code != 2) text += fmt::format("    (exit code {})\n", outcome.exit_code);
  // The hash of an experiment that names files depends on their paths.
  static const std::regex hash("/[0-9a-f]{16}/");
  return std::regex_replace(replaced(text, root.string(), "SANDBOX"), hash, "/HASH/");
}

std::string entry(const std::string& name, const std::string& line, const std::string& said) {
  constexpr std::size_t kLongest = 300;
  const std::string shown = replaced(line, "\n", "\\n");
  return fmt::format("{}\n    $ {}\n{}\n", name,
                     shown.size() > kLongest ? shown.substr(0, kLongest) + "..." : shown, said);
}

// Returns all mistakes with the messages for them.
const std::string& messages() {
  static const std::string all = [] {
    std::string text;
    std::vector<fs::path> areas;
    for (const auto& file : fs::directory_iterator(kCatalogue)) {
      if (file.path().filename() != "unreached.txt") areas.push_back(file.path());
    }
    std::sort(areas.begin(), areas.end());
    for (const fs::path& area : areas) {
      text += fmt::format("# {}\n\n", area.stem().string());
      for (const Mistake& mistake : mistakes_in(area)) {
        const Sandbox sandbox;
        sandbox.write("tiny.yaml", kTiny);
        sandbox.write("models.yaml", kTiny + "models: {m: {log: {sessions: 100}}}\n");
        for (const auto& [name, content] : BotifyWorld().files("w")) sandbox.write(name, content);
        for (const auto& [name, content] : mistake.files) sandbox.write(name, content);
        const Outcome outcome = sandbox.run_command(
            {"sh", "-c", fmt::format("reprise() {{ {} \"$@\"; }}\n{}", program(), mistake.line)});
        text += entry(mistake.name, mistake.line, said(sandbox, outcome));
      }
    }
    text += "# bad_input_test.cpp\n\n";
    for (const BadInput& bad : all_bad_input()) {
      const Sandbox sandbox;
      for (const auto& [file, content] : bad.files) sandbox.write(file, content);
      text += entry(bad.name, fmt::format("reprise {}", fmt::join(bad.arguments, " ")),
                    said(sandbox, sandbox.run(bad.arguments)));
    }
    return text;
  }();
  return all;
}

TEST(MessageCatalogue, IsWhatWasReadAndCommitted) { expect_golden(messages(), "messages.txt"); }

TEST(MessageCatalogue, EveryMistakeIsSaidInOneLine) {
  std::size_t said = 0;
  std::string name;
  for (const std::string& line : lines_of(messages())) {
    if (!line.starts_with(" ") && !line.empty()) {
      if (!name.empty() && !name.starts_with("#")) {
        EXPECT_EQ(said, 1u) << name;
      }
      name = line;
      said = 0;
    }
    if (line.starts_with("    reprise: ")) ++said;
  }
}

// ---- The places in the sources that make messages

// A token of C++. The tokens are exact enough to find calls and the texts in them.
struct Token {
  enum class Kind { name, text, other } kind;
  std::string text;
};

std::vector<Token> tokens_of(const std::string& source) {
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < source.size();) {
    const char c = source[i];
    const auto is_name = [](char letter) {
      return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
    };
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      ++i;
    } else if (source.compare(i, 2, "//") == 0) {
      i = std::min(source.find('\n', i), source.size());
    } else if (source.compare(i, 3, "R\"(") == 0) {
      const std::size_t end = source.find(")\"", i);
      tokens.push_back({Token::Kind::text, source.substr(i + 3, end - i - 3)});
      i = end + 2;
    } else if (c == '"' || c == '\'') {
      std::string text;
      for (++i; source[i] != c; ++i) {
        if (source[i] == '\\') ++i;
        text += source[i];
      }
      ++i;
      if (c == '"') tokens.push_back({Token::Kind::text, text});
    } else if (is_name(c)) {
      const std::size_t begin = i;
      while (i < source.size() && is_name(source[i])) ++i;
      // 1'000'000 is one number.
      if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
        while (i < source.size() && (is_name(source[i]) || source[i] == '\'')) ++i;
      }
      tokens.push_back({Token::Kind::name, source.substr(begin, i - begin)});
    } else {
      tokens.push_back({Token::Kind::other, std::string(1, c)});
      ++i;
    }
  }
  return tokens;
}

// Returns the message texts of the sources, each as "FILE: TEXT". The text of a call that makes a
// message is the longest text in its arguments.
std::set<std::string> sites() {
  static const std::set<std::string> kCalls = {"UserError", "wrong_type", "wrong", "complain"};
  std::set<std::string> sites;
  for (const char* folder : {"sim", "recommenders", "reports", "experiments"}) {
    const fs::path root = REPRISE_SOURCE_FOLDER;
    for (const auto& file : fs::recursive_directory_iterator(root / folder)) {
      const std::string extension = file.path().extension();
      if (extension != ".cpp" && extension != ".h") continue;
      const std::vector<Token> tokens = tokens_of(text_of(file.path()));
      // Find each call, with its opening bracket.
      for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
        if (tokens[i].kind != Token::Kind::name || !kCalls.contains(tokens[i].text)) continue;
        std::size_t at = i + 1;
        if (tokens[i].text == "UserError" && tokens[at].kind == Token::Kind::name) ++at;
        if (tokens[at].text != "(") continue;
        // Find the longest text up to the closing bracket. Literals that follow each other are one
        // text.
        std::string longest;
        std::string text;
        int depth = 1;
        for (++at; depth > 0; ++at) {
          if (tokens[at].kind == Token::Kind::text) {
            text += tokens[at].text;
            continue;
          }
          if (text.size() > longest.size()) longest = text;
          text.clear();
          depth += (tokens[at].text == "(" ? 1 : 0) - (tokens[at].text == ")" ? 1 : 0);
        }
        if (!longest.empty()) {
          sites.insert(file.path().lexically_relative(root).string() + ": " + longest);
        }
      }
    }
  }
  return sites;
}

// Returns true if the message contains the format's text, with anything in the places of its {}.
bool says(const std::string& message, const std::string& format) {
  std::size_t at = 0;
  std::string part;
  const auto take = [&] {
    at = message.find(part, at);
    if (at == std::string::npos) return false;
    at += part.size();
    part.clear();
    return true;
  };
  for (std::size_t i = 0; i < format.size(); ++i) {
    const bool doubled = i + 1 < format.size() && format[i + 1] == format[i];
    if ((format[i] == '{' || format[i] == '}') && doubled) {
      part += format[i++];
    } else if (format[i] == '{') {
      if (!take()) return false;
      i = format.find('}', i);
    } else {
      part += format[i];
    }
  }
  return take();
}

TEST(MessageCatalogue, HasEveryMessageButThoseWithAReason) {
  const fs::path list = kCatalogue / "unreached.txt";
  std::map<std::string, std::string> reasons;
  constexpr const char* kBecause = " <- ";
  for (const std::string& line : lines_of(text_of(list))) {
    const std::size_t because = line.rfind(kBecause);
    ASSERT_NE(because, std::string::npos) << line;
    reasons[line.substr(0, because)] = line.substr(because + 4);
  }
  std::vector<std::string> messages_said;
  for (const std::string& line : lines_of(messages())) {
    if (line.starts_with("    reprise: ")) messages_said.push_back(line);
  }
  // List the formats that no message has, each with its reason.
  std::string unreached;
  std::size_t reached = 0;
  const std::set<std::string> all = sites();
  for (const std::string& site : all) {
    const std::string format = site.substr(site.find(": ") + 2);
    const bool found = std::any_of(messages_said.begin(), messages_said.end(),
                                   [&](const std::string& said) { return says(said, format); });
    reached += found ? 1 : 0;
    if (found) continue;
    unreached +=
        fmt::format("{}{}{}\n", site, kBecause, reasons.contains(site) ? reasons[site] : "why?");
  }
  RecordProperty("reached", static_cast<int>(reached));
  RecordProperty("sites", static_cast<int>(all.size()));
  if (const char* regenerate = std::getenv("REPRISE_REGENERATE");
      regenerate != nullptr && std::string(regenerate) == "1") {
    std::ofstream(list, std::ios::binary) << unreached;
    return;
  }
  EXPECT_EQ(unreached, text_of(list));
  EXPECT_EQ(unreached.find("why?"), std::string::npos) << "say why it is not in the catalogue";
}

}  // namespace
}  // namespace reprise
