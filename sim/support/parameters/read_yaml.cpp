// Reads YAML into Nodes: yaml-cpp's graph with its limits, and messages that say what a person
// slipped at.
#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "sim/support/files/file.h"
#include "sim/support/parameters/most_levels.h"
#include "sim/support/parameters/node.h"
#include "sim/support/parameters/yaml_slip.h"

namespace reprise {
namespace {

constexpr std::size_t kMaxNodes = 200'000;
constexpr std::size_t kMaxText = std::size_t{1} << 24;    // bytes of a YAML file
constexpr std::size_t kMaxMemory = std::size_t{1} << 26;  // bytes of text in an expanded tree
// Limits of the search for the line of an unclosed quote: the lines tried, and the bytes parsed
// again.
constexpr int kMaxSearchedLines = 1000;
constexpr std::size_t kMaxSearchedText = std::size_t{1} << 22;

// Converts yaml-cpp's marks to places. For a file a place has a line and a column; for an option it
// is the option alone.
class Places {
 public:
  Places(std::string source, bool lines) : source_(std::move(source)), lines_(lines) {}

  Place of(const YAML::Mark& mark) const {
    if (!lines_ || mark.is_null()) return {source_, 0, 0};
    return {source_, mark.line + 1, mark.column + 1};
  }

 private:
  std::string source_;
  bool lines_;
};

// Copies yaml-cpp's graph into a tree of Nodes. It counts the nodes and their text, so that aliases
// cannot fill the memory.
class Converter {
 public:
  explicit Converter(const Places& places) : places_(places) {}

  Node convert(const YAML::Node& yaml, int depth) {
    Node node;
    node.place = places_.of(yaml.Mark());
    if (depth > kMostLevels) {
      throw UserError(node.place,
                      fmt::format("nested deeper than {} levels; write it flatter", kMostLevels));
    }
    if (++count_ > kMaxNodes) {
      throw UserError(node.place, fmt::format("more than {} values once aliases (*name) are "
                                              "expanded; write fewer aliases of aliases",
                                              kMaxNodes));
    }
    take_memory(node.place, node.place.source.size());
    switch (yaml.Type()) {
      case YAML::NodeType::Undefined:
      case YAML::NodeType::Null:
        break;
      case YAML::NodeType::Scalar:
        node.kind = Node::Kind::scalar;
        take_memory(node.place, yaml.Scalar().size());
        node.scalar = plain(yaml.Scalar(), node.place);
        node.quoted = yaml.Tag() == "!";
        break;
      case YAML::NodeType::Sequence:
        node.kind = Node::Kind::sequence;
        for (const auto& item : yaml) node.items.push_back(convert(item, depth + 1));
        break;
      case YAML::NodeType::Map: {
        node.kind = Node::Kind::map;
        std::set<std::string> seen;
        for (const auto& pair : yaml) {
          const Place key_place = places_.of(pair.first.Mark());
          if (!pair.first.IsScalar()) {
            throw UserError(key_place, "a key must be plain text, not a list or a map");
          }
          const std::string key = plain(pair.first.Scalar(), key_place);
          if (key == "<<") {
            throw UserError(key_place, "merging with '<<' is not supported; write the keys out");
          }
          if (!seen.insert(key).second) {
            throw UserError(
                key_place,
                fmt::format("the key '{}' is written twice in one map; remove one", key));
          }
          take_memory(key_place, key.size() + key_place.source.size());
          node.fields.push_back({key, key_place, convert(pair.second, depth + 1)});
        }
        break;
      }
    }
    return node;
  }

 private:
  void take_memory(const Place& place, std::size_t bytes) {
    memory_ += bytes;
    if (memory_ <= kMaxMemory) return;
    throw UserError(place, fmt::format("more than {} bytes of text once aliases (*name) are "
                                       "expanded; write fewer aliases, or shorter texts",
                                       kMaxMemory));
  }
  // Returns `text`. Throws UserError when it contains a zero byte, because files and other programs
  // would take the text to end there.
  static const std::string& plain(const std::string& text, const Place& place) {
    if (text.find('\0') != std::string::npos) {
      throw UserError(place, fmt::format("the text '{}' has a zero byte (\\0) in it; remove that",
                                         text.substr(0, text.find('\0')) + "\\0"));
    }
    return text;
  }

  const Places& places_;
  std::size_t count_ = 0;
  std::size_t memory_ = 0;
};

// Appends the mark that ends a document. With this mark yaml-cpp notices a quote that is never
// closed; without it, yaml-cpp may swallow the rest of the file without an error.
std::string ended(const std::string& text) {
  return text + (text.empty() || text.back() == '\n' ? "...\n" : "\n...\n");
}

// Finds the places where the first two documents of a text begin.
class Documents final : public YAML::EventHandler {
 public:
  // Throws as yaml-cpp does. It stops after two documents, because after some malformed text, such
  // as a comma, yaml-cpp finds empty documents without end.
  explicit Documents(const std::string& text) {
    std::istringstream stream(ended(text));
    YAML::Parser parser(stream);
    while (count_ < 2 && parser.HandleNextDocument(*this)) {
    }
  }

