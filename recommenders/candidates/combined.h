// The base class of candidates that combine several lists.
#pragma once

#include <memory>
#include <vector>

#include "recommenders/sentence.h"

namespace reprise {

/// Asks its parts for their lists. A subclass combines the lists. Where the parts' lists are those
/// that were combined last in this session, they are not combined again.
class Combined : public Candidates {
 public:
  Combined(std::vector<std::unique_ptr<Candidates>> parts, Build& build);

  TrackList list(TrackId anchor, Request& request) const final;
  bool ordered() const override;
  bool draws() const override;
  bool distinct() const override { return true; }
  void tell(TrackId anchor, Request& request, const VisitList& visit) const override;

 protected:
  /// What the parts have for an anchor.
  struct Lists {
    std::vector<TrackList> lists;      // none of them empty; part after part
    std::vector<std::size_t> part_of;  // the part of each list, which may have several
    bool complete = true;              // every part has a list

    void clear() {
      lists.clear();
      part_of.clear();
      complete = true;
    }
    friend bool operator==(const Lists&, const Lists&) = default;
  };

  /// Returns the first of the parts.
  const Candidates& first() const { return *parts_.front(); }

  /// Returns whether views of lists that were combined in this session still show the same.
  bool parts_last() const { return parts_last_; }

  /// Combines one or more lists to one without repeated tracks. Its view is valid until the next
  /// call in this session.
  virtual TrackList combine(const Lists& of, Request& request) const = 0;

 private:
  struct CombinedScratch;

  // Adds the lists of a part.
  void add_lists(std::size_t part, TrackId anchor, Request& request, Lists& to) const;
  // Tells the combinations of the lists so far with those of the parts from `part` on.
  void tell_from(std::size_t part, TrackId anchor, Request& request, double propensity,
                 const VisitList& visit) const;

  std::vector<std::unique_ptr<Candidates>> parts_;
  bool parts_last_;
  std::size_t scratch_;
};

/// The parameters of a combination, written `union: [A, B, ...]`.
struct CombinedParameters {
  std::vector<Recipe<CandidatesPart>> of;

  static Parameters<CombinedParameters> declare(const char* name);
  /// Makes the parts. Their lists have scores only if the combination needs them.
  std::vector<std::unique_ptr<Candidates>> make(Build& build, bool needs_scores = false) const;
};

}  // namespace reprise
