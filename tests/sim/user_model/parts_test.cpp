// Tests each part of user models against its formula. Frequencies of n draws may lie four standard
// errors from their chance, which one of 16 000 does not.
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "sim/numerics/logarithm.h"
#include "tests/sim/user_model/modelled_world.h"

namespace reprise {
namespace {

constexpr std::uint64_t kDraws = 40'000;

double four_errors(double chance) {
  return 4 * std::sqrt(chance * (1 - chance) / static_cast<double>(kDraws));
}

// The moment at which a session of user 0 begins. Its interest is the user's first.
struct Began {
  SessionStart start{0, plain_world().users.interests(0)[0], plain_world().users.interests(0)[0]};
  Moment moment;
  Playbacks playbacks;

  explicit Began(const UserMemory* memory = nullptr) : moment{plain_world(), 0, start, memory} {
    append(start.first_track, kWholeTrack);
  }
  void append(TrackId track, Hundredths time) {
    playbacks.append(track, plain_world().catalog.artist_of[track], time);
  }
  OfferedTrack offer(TrackId track) const {
    return {track,
            {playbacks.contains(track) ? 1u : 0u,
             playbacks.plays_of(plain_world().catalog.artist_of[track])}};
  }
};

TEST(Logarithm, IsThatOfTheLibrary) {
  for (double x = 0x1p-60; x < 1e30; x *= 1.0371) {
    EXPECT_NEAR(logarithm(x), std::log(x), 1e-15 * std::max(1.0, std::abs(std::log(x)))) << x;
  }
  EXPECT_EQ(logarithm(1), 0);
}

TEST(TwoHumps, HasTheMeanOfTheLogistic) {
  for (const double spread : {0.4, 1.0}) {
    const auto part = part_of<ResponsePart>(fmt::format("{{two_humps: {{spread: {}}}}}", spread));
    Began began;
    part->begin(began.moment);
    for (const double share : {0.0, 0.03, 0.1, 0.3, 0.7, 1.0}) {
      constexpr double kFactor = 0.9;
      double sum = 0;
      for (std::uint64_t i = 0; i < kDraws; ++i) {
        ModelStream draws = draws_of(i);
        sum += time_of(part->time(share, kFactor, draws));
      }
      // Times lie between 0 and 1, so their standard deviation is at most that of a coin. Rounding
      // moves a time by up to half a hundredth.
      const double mean = share * kFactor;
      EXPECT_NEAR(sum / static_cast<double>(kDraws), mean, four_errors(mean) + 0.005) << share;
    }
  }
}

TEST(TwoHumps, EarlyTimesHaveTheirDistribution) {
  constexpr double kEarly = 0.2;
  const auto part = part_of<ResponsePart>("{two_humps: {spread: 1, early: 0.2}}");
  Began began;
  part->begin(began.moment);
  constexpr double kShare = 0.5;
  const double mean_of_early = kEarly / (1 + kEarly);
  const double heard_out = (kShare - mean_of_early) / (1 - mean_of_early);
  for (const Hundredths at : {2, 14, 50}) {
    std::uint64_t below = 0;
    for (std::uint64_t i = 0; i < kDraws; ++i) {
      ModelStream draws = draws_of(i);
      below += part->time(kShare, 1, draws) <= at;
    }
    // A time is rounded, so it is at most `at` where the exact one is below at + 1/2.
    const double chance = (1 - heard_out) * std::pow((at + 0.5) / 100, kEarly);
    EXPECT_NEAR(static_cast<double>(below) / kDraws, chance, four_errors(chance)) << at;
  }
}

TEST(Noisy, HasLogisticNoise) {
  const auto part = part_of<ResponsePart>("{noisy: 2}");
  Began began;
  part->begin(began.moment);
  constexpr double kShare = 0.7;
  const double scale = 2 * std::sqrt(3.0) / M_PI;
  for (const Hundredths at : {10, 50, 90}) {
    std::uint64_t above = 0;
    for (std::uint64_t i = 0; i < kDraws; ++i) {
      ModelStream draws = draws_of(i);
      above += part->time(kShare, 1, draws) > at;
    }
    const double limit = (at + 0.5) / 100;
    const double z = (std::log(limit / (1 - limit)) - std::log(kShare / (1 - kShare))) / scale;
    const double chance = 1 / (1 + std::exp(z));
    EXPECT_NEAR(static_cast<double>(above) / kDraws, chance, four_errors(chance)) << at;
  }
}

TEST(Searching, IsAMarkovChain) {
  const auto part = part_of<StatePart>("{searching: {enter: 0.2, stay: 0.7, skip: 4, begin: 0.5}}");
  Began began;
  std::vector<std::uint64_t> searching(4, 0);
  for (std::uint64_t i = 0; i < kDraws; ++i) {
    ModelStream draws = draws_of(i);
    draws.go_to_start_and_end();
    part->begin(began.moment, draws);
    for (std::uint32_t step = 0; step < searching.size(); ++step) {
      draws.go_to(step);
      part->step(draws);
      ASSERT_TRUE(part->odds() == 1 || part->odds() == 0.25);
      searching[step] += part->odds() != 1;
    }
  }
  double chance = 0.5;
  for (const std::uint64_t count : searching) {
    chance = 0.7 * chance + 0.2 * (1 - chance);
    EXPECT_NEAR(static_cast<double>(count) / kDraws, chance, four_errors(chance));
  }
}

TEST(Gaps, AreLognormalBeyondTheirLeast) {
  const auto part = part_of<ReturnPart>("{gaps: {median: 3, spread: 2, at_least: 0.5}}");
  Began began;
  part->begin(began.moment);
  // The quartiles of a normal distribution lie 0.67449 standard deviations from its mean.
  const std::array quartiles{3 * std::exp(-2 * 0.67449), 3.0, 3 * std::exp(2 * 0.67449)};
  for (std::size_t i = 0; i < quartiles.size(); ++i) {
    std::uint64_t below = 0;
    for (std::uint64_t k = 0; k < kDraws; ++k) {
      ModelStream draws = draws_of(k);
      below += 24 * *part->days(began.playbacks, draws) < 0.5 + quartiles[i];
    }
    const double chance = 0.25 * static_cast<double>(i + 1);
    EXPECT_NEAR(static_cast<double>(below) / kDraws, chance, four_errors(chance));
  }
}

TEST(Hazard, KnowsTracksThatWereBrokenOff) {
  const auto part = part_of<LeavePart>("{hazard: {skipped: 0, heard: 0, broken_off: 1}}");
  Began began;
  ModelStream draws = draws_of(0);
  part->begin(began.moment, draws);
  EXPECT_FALSE(part->leaves({0, 89, true}, draws));
  EXPECT_TRUE(part->leaves({0, 89, false}, draws));
  EXPECT_FALSE(part->leaves({0, 90, false}, draws));
}

TEST(Hazard, HasItsChances) {
  const auto part = part_of<LeavePart>("{hazard: {skipped: 0.05, heard: 0.2}}");
  Began began;
  ModelStream none = draws_of(0);
  EXPECT_EQ(part->begin(began.moment, none), 1);
  for (const bool skipped : {false, true}) {
    std::uint64_t left = 0;
    for (std::uint64_t i = 0; i < kDraws; ++i) {
      ModelStream draws = draws_of(i);
      left += part->leaves({0, 50, skipped}, draws);
    }
    const double chance = skipped ? 0.05 : 0.2;
    EXPECT_NEAR(static_cast<double>(left) / kDraws, chance, four_errors(chance));
  }
}

TEST(Clock, CountsSeconds) {
  const auto part =
      part_of<LeavePart>("{clock: {minutes: 10, track_seconds: 200, choice_seconds: 10}}");
  Began began;
  ModelStream draws = draws_of(0);
  part->begin(began.moment, draws);
  // 600 s less the first track's 200: 400 are left.
  EXPECT_FALSE(part->leaves({0, 100, false}, draws)) << "190 are left";
  EXPECT_FALSE(part->leaves({0, 80, true}, draws)) << "20 are left";
  EXPECT_FALSE(part->leaves({0, 0, true}, draws)) << "10 are left";
  EXPECT_TRUE(part->leaves({0, 0, true}, draws));
}

TEST(Days, HasItsMeanAndItsChanceOfNever) {
  const auto part = part_of<ReturnPart>("{days: {mean: 3, satisfied: 0.5, never: 0.4}}");
  for (const Hundredths time : {0, 100}) {
    Began began;
    part->begin(began.moment);
    began.append(1, time);
    std::uint64_t never = 0;
    double sum = 0;
    for (std::uint64_t i = 0; i < kDraws; ++i) {
      ModelStream draws = draws_of(i);
      const double days = *part->days(began.playbacks, draws);
      if (std::isfinite(days)) {
        sum += days;
      } else {
        ++never;
      }
    }
    const double chance = time == 0 ? 0.4 : 0.0;
    const double mean = 3 * std::exp(time == 0 ? 0.5 : -0.5);
    EXPECT_NEAR(static_cast<double>(never) / kDraws, chance, four_errors(chance));
    // The standard deviation of an exponential distribution is its mean.
    const auto n = static_cast<double>(kDraws - never);
    EXPECT_NEAR(sum / n, mean, 4 * mean / std::sqrt(n));
  }
}

TEST(Discount, Recovers) {
  const auto part = part_of<RepeatPart>("{discount: {discount: 0.6, recovery: 8}}");
  Began began;
  part->begin(began.moment);
  EXPECT_EQ(part->of(began.offer(7), began.playbacks).factor, 1.0);
  began.append(7, 50);
  EXPECT_DOUBLE_EQ(part->of(began.offer(7), began.playbacks).factor, 0.6);
  began.append(8, 50);
  began.append(9, 50);
  EXPECT_NEAR(part->of(began.offer(7), began.playbacks).factor, 1 - 0.4 * std::exp(-2.0 / 8),
              1e-12);
}

TEST(Enjoys, FollowsThePowerLaws) {
  const auto part = part_of<RepeatPart>("{enjoys: {frequency: 1.5, recency: 0.5, again: 0.9}}");
  UserMemory memory;
  Began earlier;
  earlier.append(7, 80);
  earlier.append(8, 0);
  memory.append(earlier.playbacks);
  Began began(&memory);
  part->begin(began.moment);
  EXPECT_EQ(part->of(began.offer(9), began.playbacks).odds, 1.0) << "not known";
  EXPECT_NEAR(part->of(began.offer(8), began.playbacks).odds, 1.0, 1e-12) << "known and not heard";
  // Track 7 was the second of three playbacks before the one of this session: 3 tracks ago.
  const Repeat::Effect known = part->of(began.offer(7), began.playbacks);
  EXPECT_NEAR(known.odds, std::pow(1 + 0.8 / std::sqrt(3.0), 1.5), 1e-12);
  EXPECT_EQ(known.factor, 1.0);
  began.append(7, 50);
  const Repeat::Effect again = part->of(began.offer(7), began.playbacks);
  EXPECT_NEAR(again.odds, std::pow(1 + 1.3, 1.5), 1e-12);
  EXPECT_EQ(again.factor, 0.9);
}

TEST(Fatigues, HaveTheirFactors) {
  const Catalog& catalog = plain_world().catalog;
  const auto artist = part_of<FatiguePart>("{artist: 0.7}");
  const auto genre = part_of<FatiguePart>("{genre: 0.9}");
  const auto similarity = part_of<FatiguePart>("{similarity: {weight: 0.4, last: 2}}");
  Began began;
  for (const auto& part : {artist.get(), genre.get(), similarity.get()}) part->begin(began.moment);
  std::vector<TrackId> heard = {began.start.first_track};
  for (const TrackId track : {5u, 17u, 44u, 90u}) {
    double of_artist = 1;
    double of_genre = 1;
    for (const TrackId before : heard) {
      if (catalog.artist_of[before] == catalog.artist_of[track]) of_artist *= 0.7;
      if (catalog.genre_of[before] == catalog.genre_of[track]) of_genre *= 0.9;
    }
    double cosines = 0;
    const std::size_t last = std::min<std::size_t>(heard.size(), 2);
    for (std::size_t i = heard.size() - last; i < heard.size(); ++i) {
      const auto score = [&](TrackId a, TrackId b) -> double {
        return catalog.embeddings.score(a, b);
      };
      cosines +=
          score(track, heard[i]) / std::sqrt(score(track, track) * score(heard[i], heard[i]));
    }
    const OfferedTrack offered = began.offer(track);
    EXPECT_NEAR(artist->factor(offered, began.playbacks), of_artist, 1e-12);
    EXPECT_NEAR(genre->factor(offered, began.playbacks), of_genre, 1e-12);
    EXPECT_NEAR(similarity->factor(offered, began.playbacks),
                1 - 0.4 * std::max(cosines / static_cast<double>(last), 0.0), 1e-6);
    began.append(track, 30);
    for (const auto& part : {artist.get(), genre.get(), similarity.get()}) part->played(track);
    heard.push_back(track);
  }
}

TEST(Drift, MovesTowardsWhatIsHeardAndKeepsItsLength) {
  const auto part = part_of<InterestPart>("{drift: {pull: 0.3, push: 0.2}}");
  const Embeddings& embeddings = plain_world().catalog.embeddings;
  Began began;
  const float* v = embeddings.row(began.start.interest);
  for (const bool skipped : {false, true}) {
    part->begin(began.moment);
    constexpr TrackId kHeard = 20;
    ModelStream draws = draws_of(0);
    part->heard({kHeard, 40, skipped}, draws);
    const double step = 0.3 * 0.4 - (skipped ? 0.2 : 0.0);
    std::vector<double> moved;
    double length = 0;
    double before = 0;
    for (std::size_t i = 0; i < embeddings.dim(); ++i) {
      moved.push_back(v[i] + step * (embeddings.row(kHeard)[i] - v[i]));
      length += moved.back() * moved.back();
      before += static_cast<double>(v[i]) * v[i];
    }
    for (const TrackId track : {1u, 2u, 30u}) {
      double score = 0;
      for (std::size_t i = 0; i < moved.size(); ++i) score += moved[i] * embeddings.row(track)[i];
      score *= std::sqrt(before / length);
      EXPECT_NEAR(part->score(track), score, 1e-4 * (1 + std::abs(score)));
    }
  }
}

TEST(Switch, GoesToEachOtherInterestAlike) {
  const auto part = part_of<InterestPart>("{switch: {chance: 0.3, after_skip: 0.6}}");
  const auto interests = plain_world().users.interests(0);
  ASSERT_EQ(interests.size(), 3u);
  const Embeddings& embeddings = plain_world().catalog.embeddings;
  constexpr TrackId kProbe = 20;
  for (const bool skipped : {false, true}) {
    std::vector<std::uint64_t> at(3, 0);
    for (std::uint64_t i = 0; i < kDraws; ++i) {
      Began began;
      part->begin(began.moment);
      ModelStream draws = draws_of(i);
      part->heard({1, 50, skipped}, draws);
      for (std::size_t k = 0; k < 3; ++k) {
        at[k] += part->score(kProbe) == embeddings.score(interests[k], kProbe);
      }
    }
    const double chance = skipped ? 0.3 : 0.15;
    EXPECT_NEAR(static_cast<double>(at[1]) / kDraws, chance, four_errors(chance));
    EXPECT_NEAR(static_cast<double>(at[2]) / kDraws, chance, four_errors(chance));
    EXPECT_EQ(at[0] + at[1] + at[2], kDraws);
  }
}

TEST(UserValues, AreDrawnOnceForEachUser) {
  const World& world = plain_world();
  const auto value = [](const std::string& yaml) {
    return ParameterType<UserValue>::read(parse_yaml(yaml, "test"), "value");
  };
  const ValueOfUser constant(value("0.3"), world, "a.b", {});
  const ValueOfUser uniform(value("{uniform: [2, 3]}"), world, "a.b", {});
  const ValueOfUser other(value("{uniform: [2, 3]}"), world, "a.c", {});
  const ValueOfUser cut(value("{normal: [0, 5]}"), world, "a.b", {.min = -1, .max = 1});
  double differences = 0;
  for (UserIndex user = 0; user < world.users.size(); ++user) {
    EXPECT_EQ(constant(user), 0.3);
    EXPECT_GE(uniform(user), 2);
    EXPECT_LT(uniform(user), 3);
    EXPECT_LE(std::abs(cut(user)), 1);
    differences += std::abs(uniform(user) - other(user));
  }
  EXPECT_GT(differences, 1) << "each parameter has draws of its own";
  // Users that are drawn again keep their values.
  const std::vector<UserIndex> drawn(world.users.size(), 3);
  const World resampled = with_resampled_users(world, drawn);
  EXPECT_EQ(uniform(resampled.users.original_of(0)), uniform(3));
}

}  // namespace
}  // namespace reprise
