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

const UserTrait& trait_called(const std::string& name, const Place& place) {
  std::vector<std::string> names;
  for (const UserTrait& trait : user_traits()) {
    if (name == trait.name) return trait;
    names.emplace_back(trait.name);
  }
  throw UserError(place, fmt::format("unknown trait of users '{}'{}; known: {}", name,
                                     did_you_mean(name, names), fmt::join(names, ", ")));
}

Strata strata_of(const Users& users, const StratifiedBy& by, const Place& place) {
  Strata strata;
  // Number the combinations of groups, one group for each trait.
  strata.of.assign(users.size(), 0);
  for (const std::string& name : by.by) {
    const std::vector<UserSegment> groups =
        segments_by_trait(users, trait_called(name, place), static_cast<std::size_t>(by.groups));
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
        .add("by", &StratifiedBy::by, "traits of users that the groups are made by")
        .add("groups", &StratifiedBy::groups, "groups by each of the traits",
             {.min = 2, .max = 100}),
    [](const StratifiedBy& by, EstimatorContext& context) {
      return std::make_unique<Stratified>(strata_of(context.users, by, context.place));
    });

}  // namespace
}  // namespace reprise
