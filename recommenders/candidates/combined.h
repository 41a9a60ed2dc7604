// Candidates made of several others: what all combinations share.
#pragma once

#include <memory>
#include <vector>

#include "recommenders/candidates/list_builder.h"

namespace reprise {

/// Asks its parts for their lists and leaves it to a subclass what to make of them.
class Combined : public Candidates {
 public:
  Combined(std::vector<std::unique_ptr<Candidates>> parts, Build& build);

  TrackList list(TrackId anchor, Request& request) const final;
  bool ordered() const override;

 protected:
  /// Combines one or more lists, none of them empty, into an empty builder and returns its list.
  /// `complete` says that every part had one: a part may have several, so their number does not.
  virtual TrackList combine(const std::vector<TrackList>& lists, bool complete,
                            ListBuilder& builder) const = 0;

 private:
  std::vector<std::unique_ptr<Candidates>> parts_;
  std::size_t scratch_;
};

/// `union: [A, B, ...]`: how combinations are written.
struct CombinedParameters {
  std::vector<Recipe<CandidatesPart>> of;

  static Parameters<CombinedParameters> declare(const char* name);
  std::vector<std::unique_ptr<Candidates>> make(Build& build) const;
};

}  // namespace reprise
