// Defines a page of a report: titles, sentences, tables and figures. The text about a run or a
// sweep is written once, with this interface. Markdown and HTML are two implementations.
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

/// A cell of a table. "Markup" is text in the language of the page. It consists of the results of
/// the page's code(), prose() and plain(), and of fixed words of the program between them, which
/// have no other characters than letters, digits and "%+-.,:;()[]='".
struct PageCell {
  PageCell(std::string words = {}, Verdict says = Verdict::none, bool is_key = false)
      : markup(std::move(words)), verdict(says), key(is_key) {}

  std::string markup;
  // Verdict on the effect that the cell shows; pages with colours show the verdict, too.
  Verdict verdict;
  // The cell is the key number of its row; it stands out if the data are sure of it.
  bool key;

  bool stands_out() const {
    return key && verdict != Verdict::none && verdict != Verdict::unclear &&
           verdict != Verdict::equivalent;
  }
};

/// A table. Every row has a cell for every column.
struct PageTable {
  std::vector<std::string> header;  // each heading is markup
  std::vector<std::vector<PageCell>> rows;
  std::size_t left = 1;  // number of columns that are aligned left; the others are aligned right
  bool ends_in_words = false;  // the last column has sentences: it is aligned left, and wraps

  bool is_left(std::size_t column) const {
    return column < left || (ends_in_words && column + 1 == header.size());
  }
};

/// A page under construction. Blocks come below each other, in the order of the calls. Not safe to
/// use from several threads.
class Page {
 public:
  Page() = default;
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;
  virtual ~Page() = default;

  /// Returns a name from a config as code, shown as it was written. The result is markup, as are
  /// the results of prose() and plain().
  virtual std::string code(std::string_view text) const = 0;

  /// Returns other text from outside, as prose on one line.
  virtual std::string prose(std::string_view text) const = 0;

  /// Returns words and numbers of the program that have characters which markup may not have: "<
  /// -80".
  virtual std::string plain(std::string_view text) const = 0;

  /// Returns code() as a NameWriter, for functions that write sentences. Valid as long as the page
  /// lives.
  NameWriter names() const {
    return [this](std::string_view name) { return code(name); };
  }

  /// Writes the first block: fixed words of the program, and the name of the report's subject,
  /// which comes from a config.
  virtual void title(std::string_view words, std::optional<std::string_view> name) = 0;

  /// Writes the question and its answer; both are markup.
  virtual void answer(const std::string& question, const std::string& answer) = 0;

  /// Begins a section. The program gives the title, which has only letters, spaces, digits and
  /// ",?".
  virtual void section(std::string_view title) = 0;

  virtual void paragraph(const std::string& markup) = 0;
  virtual void bullets(const std::vector<std::string>& items) = 0;
  virtual void table(const PageTable& table) = 0;
  virtual void figure(const DrawnFigure& figure) = 0;

  /// Writes a file or a command unchanged. The program gives `language` ("yaml").
  virtual void block(std::string_view text, std::string_view language) = 0;

  /// Returns the whole page as a file, and leaves the page empty.
  virtual std::string take() = 0;
};

}  // namespace reprise
