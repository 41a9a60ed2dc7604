// Reads from users.json the values that users have of the parameters of user models.
#pragma once

#include <filesystem>

#include "sim/user_model/user_value.h"

namespace reprise {

/// Reads `user_model` of the users that have it: {"user": 7, "interests": [...], "user_model":
/// {"hazard.heard": 0.05}}, a number for each PART.PARAMETER whose value is the user's own. Other
/// keys are left to read_users. Throws UserError for a name that is no parameter of a part which
/// users may have values of, and for what is no number.
GivenUserValues read_user_values(const std::filesystem::path& path);

}  // namespace reprise
