// `reprise fit EXPORT... --into WORLD`: one person becomes one more user of a world.
#pragma once

#include <boost/program_options/variables_map.hpp>

namespace reprise {

/// Carries it out, with the options of `reprise fit`. Returns the exit code. Throws UserError.
int fit_person_into(const boost::program_options::variables_map& values);

}  // namespace reprise