  int count() const { return count_; }
  // The mark at which a document begins, and the mark of the first value in it.
  const YAML::Mark& start(int document) const { return starts_[document]; }
  const YAML::Mark& content(int document) const { return contents_[document]; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    starts_[count_] = mark;
    empty_ = true;
  }
  void OnDocumentEnd() override { ++count_; }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { see(mark); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { see(mark); }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                const std::string&) override {
    see(mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    see(mark);
  }
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    see(mark);
  }
  void OnMapEnd() override {}

 private:
  void see(const YAML::Mark& mark) {
    if (std::exchange(empty_, false)) contents_[count_] = mark;
  }

  int count_ = 0;
  bool empty_ = true;
  std::array<YAML::Mark, 2> starts_;
  std::array<YAML::Mark, 2> contents_;
};

bool ends_inside_quote(const std::string& text) {
  try {
    Documents{text};
    return false;
  } catch (const YAML::Exception& error) {
    return error.msg == YAML::ErrorMsg::DOC_IN_SCALAR;
  }
}

// Returns the line of the quote that is not closed at the end of `text`. Lines are removed from the
// end until the rest no longer ends inside a quote; the last line removed opens the quote. Returns
// a null mark when the limits of the search are reached first.
YAML::Mark unclosed_quote(const std::string& text) {
  YAML::Mark mark;
  mark.line = static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  std::size_t end = text.size();
  std::size_t parsed = 0;
  for (int lines = 0; lines < kMaxSearchedLines && parsed < kMaxSearchedText;
       ++lines, --mark.line) {
    parsed += end;
    const std::size_t newline = end == 0 ? std::string::npos : text.rfind('\n', end - 1);
    if (newline == std::string::npos || !ends_inside_quote(text.substr(0, newline + 1)))
      return mark;
    end = newline;
  }
  return YAML::Mark::null_mark();
}

// Throws UserError at the first line that is not UTF-8, because yaml-cpp would read its bytes as
// other characters.
void check_utf8(const std::string& text, const Places& places) {
  YAML::Mark mark;
  for (std::size_t begin = 0; begin < text.size(); ++mark.line) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    if (!simdjson::validate_utf8(text.data() + begin, end - begin)) {
      throw UserError(places.of(mark), "this line has bytes that are not UTF-8; save it as UTF-8");
    }
    begin = end;
  }
}

// Throws UserError if it finds the slip that made the parser stop at `stopped`.
void throw_slip(const std::string& text, const YAML::Mark& stopped, const Places& places) {
  const auto slip = find_yaml_slip(text, static_cast<std::size_t>(stopped.line));
  if (!slip) return;
  YAML::Mark mark;
  mark.line = static_cast<int>(slip->line);
  mark.column = static_cast<int>(slip->column);
  throw UserError(places.of(mark), "this is not YAML: " + slip->message);
}

Node parse(const std::string& text, const Places& places) {
  if (text.find('\0') != std::string::npos) {
    throw UserError(places.of(YAML::Mark::null_mark()), "is not plain text; save it as UTF-8");
  }
  check_utf8(text, places);
  try {
    const Documents documents(text);
    if (documents.count() > 1) {
      // A second document that does not begin with '---' is text that the parser could not read as
      // part of the first one.
      const auto at = static_cast<std::size_t>(documents.start(1).pos);
      if (text.compare(std::min(at, text.size()), 3, "---") != 0) {
        throw_slip(text, documents.start(1), places);
        throw UserError(
            places.of(documents.start(1)),
            "this is not YAML: nothing can go on like this here; check commas, brackets "
            "and indentation");
      }
      throw UserError(
          places.of(documents.content(1)),
          "a second YAML document begins here; write one in a file, without '---' lines");
    }
    return Converter(places).convert(YAML::Load(ended(text)), 0);
  } catch (const YAML::DeepRecursion& error) {
    throw UserError(places.of(error.mark),
                    fmt::format("nested deeper than {} levels; write it flatter", kMostLevels));
  } catch (const YAML::Exception& error) {
    if (error.msg == YAML::ErrorMsg::DOC_IN_SCALAR) {
      Place place = places.of(unclosed_quote(text));
      place.column = 0;
      throw UserError(place, "this is not YAML: a quote (' or \") is opened here and never closed");
    }
    throw_slip(text, error.mark, places);
    throw UserError(places.of(error.mark), "this is not YAML: " + error.msg);
  }
}

}  // namespace

Node parse_yaml(const std::string& text, const std::string& source) {
  return parse(text, {source, true});
}

Node parse_yaml_option(const std::string& text, const Place& place) {
  return parse(text, {place.source, false});
}

Node read_yaml(const std::string& path) { return parse_yaml(read_file(path, kMaxText), path); }

}  // namespace reprise
