#include "sim/support/parameters/node.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "sim/support/files/file.h"
#include "sim/support/number_text.h"
#include "sim/support/parameters/left_out_name.h"
#include "sim/support/parameters/yaml_slip.h"

namespace reprise {
namespace {

constexpr int kMaxDepth = 64;
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
    if (depth > kMaxDepth) {
      throw UserError(node.place,
                      fmt::format("nested deeper than {} levels; write it flatter", kMaxDepth));
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
                    fmt::format("nested deeper than {} levels; write it flatter", kMaxDepth));
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

// Returns whether a text must be written in quotes. Without them, "---" and "..." would be read as
// marks of documents, and some line ends as spaces.
bool needs_quotes(std::string_view text) {
  return text.starts_with("---") || text.starts_with("...") ||
         std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::iscntrl(c); });
}

void emit_text(YAML::Emitter& out, const std::string& text, bool quoted) {
  if (quoted || needs_quotes(text)) out << YAML::DoubleQuoted;
  out << text;
}

void emit(YAML::Emitter& out, const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      out << YAML::Null;
      break;
    case Node::Kind::scalar:
      emit_text(out, node.scalar, node.quoted);
      break;
    case Node::Kind::sequence:
      out << YAML::Flow << YAML::BeginSeq;
      for (const Node& item : node.items) emit(out, item);
      out << YAML::EndSeq;
      break;
    case Node::Kind::map:
      if (node.fields.empty()) out << YAML::Flow;
      out << YAML::BeginMap;
      for (const Field& field : node.fields) {
        out << YAML::Key;
        emit_text(out, field.key, false);
        out << YAML::Value;
        emit(out, field.value);
      }
      out << YAML::EndMap;
      break;
  }
}

}  // namespace

Node Node::make_scalar(std::string text, Place place, bool quoted) {
  Node node;
  node.kind = Kind::scalar;
  node.scalar = std::move(text);
  node.quoted = quoted;
  node.place = std::move(place);
  return node;
}

Node Node::make_sequence(std::vector<Node> items, Place place) {
  Node node;
  node.kind = Kind::sequence;
  node.items = std::move(items);
  node.place = std::move(place);
  return node;
}

Node Node::make_map(Place place) {
  Node node;
  node.kind = Kind::map;
  node.place = std::move(place);
  return node;
}

const Node* Node::find(std::string_view key) const {
  for (const Field& field : fields) {
    if (field.key == key) return &field.value;
  }
  return nullptr;
}

void Node::set(std::string_view key, Node value) {
  kind = Kind::map;
  for (Field& field : fields) {
    if (field.key == key) {
      field.value = std::move(value);
      return;
    }
  }
  Place key_place = value.place;
  fields.push_back({std::string(key), std::move(key_place), std::move(value)});
}

std::string Node::describe() const {
  switch (kind) {
    case Kind::null:
      return "nothing";
    case Kind::scalar:
      // A number in quotes is text. The message shows the quotes, because without them the user
      // would not see why the value is refused.
      return quoted ? fmt::format("the text \"{}\"", scalar) : fmt::format("'{}'", scalar);
    case Kind::sequence:
      return items.empty() ? "an empty list" : "a list";
    case Kind::map:
      return fields.empty() ? "an empty map" : "a map";
  }
  return "";
}

Node parse_yaml(const std::string& text, const std::string& source) {
  return parse(text, {source, true});
}

Node parse_yaml_option(const std::string& text, const Place& place) {
  return parse(text, {place.source, false});
}

Node read_yaml(const std::string& path) { return parse_yaml(read_file(path, kMaxText), path); }

std::string write_yaml(const Node& node) {
  YAML::Emitter out;
  emit(out, node);
  return std::string(out.c_str()) + "\n";
}

