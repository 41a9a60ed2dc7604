#include "reports/console/console_text.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "reports/text/display_text.h"

namespace reprise {
namespace {

constexpr int kNarrowest = 60;

bool is_letter_of_words(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '_' || letter == '-' ||
         static_cast<unsigned char>(letter) >= 0x80;
}

}  // namespace

std::string name_in_prose(std::string_view name) {
  const std::string shown = printable(name);
  bool plain = !shown.empty();
  for (std::size_t i = 0; i < shown.size(); ++i) {
    // A point at an end of the name would look like the end of the sentence.
    const bool point = shown[i] == '.' && i > 0 && i + 1 < shown.size();
    plain = plain && (point || is_letter_of_words(shown[i]));
  }
  return plain ? shown : fmt::format("'{}'", shown);
}

TextStyle style_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::better:
      return TextStyle::good;
    case Verdict::worse:
      return TextStyle::bad;
    case Verdict::unclear:
      return TextStyle::faint;
    case Verdict::equivalent:
    case Verdict::none:
    case Verdict::differs:
      return TextStyle::plain;
  }
  return TextStyle::plain;
}

ConsoleText::ConsoleText(int width, bool colour)
    : width_(std::max(width, kNarrowest)), colour_(colour) {}

void ConsoleText::begin_part() {
  if (!text_.empty()) text_ += '\n';
}

void ConsoleText::title(const std::string& words, const std::string& note) {
  constexpr int kShortestNote = 8;
  const std::string title = shorten(words, width_);
  const int left = width_ - display_width(title) - 2;
  text_ += styled(title, TextStyle::strong, colour_);
  if (!note.empty() && left >= kShortestNote) {
    text_ += "  ";
    text_ += styled(shorten(note, left), TextStyle::faint, colour_);
  }
  text_ += '\n';
}

void ConsoleText::paragraph(const std::string& words, int indent, TextStyle style) {
  for (const std::string& line : wrap(words, width_, indent)) {
    text_ += styled(line, style, colour_) + '\n';
  }
}

void ConsoleText::line(const std::string& words, TextStyle style) {
  text_ += styled(words, style, colour_) + '\n';
}

void ConsoleText::table(const TextTable& table) { text_ += render(table, width_, colour_); }

void ConsoleText::spell_out(const std::vector<std::string>& names,
                            const std::vector<std::string>& shown) {
  bool first = true;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string full = printable(names[i]);
    if (shown[i] == full || !shown[i].ends_with(fmt::format("…#{}", i + 1))) continue;
    if (first) begin_part();
    first = false;
    paragraph(fmt::format("#{} is {}", i + 1, full), 2, TextStyle::plain);
  }
}

void ConsoleText::warnings(const std::vector<std::string>& warnings) {
  if (!warnings.empty()) begin_part();
  for (const std::string& warning : warnings) {
    paragraph(fmt::format("warning: {}", printable(warning)), 9, TextStyle::caution);
  }
}

std::string ConsoleText::take() { return std::exchange(text_, {}); }

}  // namespace reprise
