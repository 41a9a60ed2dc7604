#include "experiments/listens/text/time_text.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

namespace reprise {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Returns a number of decimal digits alone, of 15 at most; kNoDigits for any other text.
constexpr std::int64_t kNoDigits = -1;
std::int64_t read_digits(std::string_view text) {
  constexpr std::size_t kMost = 15;
  if (text.empty() || text.size() > kMost) return kNoDigits;
  std::int64_t value = 0;
  std::size_t i = 0;
  if constexpr (std::endian::native == std::endian::little) {
    // Eight digits at once: D. Lemire, "Quickly parsing eight digits" (lemire.me, 2018).
    if (text.size() >= sizeof(std::uint64_t)) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, text.data(), sizeof eight);
      constexpr std::uint64_t kHigh = 0xf0f0f0f0f0f0f0f0U;
      if (((eight & kHigh) | (((eight + 0x0606060606060606U) & kHigh) >> 4U)) !=
          0x3333333333333333U) {
        return kNoDigits;
      }
      eight = (eight & 0x0f0f0f0f0f0f0f0fU) * 2561 >> 8U;
      eight = (eight & 0x00ff00ff00ff00ffU) * 6553601 >> 16U;
      value = static_cast<std::int64_t>((eight & 0x0000ffff0000ffffU) * 42949672960001 >> 32U);
      i = sizeof eight;
    }
  }
  for (; i < text.size(); ++i) {
    if (!is_digit(text[i])) return kNoDigits;
    value = 10 * value + (text[i] - '0');
  }
  return value;
}

// Days since 1970 of a day of the Gregorian calendar; the algorithm is Howard Hinnant's
// days_from_civil (howardhinnant.github.io/date_algorithms.html).
std::int64_t days_since_1970(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

std::optional<std::int64_t> midnight(std::int64_t year, std::int64_t month, std::int64_t day) {
  constexpr std::array<std::int64_t, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > kDays[static_cast<std::size_t>(month - 1)]) {
    return std::nullopt;
  }
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (month == 2 && day == 29 && !leap) return std::nullopt;
  return days_since_1970(year, month, day) * kDay;
}

// Reads a text from its beginning.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void spaces() {
    while (peek() == ' ') ++at_;
  }
  // Reads `least` to `most` digits.
  std::optional<std::int64_t> digits(int least, int most) {
    std::int64_t value = 0;
    int n = 0;
    for (; n < most && is_digit(peek()); ++n) value = 10 * value + (text_[at_++] - '0');
    if (n < least) return std::nullopt;
    return value;
  }
  std::string_view word() {
    const std::size_t begin = at_;
    while ((peek() >= 'a' && peek() <= 'z') || (peek() >= 'A' && peek() <= 'Z')) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  // Reads a fraction of a second, in milliseconds; further digits are cut.
  std::int64_t fraction() {
    std::int64_t value = 0;
    std::int64_t scale = 100;
    for (; is_digit(peek()); ++at_, scale /= 10) value += (text_[at_] - '0') * scale;
    return value;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

// Returns 1 to 12 for an English month, of which three letters are enough.
std::optional<std::int64_t> month_of(std::string_view word) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (word.size() < 3) return std::nullopt;
  std::array<char, 3> first{};
  for (std::size_t i = 0; i < first.size(); ++i) first[i] = static_cast<char>(word[i] | 0x20);
  const std::size_t at = kMonths.find(std::string_view(first.data(), first.size()));
  if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
  return static_cast<std::int64_t>(at / 3) + 1;
}

// Reads a date and returns its midnight.
std::optional<std::int64_t> read_date(Cursor& text) {
  const Cursor begin = text;
  if (const auto year = text.digits(4, 4); year && text.take('-')) {
    const auto month = text.digits(1, 2);
    if (!month || !text.take('-')) return std::nullopt;
    const auto day = text.digits(1, 2);
    return day ? midnight(*year, *month, *day) : std::nullopt;
  }
  text = begin;
  const auto day = text.digits(1, 2);
  if (!day) return std::nullopt;
  std::optional<std::int64_t> month;
  const char separator = text.peek();
  if (separator == ' ') {
    text.spaces();
    month = month_of(text.word());
    text.spaces();
  } else if (separator == '/' || separator == '.' || separator == '-') {
    text.take(separator);
    month = text.digits(1, 2);
    if (!month) month = month_of(text.word());
    if (!text.take(separator)) return std::nullopt;
  }
  const auto year = text.digits(4, 4);
  if (!month || !year) return std::nullopt;
  return midnight(*year, *month, *day);
}

// Reads "10:00", "10:00:05", "10:00:05.979".
std::optional<std::int64_t> read_clock(Cursor& text) {
  const auto hour = text.digits(1, 2);
  if (!hour || !text.take(':')) return std::nullopt;
  const auto minute = text.digits(2, 2);
  if (!minute) return std::nullopt;
  std::int64_t second = 0;
  std::int64_t fraction = 0;
  if (text.take(':')) {
    const auto read = text.digits(2, 2);
    if (!read) return std::nullopt;
    second = *read;
    if (text.take('.') || text.take(',')) fraction = text.fraction();
  }
  if (*hour > 23 || *minute > 59 || second > 60) return std::nullopt;  // 60: a leap second
  return *hour * kHour + *minute * kMinute + second * kSecond + fraction;
}

// Reads "Z", "UTC", "+01:00", "-0430", "+01" or nothing.
std::optional<std::int64_t> read_offset(Cursor& text) {
  text.spaces();
  if (text.done()) return 0;
  if (text.peek() == '+' || text.peek() == '-') {
    const std::int64_t sign = text.take('+') ? 1 : -1;
    if (sign < 0) text.take('-');
    const auto hours = text.digits(2, 2);
    if (!hours) return std::nullopt;
    text.take(':');
    const std::int64_t minutes = text.digits(2, 2).value_or(0);
    if (*hours > 14 || minutes > 59) return std::nullopt;
    return sign * (*hours * kHour + minutes * kMinute);
  }
  const std::string_view zone = text.word();
  if (zone != "Z" && zone != "UTC" && zone != "GMT") return std::nullopt;
  return 0;
}

// The form that most logs have, in its own few instructions: "2021-01-07T06:13:20Z".
std::optional<std::int64_t> read_usual(std::string_view text) {
  if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
      text[16] != ':' || text[19] != 'Z') {
    return std::nullopt;
  }
  const auto two = [&text](std::size_t at) -> std::int64_t {
    const int tens = text[at] - '0';
    const int ones = text[at + 1] - '0';
    if (tens < 0 || tens > 9 || ones < 0 || ones > 9) return 100000;
    return 10 * tens + ones;
  };
  const std::int64_t century = two(0);
  const std::int64_t year = two(2);
  const std::int64_t hour = two(11);
  const std::int64_t minute = two(14);
  const std::int64_t second = two(17);
  if (century > 99 || year > 99 || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const auto day = midnight(100 * century + year, two(5), two(8));
  if (!day) return std::nullopt;
  return *day + hour * kHour + minute * kMinute + second * kSecond;
}

}  // namespace

