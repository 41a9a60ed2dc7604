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
  /// Combines one or more lists, none of them empty, in the empty `builder` and returns the
  /// builder's list. `complete` says that every part had a list; the number of lists does not say
  /// this, because a part may have several.
  virtual TrackList combine(const std::vector<TrackList>& lists, bool complete,
                            ListBuilder& builder) const = 0;
  /// The same for a combination that treats its parts differently: list i is one of part
  /// `part_of[i]`. By default combine() without them.
  virtual TrackList combine_parts(const std::vector<TrackList>& lists,
                                  const std::vector<std::size_t>& part_of, bool complete,
                                  ListBuilder& builder) const;

 private:
  // Tells the combinations of the lists so far with those of the parts from `part` on.
  void tell_from(std::size_t part, bool complete, TrackId anchor, Request& request,
                 double propensity, const VisitList& visit) const;

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
