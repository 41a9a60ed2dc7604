#include <algorithm>

#include <fmt/format.h>

#include "experiments/spec/estimators/estimator.h"
#include "experiments/statistics/stratification.h"
#include "sim/world/user_traits.h"

namespace reprise {
namespace {

struct StratifiedBy {
  std::vector<std::string> by{"consume_bias", "consume_sharpness", "session_budget"};
  std::int64_t groups = 4;
};

// The stratum of each user, and each stratum's share of the world's users.
struct Strata {
  std::vector<std::uint32_t> of;
  std::vector<double> shares;
};

// Returns the cut of this name. Throws UserError if users have no such trait or field.
const UserCut& cut_called(const std::string& name, const std::vector<UserCut>& cuts,
                          const Place& place) {
  std::vector<std::string> names;
  for (const UserCut& cut : cuts) {
    if (name == cut.name) return cut;
    names.push_back(cut.name);
  }
  throw UserError(place, fmt::format("unknown trait or field of users '{}'{}; known: {}", name,
                                     did_you_mean(name, names), fmt::join(names, ", ")));
}

Strata strata_of(const EstimatorContext& context, const StratifiedBy& by) {
  const Users& users = context.users;
  const std::vector<UserCut> cuts = user_cuts(users, context.fields);
  Strata strata;
  // Number the combinations of groups, one group for each trait.
  strata.of.assign(users.size(), 0);
  for (const std::string& name : by.by) {
    const UserCut& cut = cut_called(name, cuts, context.place);
    const std::vector<UserSegment> groups = cut.segments(static_cast<std::size_t>(by.groups));
    if (groups.empty()) {
      throw UserError(context.place, fmt::format("hardly two users have the same '{}'; strata are "
                                                 "made by what many users share",
                                                 name));
    }
    for (std::uint32_t& stratum : strata.of) {
      stratum *= static_cast<std::uint32_t>(groups.size());
    }
    for (std::uint32_t group = 0; group < groups.size(); ++group) {
      for (const UserIndex user : groups[group].users) strata.of[user] += group;
    }
  }
  // Renumber the strata without gaps, in the same order, because some combinations may have no
  // user.
  std::vector<std::uint32_t> used = strata.of;
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  strata.shares.assign(used.size(), 0);
  for (std::uint32_t& stratum : strata.of) {
    stratum = static_cast<std::uint32_t>(std::lower_bound(used.begin(), used.end(), stratum) -
                                         used.begin());
    strata.shares[stratum] += 1.0 / static_cast<double>(users.size());
  }
  return strata;
}

class Stratified final : public Estimator {
 public:
  explicit Stratified(Strata strata) : strata_(std::move(strata)) {}

  Moments of(const UserValues& users) const override {
    return stratified_moments(users.values, strata_among(users), strata_.shares);
  }
  PairedMoments of_pair(const UserValues& first, const UserValues& second) const override {
    return stratified_paired_moments(first.values, second.values, strata_among(first),
                                     strata_.shares);
  }

 private:
  std::vector<std::uint32_t> strata_among(const UserValues& users) const {
    std::vector<std::uint32_t> strata;
    strata.reserve(users.users.size());
    for (const UserIndex user : users.users) strata.push_back(strata_.of[user]);
    return strata;
  }

  Strata strata_;
};

const Registration<EstimatorPart> registration(
    "the mean over users, put together from groups of users who are alike, each with its share of "
    "the world's users",
    Parameters<StratifiedBy>("stratified")
        .add("by", &StratifiedBy::by,
             "traits of users, or fields of users.json, that the groups are made by")
        .add("groups", &StratifiedBy::groups, "groups by each of the traits",
             {.min = 2, .max = 100}),
    [](const StratifiedBy& by, EstimatorContext& context) {
      return std::make_unique<Stratified>(strata_of(context, by));
    });

}  // namespace
}  // namespace reprise
