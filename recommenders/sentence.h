// The sentence most recommenders are: anchor -> candidates -> exclude -> pick, else fallback. Its
// parts are plugged in by name; each kind of part has a registry, and a part is one file.
#pragma once

#include <optional>
#include <span>

#include "recommenders/maybe_track.h"
#include "recommenders/recommender.h"

namespace reprise {

/// Whose playbacks a part looks at: this session's, or all of the user's under this treatment.
enum class Scope { session, user };
inline std::vector<std::string> choices(Scope) { return {"session", "user"}; }

/// The declaration of a part whose parameters have a `scope`.
inline constexpr auto reads_scope = [](const auto& parameters) {
  return Capabilities{.reads_history = parameters.scope == Scope::user};
};

/// The track whose list is asked for.
class Anchor {
 public:
  virtual ~Anchor() = default;
  /// The next anchor that is not in `tried` (those whose candidates were missing or all excluded),
  /// or nothing when there is none left.
  virtual MaybeTrack next(Request& request, std::span<const TrackId> tried) const = 0;
  /// Whether every request has a first anchor.
  virtual bool always_there() const { return false; }
  /// Appends all anchors to `tracks` (empty before), in the order next() names them.
  virtual void all(Request& request, std::vector<TrackId>& tracks) const {
    while (const MaybeTrack track = next(request, tracks)) tracks.push_back(*track);
  }
};

/// A view of candidates; ids 0..size-1 themselves when `tracks` is null.
struct TrackList {
  const TrackId* tracks = nullptr;
  std::uint32_t size = 0;
  bool ordered = true;            // best first
  const float* scores = nullptr;  // one per candidate, or null when there are none

  TrackId operator[](std::uint32_t i) const { return tracks == nullptr ? i : tracks[i]; }
};

/// Where the next track may come from. An empty list means it is missing.
class Candidates {
 public:
  virtual ~Candidates() = default;
  /// The candidates for an anchor. The view holds until this part is asked again in this session.
  virtual TrackList list(TrackId anchor, Request& request) const = 0;
  /// The lists that a combination of candidates takes from this part: itself, unless it stands for
  /// several. Appends those that are not missing; they hold until this part is asked again.
  virtual void lists(TrackId anchor, Request& request, std::vector<TrackList>& into) const {
    const TrackList one = list(anchor, request);
    if (one.size > 0) into.push_back(one);
  }
  /// The list, if it is the same for every anchor and request, so that there is no need to ask.
  virtual std::optional<TrackList> fixed() const { return std::nullopt; }
  /// Whether lists are ordered best first; picks that rely on it warn when they are not.
  virtual bool ordered() const { return true; }
  /// Whether lists have scores.
  virtual bool scored() const { return false; }
  /// Whether views hold for the whole session, so that several lists may be in use at once.
  virtual bool lasting() const { return false; }
};

/// Which candidates may not be played.
class Exclude {
 public:
  virtual ~Exclude() = default;
  virtual bool excludes(TrackId track, const Request& request) const = 0;
};

/// Which of the candidates that are not excluded it is; nothing when all are. `exclude` may be
/// null.
class Pick {
 public:
  virtual ~Pick() = default;
  virtual MaybeTrack pick(const TrackList& list, const Exclude* exclude,
                          Request& request) const = 0;
  /// What pick() gives for each of several requests on its list, nothing where that is empty: for
  /// picks who save work by that. The spans have the same length.
  virtual void pick_each(std::span<const TrackList> lists, const Exclude* exclude,
                         std::span<Request* const> requests, std::span<MaybeTrack> tracks) const;
  /// What pick() gives for each of several requests on one list, which is not empty.
  virtual void pick_each_of(const TrackList& list, const Exclude* exclude,
                            std::span<Request* const> requests,
                            std::span<MaybeTrack> tracks) const {
    for (std::size_t i = 0; i < requests.size(); ++i) tracks[i] = pick(list, exclude, *requests[i]);
  }
  /// Whether the pick means something only on lists that are ordered best first.
  virtual bool needs_order() const { return false; }
  /// Whether the pick works on scores.
  virtual bool needs_scores() const { return false; }
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
  using Made = std::unique_ptr<Exclude>;  // null excludes nothing
  using Context = Build;
  using Declared = Capabilities;
};
struct PickPart {
  static constexpr const char* kind = "pick";
  using Made = std::unique_ptr<Pick>;
  using Context = Build;
  using Declared = Capabilities;
};

// Their code is made once, in sentence.cpp.
extern template class Registry<AnchorPart>;
extern template class Registry<CandidatesPart>;
extern template class Registry<ExcludePart>;
extern template class Registry<PickPart>;

/// The part as written, or the named one when it was left out. That one declares nothing, since it
/// is read too late to be among the recipe's capabilities.
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

/// `exclude: [session, {artist_cap: 2}]` stands for `exclude: {any: [...]}`.
template <>
struct ParameterType<Recipe<ExcludePart>> {
  static std::string name() { return ExcludePart::kind; }
  static Recipe<ExcludePart> read(const Node& node, const std::string& what);
  static Node write(const Recipe<ExcludePart>& recipe) { return recipe.resolved; }
};

/// True when a map has a key of a sentence, so that it is one written out.
bool is_sentence(const Node& node);

}  // namespace reprise
