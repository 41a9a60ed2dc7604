// FittedSource is `fitted:` of a world: the world is fitted to logs of listening. What reads logs
// and fits is no part of sim, so it registers itself here.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/support/parameters/input_file.h"
#include "sim/support/parameters/nested.h"
#include "sim/support/progress.h"
#include "sim/support/registered.h"
#include "sim/world/user_fields.h"
#include "sim/world/world.h"

namespace reprise {

/// The users to whose sessions a world is fitted. The halves are those of `reprise fit`: a policy
/// that learned from the other half is judged by what it did not see.
enum class FittedHalf { world, policies, all };
inline std::vector<std::string> choices(FittedHalf) { return {"world", "policies", "all"}; }

/// What a world is fitted to: shares of recommended tracks that were heard, or what was played at
/// all.
enum class FittedFrom { shares, plays };
inline std::vector<std::string> choices(FittedFrom) { return {"shares", "plays"}; }

struct FittedSource {
  std::vector<InputFile> listens;
  InputFile tracks;
  std::string columns;
  double gap = 30;  // minutes
  std::int64_t bad_rows = 0;
  std::int64_t dim = 64;
  std::int64_t interests = 3;
  FittedHalf half = FittedHalf::world;
  std::optional<FittedFrom> from;  // left out, the log decides

  static const Parameters<FittedSource>& parameters();
};

/// What makes a world of a FittedSource: there is one.
struct WorldFitter {
  static constexpr const char* kind = "way to fit a world";

  std::string name;
  /// Changes whenever other worlds are made of the same logs, so that older cached worlds are not
  /// used.
  int version = 1;
  /// A function of the contents of the files and the settings; the fields have the users' ids where
  /// those are text. Throws UserError.
  std::function<WorldData(const FittedSource&, UserFields&, const Progress&)> fit;
};

using WorldFitterRegistration = EntryRegistration<WorldFitter>;

/// Returns the registered one. Throws UserError where the program has none.
const WorldFitter& world_fitter();

}  // namespace reprise
