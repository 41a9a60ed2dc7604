#include "experiments/serving/one_session/track_search.h"

#include <algorithm>
#include <cwchar>
#include <cwctype>

#include <locale.h>

namespace reprise {
namespace {

// The C library's letters of all scripts, independent of the language of the user's system. Without
// the C.UTF-8 locale, the locale of the program is used.
class Letters {
 public:
  Letters() : locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {}
  ~Letters() {
    if (locale_ != nullptr) ::freelocale(locale_);
  }
  Letters(const Letters&) = delete;
  Letters& operator=(const Letters&) = delete;

  std::string small(std::string_view text) const {
    std::string small;
    small.reserve(text.size());
    const locale_t before = ::uselocale(locale_);
    while (!text.empty()) {
      std::mbstate_t state{};
      wchar_t letter = 0;
      const std::size_t bytes = std::mbrtowc(&letter, text.data(), text.size(), &state);
      if (bytes == 0 || bytes > text.size()) {  // a zero byte, or not UTF-8
        small.push_back(text.front());
        text.remove_prefix(1);
        continue;
      }
      char encoded[8];  // MB_LEN_MAX is 16 for stateful encodings; UTF-8 takes at most 4
      std::mbstate_t fresh{};
      const std::size_t size = std::wcrtomb(
          encoded, static_cast<wchar_t>(std::towlower(static_cast<std::wint_t>(letter))), &fresh);
      small.append(size > sizeof encoded ? text.substr(0, bytes) : std::string_view(encoded, size));
      text.remove_prefix(bytes);
    }
    ::uselocale(before);
    return small;
  }

 private:
  locale_t locale_;
};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ' || c == '\t') {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back().push_back(c);
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::vector<std::string> folded(const Texts& texts) {
  std::vector<std::string> all;
  all.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) all.push_back(fold_case(texts[i]));
  return all;
}

}  // namespace

std::string fold_case(std::string_view text) {
  static const Letters letters;
  return letters.small(text);
}

TrackSearch::TrackSearch(const World& world)
    : world_(world),
      order_(world.top_tracks.begin(), world.top_tracks.end()),
      artists_(folded(world.catalog.artists)),
      titles_(folded(world.catalog.titles)) {
  std::vector<bool> popular(world.catalog.n_tracks(), false);
  for (const TrackId track : order_) popular[track] = true;
  for (TrackId track = 0; track < popular.size(); ++track) {
    if (!popular[track]) order_.push_back(track);
  }
}

TrackSearch::Found TrackSearch::find(std::string_view query, In in, std::size_t most) const {
  Found found;
  const std::vector<std::string> words = words_of(fold_case(query));
  if (words.empty()) return found;
  for (const TrackId track : order_) {
    const std::string& artist = artists_[world_.catalog.artist_of[track]];
    const std::string& title = titles_[track];
    const bool all = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
      return (in != In::title && artist.find(word) != std::string::npos) ||
             (in != In::artist && title.find(word) != std::string::npos);
    });
    if (!all) continue;
    if (found.tracks.size() < most) found.tracks.push_back(track);
    ++found.count;
  }
  return found;
}

}  // namespace reprise
