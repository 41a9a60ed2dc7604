#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "recommenders/candidates/sorted_list.h"
#include "recommenders/sentence.h"
#include "sim/sessions/session_table.h"

namespace reprise {
namespace {

enum class By { rank, score };
std::vector<std::string> choices(By) { return {"rank", "score"}; }

struct ArtistFatigueParameters {
  std::optional<Recipe<CandidatesPart>> candidates;
  double factor = 0.8;
  By by = By::rank;
};

// The list that was ordered last in this session, and what is left of its tracks' worth.
struct TiredTracks final : Scratch {
  std::vector<TrackId> all;
  std::vector<float> all_scores;  // empty unless the worth is the score
  // The tracks of the list, each once.
  std::vector<TrackId> tracks;
  std::vector<ArtistId> artists;
  std::vector<double> worths;
  std::vector<float> scores;  // the worths after `playbacks` playbacks
  std::size_t playbacks = 0;  // 0: there is no list
  SessionTable<bool> known;
  SortedList sorted;

  void clear() override { playbacks = 0; }

  bool is_of(const TrackList& list) const {
    const auto same = [&](const auto& kept, const auto* now) {
      return kept.size() == list.size && std::equal(kept.begin(), kept.end(), now);
    };
    return playbacks > 0 && list.tracks != nullptr && same(all, list.tracks) &&
           (all_scores.empty() || same(all_scores, list.scores));
  }
};

class ArtistFatigue final : public Candidates {
 public:
  ArtistFatigue(std::unique_ptr<Candidates> candidates, double factor, By by, std::size_t scratch)
      : candidates_(std::move(candidates)), factor_(factor), by_(by), scratch_(scratch) {
    for (std::size_t plays = 0; plays < powers_.size(); ++plays) {
      powers_[plays] = std::pow(factor_, static_cast<double>(plays));
    }
  }

  TrackList list(TrackId anchor, Request& request) const override {
    return ordered_anew(candidates_->list(anchor, request), request);
  }
  bool draws() const override { return candidates_->draws(); }
  void tell(TrackId anchor, Request& request, const VisitList& visit) const override {
    candidates_->tell(anchor, request, [&](const TrackList& all, double propensity) {
      visit(ordered_anew(all, request), propensity);
    });
  }
  bool scored() const override { return true; }
  bool distinct() const override { return true; }
  bool leave_unsorted() override { return unsorted_ = true; }

 private:
  TrackList ordered_anew(const TrackList& all, Request& request) const {
    if (all.size == 0) return {};
    auto& tired = request.scratch_as<TiredTracks>(scratch_);
    if (tired.is_of(all)) {
      tire(request, tired);
    } else {
      begin(all, request, tired);
    }
    const TrackList unsorted{tired.tracks.data(), static_cast<std::uint32_t>(tired.tracks.size()),
                             false, tired.scores.data()};
    return unsorted_ ? unsorted : tired.sorted.of(unsorted);
  }

  // Notes a list, with what is left of its tracks' worth.
  void begin(const TrackList& all, const Request& request, TiredTracks& tired) const {
    tired.all.clear();
    tired.all_scores.clear();
    tired.tracks.clear();
    tired.artists.clear();
    tired.worths.clear();
    tired.scores.clear();
    const bool distinct = candidates_->distinct();
    tired.known.clear(distinct ? 0 : all.size);
    for (std::uint32_t i = 0; i < all.size; ++i) {
      tired.all.push_back(all[i]);
      if (by_ == By::score) tired.all_scores.push_back(all.scores[i]);
      if (!distinct && std::exchange(tired.known[all[i]], true)) continue;
      const ArtistId artist = request.world.catalog.artist_of[all[i]];
      const double worth = by_ == By::rank ? 1.0 - static_cast<double>(i) / all.size
                                           : static_cast<double>(all.scores[i]);
      tired.tracks.push_back(all[i]);
      tired.artists.push_back(artist);
      tired.worths.push_back(worth);
      tired.scores.push_back(left_of(worth, request.playbacks.plays_of(artist)));
    }
    tired.playbacks = request.playbacks.size();
  }

  // Goes on with the list: only artists that were played meanwhile have become more tiring.
  void tire(const Request& request, TiredTracks& tired) const {
    const std::span<const TrackId> played = request.playbacks.tracks();
    for (; tired.playbacks < played.size(); ++tired.playbacks) {
      const ArtistId artist = request.world.catalog.artist_of[played[tired.playbacks]];
      const std::uint32_t plays = request.playbacks.plays_of(artist);
      for (std::size_t i = 0; i < tired.artists.size(); ++i) {
        if (tired.artists[i] == artist) tired.scores[i] = left_of(tired.worths[i], plays);
      }
    }
  }

  // Returns what is left of a track's worth after so many plays of its artist. A score below 0
  // stays as it is, because the factor would raise it.
  float left_of(double worth, std::uint32_t plays) const {
    if (!(worth > 0)) return static_cast<float>(worth);
    return static_cast<float>(worth *
                              (plays < powers_.size() ? powers_[plays] : std::pow(factor_, plays)));
  }

  std::unique_ptr<Candidates> candidates_;
  double factor_;
  std::array<double, 64> powers_{};  // of the factor; few artists are played more often
  By by_;
  bool unsorted_ = false;
  std::size_t scratch_;
};

const Registration<CandidatesPart> registration(
    "a list ordered anew: what a track is worth is multiplied by a factor for every time its "
    "artist "
    "was played in this session",
    Parameters<ArtistFatigueParameters>("artist_fatigue")
        .require("candidates", &ArtistFatigueParameters::candidates, "the list")
        .add("factor", &ArtistFatigueParameters::factor, "for each playback of the artist",
             {.min = 0, .max = 1})
        .add("by", &ArtistFatigueParameters::by,
             "what a track is worth: its rank, from 1 at the head down to 1/n at the end, or its "
             "score"),
    [](const ArtistFatigueParameters& parameters, Build& build) {
      const Place place = build.place;
      const bool outer = std::exchange(build.wants_scores, parameters.by == By::score);
      auto candidates = parameters.candidates->make(build);
      build.wants_scores = outer;
      if (parameters.by == By::score && !candidates->scored()) {
        throw UserError(place,
                        "artist_fatigue by score needs candidates with scores; write 'by: rank'");
      }
      return std::make_unique<ArtistFatigue>(std::move(candidates), parameters.factor,
                                             parameters.by, build.add_scratch<TiredTracks>());
    });

}  // namespace
}  // namespace reprise
