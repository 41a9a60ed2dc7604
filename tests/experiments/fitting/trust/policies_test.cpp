#include "experiments/fitting/trust/policies.h"

#include <gmock/gmock.h>

#include "recommenders/recommender.h"

namespace reprise {
namespace {

TEST(JudgedPolicies, TakeListsOfAnyPath) {
  const std::string path = "it's: {here}, #1/lists.json";
  for (const JudgedPolicy& policy : judged_policies(path)) {
    SCOPED_TRACE(policy.name);
    const Node sentence = parse_yaml(policy.recommender, policy.name);
    // A flow text shows a quoted text as it is, so the path stands in it whole or not at all.
    EXPECT_EQ(flow_yaml(sentence).find(path) != std::string::npos, policy.listed);
  }
}

}  // namespace
}  // namespace reprise