std::optional<std::int64_t> read_time_text(std::string_view text) {
  if (const auto time = read_usual(text)) return time;
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  Cursor cursor(text);
  const auto date = read_date(cursor);
  if (!date) return std::nullopt;
  if (!cursor.take('T')) cursor.take(',');
  cursor.spaces();
  const auto clock = read_clock(cursor);
  if (!clock) return std::nullopt;
  const auto offset = read_offset(cursor);
  if (!offset || !cursor.done()) return std::nullopt;
  return *date + *clock - *offset;
}

void refuse_month_first(std::string_view text, const Place& place) {
  Cursor cursor(text);
  cursor.spaces();
  const auto month = cursor.digits(1, 2);
  const char separator = cursor.peek();
  if (!month || (separator != '/' && separator != '.' && separator != '-')) return;
  cursor.take(separator);
  const auto day = cursor.digits(1, 2);
  if (!day || !cursor.take(separator)) return;
  const auto year = cursor.digits(4, 4);
  if (!year || !midnight(*year, *month, *day) || midnight(*year, *day, *month)) return;
  throw UserError(place, fmt::format("the date '{}' has its month first, and others like it would "
                                     "be read as other days; write dates as {:04}-{:02}-{:02}, or "
                                     "with the day first",
                                     text, *year, *month, *day));
}

std::optional<std::int64_t> in_milliseconds(double number, TimeUnit unit) {
  // Whole seconds of any calendar take no rounding.
  constexpr double kFarSeconds = 9e12;
  if (unit == TimeUnit::seconds && std::abs(number) < kFarSeconds) {
    const auto whole = static_cast<std::int64_t>(number);
    if (static_cast<double>(whole) == number) return whole * kSecond;
  }
  double scaled = number;
  switch (unit) {
    case TimeUnit::seconds:
      scaled *= 1e3;
      break;
    case TimeUnit::milliseconds:
      break;
    case TimeUnit::microseconds:
      scaled /= 1e3;
      break;
    case TimeUnit::nanoseconds:
      scaled /= 1e6;
      break;
  }
  constexpr double kMost = 9e15;  // below 2^53, so that whole numbers stay what they are
  if (!(std::abs(scaled) < kMost)) return std::nullopt;
  return static_cast<std::int64_t>(std::llround(scaled));
}

std::optional<TimeUnit> unit_by_magnitude(double number) {
  constexpr double kFrom1998 = 9e8;
  constexpr double kUntil2100 = 4.1e9;
  constexpr std::array<TimeUnit, 4> kUnits = {TimeUnit::seconds, TimeUnit::milliseconds,
                                              TimeUnit::microseconds, TimeUnit::nanoseconds};
  double scale = 1;
  for (const TimeUnit unit : kUnits) {
    if (number >= kFrom1998 * scale && number <= kUntil2100 * scale) return unit;
    scale *= 1e3;
  }
  return std::nullopt;
}

std::optional<std::int64_t> seconds_by_magnitude(double number) {
  return in_milliseconds(number, unit_by_magnitude(number).value_or(TimeUnit::seconds));
}

std::optional<double> read_number_text(std::string_view text) {
  // Most numbers of logs are a few digits, which a double has exactly.
  const std::int64_t digits = read_digits(text);
  if (digits != kNoDigits) return static_cast<double>(digits);
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc() || at != end || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::int64_t read_milliseconds(std::string_view text, TimeUnit unit, std::int64_t otherwise) {
  // Whole seconds and milliseconds, which nearly all logs have, take no floating point.
  const bool seconds = unit == TimeUnit::seconds;
  if (seconds || unit == TimeUnit::milliseconds) {
    constexpr std::int64_t kFarSeconds = 9000000000000;
    const std::int64_t digits = read_digits(text);
    if (digits != kNoDigits && digits < kFarSeconds) return seconds ? digits * kSecond : digits;
  }
  const auto number = read_number_text(text);
  return number ? in_milliseconds(*number, unit).value_or(otherwise) : otherwise;
}

}  // namespace reprise