std::string flow_yaml(const Node& node) {
  std::vector<std::string> parts;
  switch (node.kind) {
    case Node::Kind::null:
      return "";
    case Node::Kind::scalar:
      return node.scalar;
    case Node::Kind::sequence:
      for (const Node& item : node.items) parts.push_back(flow_yaml(item));
      return fmt::format("[{}]", fmt::join(parts, ", "));
    case Node::Kind::map:
      for (const Field& field : node.fields) {
        const bool empty = field.value.is_map() && field.value.fields.empty();
        if (empty && node.fields.size() == 1) return field.key;
        parts.push_back(fmt::format("{}: {}", field.key, flow_yaml(field.value)));
      }
      return fmt::format("{{{}}}", fmt::join(parts, ", "));
  }
  return "";
}

namespace {

bool is_number(std::string_view step) { return number_of_text<std::size_t>(step).has_value(); }

// Returns the list that lies in a map of one field, perhaps in such maps; null where there is none.
Node* only_list(Node& node) {
  Node* list = &node;
  while (list->is_map() && list->fields.size() == 1) list = &list->fields.front().value;
  return list->is_sequence() ? list : nullptr;
}

// Returns the node in which a path that does without a component's name goes on, where the tree has
// that name: in {sentence: {pick: first}} the path `pick` goes on below `sentence`. Null elsewhere.
Node* below_left_out_name(Node& node, std::string_view step) {
  if (!node.is_map() || node.fields.size() != 1 || node.find(step) != nullptr) return nullptr;
  if (is_number(step)) return only_list(node);
  Field& only = node.fields.front();
  const LeftOutName* left_out = Registered<LeftOutName>::instance().find(only.key);
  return left_out != nullptr && only.value.is_map() && left_out->owns(step) ? &only.value : nullptr;
}

// Returns whether a step names the component that this map is, which does without its name: in
// {pick: first} the step `sentence` stays where it is.
bool names_this(const Node& node, std::string_view step) {
  const LeftOutName* left_out = Registered<LeftOutName>::instance().find(step);
  return left_out != nullptr && node.is_map() && !node.fields.empty() &&
         std::all_of(node.fields.begin(), node.fields.end(),
                     [&](const Field& field) { return left_out->owns(field.key); });
}

}  // namespace

void set_path(Node& root, std::string_view path, Node value) {
  Node* node = &root;
  const Place place = value.place;
  if (std::count(path.begin(), path.end(), '.') >= kMaxDepth) {
    throw UserError(
        place, fmt::format("the path has more than {} keys; no value lies that deep", kMaxDepth));
  }
  std::string_view rest = path;
  // Follows the path one step at a time; `node` is the node reached so far.
  while (true) {
    const std::size_t dot = rest.find('.');
    const std::string_view step = rest.substr(0, dot);
    if (step.empty()) {
      throw UserError(place, fmt::format("'{}' is not a path; write keys joined by dots, such as "
                                         "world.generate.seed",
                                         path));
    }
    while (Node* below = below_left_out_name(*node, step)) node = below;
    if (dot != std::string_view::npos && names_this(*node, step)) {
      rest = rest.substr(dot + 1);
      continue;
    }
    // In a sequence, the step is the index of an item.
    Node* next = nullptr;
    if (node->is_sequence()) {
      const std::optional<std::size_t> index = number_of_text<std::size_t>(step);
      if (!index || *index >= node->items.size()) {
        throw UserError(
            place,
            fmt::format("'{}' in '{}' does not name one of the {} items (0 to {})", step, path,
                        node->items.size(), static_cast<long>(node->items.size()) - 1));
      }
      next = &node->items[*index];
    } else if (node->is_scalar()) {
      throw UserError(place, fmt::format("'{}' leads through {}, which has nothing inside; set a "
                                         "shorter path",
                                         path, node->describe()));
    }
    // In a map, the step is a key. A missing key is added with an empty value.
    if (next == nullptr) {
      if (node->find(step) == nullptr) {
        Node empty;
        empty.place = place;
        node->set(step, std::move(empty));
      }
      for (Field& field : node->fields) {
        if (field.key == step) next = &field.value;
      }
    }
    // The last step gets the value.
    if (dot == std::string_view::npos) {
      *next = std::move(value);
      return;
    }
    rest = rest.substr(dot + 1);
    node = next;
  }
}

}  // namespace reprise
