// Declares the sentence, the form of most recommenders: anchor -> candidates -> exclude -> pick,
// else fallback. The parts of a sentence are chosen by name; each kind of part has a registry, and
// each part is one file.
#pragma once

#include <functional>
#include <optional>
#include <span>

#include "recommenders/maybe_track.h"
#include "recommenders/recommender.h"

namespace reprise {

/// The playbacks that a part looks at: those of this session, or all of the user's under this
/// treatment.
enum class Scope { session, user };
inline std::vector<std::string> choices(Scope) { return {"session", "user"}; }

/// Declares the capabilities of a part whose parameters have a `scope`.
inline constexpr auto reads_scope = [](const auto& parameters) {
  return Capabilities{.reads_history = parameters.scope == Scope::user};
};

/// An anchor, and the probability that it is the next one.
struct AnchorPropensity {
  TrackId track = 0;
  double propensity = 0;
};

/// Chooses the track whose list is asked for.
class Anchor {
 public:
  virtual ~Anchor() = default;
  /// Returns the next anchor that is not in `tried`, or nothing when no anchor is left. `tried`
  /// holds the anchors whose candidates were missing or all excluded.
  virtual MaybeTrack next(Request& request, std::span<const TrackId> tried) const = 0;
  /// Returns whether there is a first anchor for every request.
  virtual bool always_there() const { return false; }
  /// Appends all anchors to `tracks` (empty before), in the order in which next() names them.
  virtual void all(Request& request, std::vector<TrackId>& tracks) const {
    while (const MaybeTrack track = next(request, tracks)) tracks.push_back(*track);
  }
  /// Returns whether next() takes draws, and whether all() does.
  virtual bool draws() const { return false; }
  virtual bool all_draws() const { return draws(); }
  /// Appends the anchors that next() may return with these `tried`, each once, with their
  /// probabilities (which sum to 1); appends none when no anchor is left. Anchors are drawn without
  /// replacement: when one has been tried, the others keep their proportions. Called as
  /// Recommender::tell is; the default is for anchors that take no draws.
  virtual void tell(Request& request, std::span<const TrackId> tried,
                    std::vector<AnchorPropensity>& anchors) const;
};

/// A view of candidates. If `tracks` is null, the candidates are the ids 0..size-1.
struct TrackList {
  const TrackId* tracks = nullptr;
  std::uint32_t size = 0;
  bool ordered = true;            // best first
  const float* scores = nullptr;  // one score per candidate; null without scores

