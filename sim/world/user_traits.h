// What users are cut into segments by: the traits in which they differ, under the names that these
// have in files, and fields of the user's own. Segments in reports and strata are made by these.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/world/user_fields.h"
#include "sim/world/world.h"

namespace reprise {

struct UserTrait {
  const char* name;
  const char* meaning;  // completes, in reports, a sentence that begins with the name
  double (*of)(const UserTraits&);
};

/// Returns the traits consume_bias, consume_sharpness and session_budget.
const std::vector<UserTrait>& user_traits();

/// The users whose value of a trait lies in one interval, or who have one text.
struct UserSegment {
  double from = 0;  // lowest value in the segment; `to` is the highest
  double to = 0;
  std::optional<std::string> value;  // instead of from and to: the text that these users have
  std::vector<UserIndex> users;
};

/// Names of segments that no text of users gives.
inline constexpr const char* kOtherValues = "others";
inline constexpr const char* kNoValueGiven = "not given";

/// Sorts all users by their value of the trait and cuts them into at most `most` segments of about
/// equal size, in rising order. Users of equal value are never separated. Pure.
std::vector<UserSegment> segments_by_trait(const Users& users, const UserTrait& trait,
                                           std::size_t most);

/// Cuts users by a field: by its numbers as by a trait; by its texts into a segment for each of the
/// texts that are frequent, the most frequent first, and one for all others. A text is frequent if
/// at least kFewestAlike users have it and it is among the first `most`. Users without the field
/// are a segment of their own, the last. Fewer than two segments mean that the field tells no users
/// apart: it has one value, or about as many as there are users. Pure.
inline constexpr std::size_t kFewestAlike = 20;
std::vector<UserSegment> segments_by_field(const Users& users, const UserField& field,
                                           std::size_t most);

/// One way to cut users. The references that it was made with must outlive it.
struct UserCut {
  std::string name;
  std::string meaning;
  std::function<std::vector<UserSegment>(std::size_t most)> segments;
};

/// Returns the ways to cut these users by their own fields, which are those of the world's users
/// before they were resampled. Looks at the ids of `users` alone.
std::vector<UserCut> field_cuts(const Users& users, const UserFields& fields);

/// Returns all ways to cut these users: field_cuts, then by their traits.
std::vector<UserCut> user_cuts(const Users& users, const UserFields& fields);

}  // namespace reprise
