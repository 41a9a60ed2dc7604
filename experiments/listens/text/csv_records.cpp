#include "experiments/listens/text/csv_records.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "sim/support/user_error.h"

namespace reprise {

namespace {

constexpr std::uint64_t in_all_bytes(char letter) {
  return 0x0101010101010101U * static_cast<unsigned char>(letter);
}

// Returns a word whose bytes are 0x80 where `word` has the letter, and else 0: Knuth, The Art of
// Computer Programming 4A, 7.1.3.
std::uint64_t places_of(std::uint64_t word, std::uint64_t letters) {
  constexpr std::uint64_t kLow = in_all_bytes('\x7f');
  const std::uint64_t differ = word ^ letters;
  return ~(((differ & kLow) + kLow) | differ | kLow);
}

}  // namespace

// Takes the next record when it has no doubled quotes and lies whole in what was read: fields,
// their quotes and separators and the record's end are found in one pass, eight letters at a time.
// Otherwise nothing is taken.
bool CsvRecords::take_usual_record() {
  static_assert(std::endian::native == std::endian::little);
  static_assert(LogBytes::kPadding >= sizeof(std::uint64_t));
  const std::uint64_t separators = in_all_bytes(separator_);
  const std::uint64_t line_ends = in_all_bytes('\n');
  const std::uint64_t quotes = quoting_ == Quoting::none ? separators : in_all_bytes('"');
  const std::string_view rest = bytes_.rest();
  const char* const begin = rest.data();
  const char* const end = begin + rest.size();
  const char* field = begin;
  bool quoted = false;  // between the quotes of a field
  bool closed = false;  // behind them
  bool one_line = true;
  const auto take_field = [&](const char* stop) {
    if (!closed) fields_.emplace_back(field, static_cast<std::size_t>(stop - field));
    closed = false;
  };
  for (const char* at = begin; at < end; at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    std::uint64_t stops =
        places_of(word, separators) | places_of(word, line_ends) | places_of(word, quotes);
    for (; stops != 0; stops &= stops - 1) {
      const char* stop = at + std::countr_zero(stops) / 8;
      // What stands behind a quote says whether it is one.
      if (stop + 1 >= end && !(stop + 1 == end && *stop == '\n')) return false;
      if (*stop == separator_) {
        if (quoted) continue;
        take_field(stop);
        field = stop + 1;
      } else if (*stop == '\n') {
        one_line = one_line && !quoted;
        if (quoted) continue;
        const char* last = stop > field && stop[-1] == '\r' ? stop - 1 : stop;
        take_field(last);
        text_ = {begin, static_cast<std::size_t>(last - begin)};
        const auto size = static_cast<std::size_t>(stop + 1 - begin);
        if (one_line) {
          bytes_.take_line(size);
        } else {
          bytes_.take(size);
        }
        return true;
      } else if (quoted) {
        const bool ends_field = stop[1] == separator_ || stop[1] == '\n' ||
                                (stop[1] == '\r' && stop + 2 < end && stop[2] == '\n');
        if (!ends_field) return false;
        take_field(stop);
        quoted = false;
        closed = true;
      } else if (closed) {
        return false;
      } else if (stop == field) {
        quoted = true;
        ++field;
      }
    }
  }
  return false;
}

void CsvRecords::split(std::string_view line) {
  const char* at = line.data();
  const char* end = at + line.size();
  for (;;) {
    const auto* found =
        static_cast<const char*>(std::memchr(at, separator_, static_cast<std::size_t>(end - at)));
    const char* stop = found == nullptr ? end : found;
    fields_.emplace_back(at, static_cast<std::size_t>(stop - at));
    if (found == nullptr) return;
    at = found + 1;
  }
}

CsvRecords::Parsed CsvRecords::parse_quoted(std::string_view rest, bool ended, std::size_t& size) {
  // A field is a part of `rest`, or, where doubled quotes became one, a part of unquoted_, which
  // never grows beyond what is reserved, so that the parts stay where they are.
  unquoted_.clear();
  unquoted_.reserve(rest.size());
  std::size_t at = 0;
  for (;;) {
    if (at < rest.size() && rest[at] == '"') {
      const std::size_t begin = ++at;
      const std::size_t copied = unquoted_.size();
      bool doubled = false;
      std::size_t run = begin;
      for (;;) {
        const std::size_t quote = rest.find('"', at);
        if (quote == std::string_view::npos) return ended ? Parsed::fault : Parsed::more;
        if (quote + 1 == rest.size() && !ended) return Parsed::more;
        if (quote + 1 < rest.size() && rest[quote + 1] == '"') {
          doubled = true;
          unquoted_.append(rest, run, quote + 1 - run);
          at = run = quote + 2;
          continue;
        }
        if (doubled) {
          unquoted_.append(rest, run, quote - run);
          fields_.emplace_back(unquoted_.data() + copied, unquoted_.size() - copied);
        } else {
          fields_.push_back(rest.substr(begin, quote - begin));
        }
        at = quote + 1;
        break;
      }
    } else {
      const std::array<char, 2> stops = {separator_, '\n'};
      std::size_t stop = rest.find_first_of(std::string_view(stops.data(), 2), at);
      if (stop == std::string_view::npos) {
        if (!ended) return Parsed::more;
        stop = rest.size();
      }
      std::string_view field = rest.substr(at, stop - at);
      if ((stop == rest.size() || rest[stop] == '\n') && field.ends_with('\r')) {
        field.remove_suffix(1);
      }
      fields_.push_back(field);
      at = stop;
    }
    if (at < rest.size() && rest[at] == '\r') {
      if (at + 1 == rest.size() && !ended) return Parsed::more;
      if (at + 1 == rest.size() || rest[at + 1] == '\n') ++at;
    }
    if (at == rest.size()) {
      if (!ended) return Parsed::more;
      size = at;
      return Parsed::record;
    }
    if (rest[at] == '\n') {
      size = at + 1;
      return Parsed::record;
    }
    if (rest[at] != separator_) return Parsed::fault;
    ++at;
    if (at == rest.size() && !ended) return Parsed::more;
  }
}

bool CsvRecords::next() {
  for (;;) {
    fields_.clear();
    line_ = bytes_.line();
    if (take_usual_record()) {
      if (text_.find_first_not_of(" \t") == std::string_view::npos) continue;
      return true;
    }
    fields_.clear();
    // A line without quotes is a record.
    std::string_view rest = bytes_.rest();
    std::size_t end = rest.find('\n');
    for (std::size_t searched = rest.size(); end == std::string_view::npos;) {
      if (!bytes_.more()) break;
      rest = bytes_.rest();
      end = rest.find('\n', searched);
      searched = rest.size();
    }
    rest = bytes_.rest();
    if (rest.empty()) return false;
    std::string_view line = rest.substr(0, end);
    if (quoting_ == Quoting::none || line.find('"') == std::string_view::npos) {
      bytes_.take(end == std::string_view::npos ? rest.size() : end + 1);
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
      text_ = line;
      split(line);
      return true;
    }
    std::size_t size = 0;
    bool ended = end == std::string_view::npos;
    Parsed parsed = Parsed::more;
    while (parsed == Parsed::more) {
      fields_.clear();
      parsed = parse_quoted(bytes_.rest(), ended, size);
      if (parsed != Parsed::more) break;
      if (bytes_.rest().size() > LogBytes::kLongest) {
        parsed = Parsed::fault;
      } else {
        ended = !bytes_.more();
      }
    }
    if (parsed == Parsed::fault) {
      const UserError error(bytes_.place(line_),
                            "a quote in this row is not closed, or something stands behind it; "
                            "expected \"\" for a quote inside of quotes");
      if (!report_) throw error;
      report_(error);
      bytes_.take(end == std::string_view::npos ? bytes_.rest().size() : end + 1);
      continue;
    }
    text_ = bytes_.rest().substr(0, size);
    while (text_.ends_with('\n') || text_.ends_with('\r')) text_.remove_suffix(1);
    bytes_.take(size);
    return true;
  }
}

std::vector<std::string> fields_of_line(std::string_view line, char separator) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += line[++i];
    } else if (c == '"' && (quoted || fields.back().empty())) {
      quoted = !quoted;
    } else if (c == separator && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

char separator_of(std::string_view first_line) {
  constexpr std::string_view kSeparators = ",;\t";
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char separator : kSeparators) {
    const std::ptrdiff_t n = std::count(first_line.begin(), first_line.end(), separator);
    if (n > most) {
      most = n;
      best = separator;
    }
  }
  return best;
}

}  // namespace reprise