  TrackId operator[](std::uint32_t i) const { return tracks == nullptr ? i : tracks[i]; }
  friend bool operator==(const TrackList&, const TrackList&) = default;
};

/// Lists the tracks from which the next track may come. An empty list means that the list is
/// missing.
class Candidates {
 public:
  virtual ~Candidates() = default;
  /// Returns the candidates for an anchor. The view is valid until this part is asked again in this
  /// session.
  virtual TrackList list(TrackId anchor, Request& request) const = 0;
  /// Appends the lists that a combination of candidates takes from this part, except missing ones.
  /// By default this is the part's own list; a part that stands for several lists overrides this.
  /// The views are valid until this part is asked again.
  virtual void lists(TrackId anchor, Request& request, std::vector<TrackList>& into) const {
    const TrackList one = list(anchor, request);
    if (one.size > 0) into.push_back(one);
  }
  /// Returns the list if it is the same for every anchor and request, so that the caller need not
  /// ask again.
  virtual std::optional<TrackList> fixed() const { return std::nullopt; }
  /// Returns whether lists are ordered best first. A pick that relies on the order warns if not.
  virtual bool ordered() const { return true; }
  /// Returns whether lists have scores.
  virtual bool scored() const { return false; }
  /// Returns whether views stay valid and show the same for the whole session, so that several
  /// lists may be in use at once, and equal views are equal lists.
  virtual bool lasting() const { return false; }
  /// Returns the same of the views that lists() appends.
  virtual bool lists_last() const { return lasting(); }
  /// Returns whether no list has a track twice.
  virtual bool distinct() const { return false; }
  /// Says that the caller needs no order: it looks for the highest scores itself, the first among
  /// equals. Returns true if lists will be as they are before they are sorted by their scores, and
  /// false if they stay as they are. Called at most once, before any list is asked for.
  virtual bool leave_unsorted() { return false; }
  /// Returns whether list() takes draws.
  virtual bool draws() const { return false; }
  /// Calls `visit` for each list that list() may return, missing ones included, with its
  /// probability; these sum to 1. A list is valid during its visit. Called as Recommender::tell is;
  /// the default is for candidates that take no draws.
  using VisitList = std::function<void(const TrackList& list, double propensity)>;
  virtual void tell(TrackId anchor, Request& request, const VisitList& visit) const;
};

/// Decides which candidates may not be played.
class Exclude {
 public:
  virtual ~Exclude() = default;
  virtual bool excludes(TrackId track, const Request& request) const = 0;
};

/// Picks one of the candidates that are not excluded; nothing when all are excluded. `exclude` may
/// be null.
class Pick {
 public:
  virtual ~Pick() = default;
  virtual MaybeTrack pick(const TrackList& list, const Exclude* exclude,
                          Request& request) const = 0;
  /// Sets `tracks` to the result of pick() for each request on its own list, and to nothing where
  /// the list is empty. A pick overrides this function when it can save work for several requests.
  /// The spans have the same length.
  virtual void pick_each(std::span<const TrackList> lists, const Exclude* exclude,
                         std::span<Request* const> requests, std::span<MaybeTrack> tracks) const;
  /// Sets `tracks` to the result of pick() for each request on one list. The list is not empty.
  virtual void pick_each_of(const TrackList& list, const Exclude* exclude,
                            std::span<Request* const> requests,
                            std::span<MaybeTrack> tracks) const {
    for (std::size_t i = 0; i < requests.size(); ++i) tracks[i] = pick(list, exclude, *requests[i]);
  }
  /// Adds to each track's propensity `share` times the probability that pick() returns the track.
  /// Returns false, and adds nothing, where pick() returns nothing; whether it does takes no draw.
  /// The list is not empty. Called as Recommender::tell is; the default is for picks that take no
  /// draws.
  virtual bool tell(const TrackList& list, const Exclude* exclude, Request& request, double share,
                    Propensities& propensities) const;
  /// Returns whether the pick makes sense only on lists that are ordered best first.
  virtual bool needs_order() const { return false; }
  /// Returns whether the pick uses scores.
  virtual bool needs_scores() const { return false; }
  /// Returns a pick that takes, from lists that Candidates::leave_unsorted left unsorted, what this
  /// one takes from the sorted ones. Null where looking for it would not be less work than sorting.
  virtual std::unique_ptr<Pick> of_unsorted() const { return nullptr; }
};

struct AnchorPart {
  static constexpr const char* kind = "anchor";
  using Made = std::unique_ptr<Anchor>;
  using Context = Build;
  using Declared = Capabilities;
};
struct CandidatesPart {
  static constexpr const char* kind = "candidates";
  using Made = std::unique_ptr<Candidates>;
  using Context = Build;
  using Declared = Capabilities;
};
struct ExcludePart {
  static constexpr const char* kind = "exclude";
  using Made = std::unique_ptr<Exclude>;  // may be null: excludes nothing
  using Context = Build;
  using Declared = Capabilities;
};
struct PickPart {
  static constexpr const char* kind = "pick";
  using Made = std::unique_ptr<Pick>;
  using Context = Build;
  using Declared = Capabilities;
};

// The code of these registries is instantiated once, in sentence.cpp.
extern template class Registry<AnchorPart>;
extern template class Registry<CandidatesPart>;
extern template class Registry<ExcludePart>;
extern template class Registry<PickPart>;

/// Makes the part of the recipe, or the part named `otherwise` when the recipe was left out. The
/// named part must have no capabilities, because it is read too late to be among the recipe's
/// capabilities.
template <class Part>
typename Part::Made make_or(const std::optional<Recipe<Part>>& recipe, const char* otherwise,
                            Build& build) {
  if (recipe) return recipe->make(build);
  const Recipe<Part> named =
      ParameterType<Recipe<Part>>::read(Node::make_scalar(otherwise), Part::kind);
  REPRISE_CHECK(named.declared == Capabilities{}, "the {} '{}', made unread, has capabilities",
                Part::kind, otherwise);
  return named.make(build);
}

/// `exclude: [session, {artist_cap: 2}]` is short for `exclude: {any: [...]}`.
template <>
struct ParameterType<Recipe<ExcludePart>> {
  static std::string name() { return ExcludePart::kind; }
  static Recipe<ExcludePart> read(const Node& node, const std::string& what);
  static Node write(const Recipe<ExcludePart>& recipe) { return recipe.resolved; }
};

/// Returns whether a map has a key of a sentence; such a map is a sentence written out.
bool is_sentence(const Node& node);

}  // namespace reprise
