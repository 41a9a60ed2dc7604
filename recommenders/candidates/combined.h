// The base class of candidates that combine several lists.
#pragma once

#include <memory>
#include <vector>

#include "recommenders/candidates/list_builder.h"

namespace reprise {

/// Asks its parts for their lists. A subclass combines the lists.
class Combined : public Candidates {
 public:
  Combined(std::vector<std::unique_ptr<Candidates>> parts, Build& build);

  TrackList list(TrackId anchor, Request& request) const final;
  bool ordered() const override;
  bool draws() const override;
  void tell(TrackId anchor, Request& request, const VisitList& visit) const override;

 protected:
  /// What the parts have for an anchor.
  struct Lists {
    std::vector<TrackList> lists;      // none of them empty; part after part
    std::vector<std::size_t> part_of;  // the part of each list, which may have several
    bool complete = true;              // every part has a list
  };

  /// Returns the first of the parts.
  const Candidates& first() const { return *parts_.front(); }

  /// Combines one or more lists in the empty `builder` and returns the builder's list.
  virtual TrackList combine(const Lists& of, ListBuilder& builder) const = 0;

 private:
  struct CombinedScratch;

  // Adds the lists of a part.
  void add_lists(std::size_t part, TrackId anchor, Request& request, Lists& to) const;
  // Tells the combinations of the lists so far with those of the parts from `part` on.
  void tell_from(std::size_t part, TrackId anchor, Request& request, double propensity,
                 const VisitList& visit) const;

  std::vector<std::unique_ptr<Candidates>> parts_;
  std::size_t scratch_;
};

/// The parameters of a combination, written `union: [A, B, ...]`.
struct CombinedParameters {
  std::vector<Recipe<CandidatesPart>> of;

  static Parameters<CombinedParameters> declare(const char* name);
  std::vector<std::unique_ptr<Candidates>> make(Build& build) const;
};

}  // namespace reprise
