// What a report says, whatever it is written in: titles, sentences, tables and figures. What a
// report says of a run or a sweep is written once, against this; Markdown and HTML are two of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/summary/comparison.h"
#include "reports/text/name_writer.h"

namespace reprise {

/// A cell of a table. "Markup" is text as the page at hand writes it: what its code(), prose() and
/// plain() return, with words of ours between that have no other characters than letters, digits
/// and "%+-.,:;()[]='".
struct PageCell {
  PageCell(std::string words = {}, Verdict says = Verdict::none, bool is_key = false)
      : markup(std::move(words)), verdict(says), key(is_key) {}

  std::string markup;
  Verdict verdict;  // of the effect that it is about: pages with colours show it
  bool key;         // the number to find in its row: it stands out where the data are sure of it

  bool stands_out() const {
    return key && verdict != Verdict::none && verdict != Verdict::unclear &&
           verdict != Verdict::equivalent;
  }
};

/// Every row has a cell for every column.
struct PageTable {
  std::vector<std::string> header;  // markup
  std::vector<std::vector<PageCell>> rows;
  std::size_t left = 1;  // columns that are aligned left, the others right
};

/// Blocks come below each other in the order of the calls. Not safe to use from several threads.
class Page {
 public:
  Page() = default;
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;
  virtual ~Page() = default;

  /// A name from a config, as code: shown as it was written. The result is markup, as of prose()
  /// and plain().
  virtual std::string code(std::string_view text) const = 0;

  /// Other text that came from outside, as prose on one line.
  virtual std::string prose(std::string_view text) const = 0;

  /// Words and numbers of ours with characters that markup may not have: "< -80".
  virtual std::string plain(std::string_view text) const = 0;

  /// code() for what writes sentences; as long as the page lives.
  NameWriter names() const {
    return [this](std::string_view name) { return code(name); };
  }

  /// The first block: words of ours, and what the report is of, whose name comes from a config.
  virtual void title(std::string_view words, std::optional<std::string_view> name) = 0;

  /// The question and its answer, as markup.
  virtual void answer(const std::string& question, const std::string& answer) = 0;

  /// A part of the report; the title is ours and letters, spaces, digits and ",?" alone.
  virtual void section(std::string_view title) = 0;

  virtual void paragraph(const std::string& markup) = 0;
  virtual void bullets(const std::vector<std::string>& items) = 0;
  virtual void table(const PageTable& table) = 0;
  virtual void figure(const DrawnFigure& figure) = 0;

  /// A file or a command, as it is; `language` is ours ("yaml").
  virtual void block(std::string_view text, std::string_view language) = 0;

  /// All of it, as a file; leaves nothing here.
  virtual std::string take() = 0;
};

}  // namespace reprise
