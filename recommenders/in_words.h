// Says what a recommender does in words, for people who do not read its YAML.
#pragma once

#include <string>

namespace reprise {

/// Returns a recommender, written as YAML in one line with its defaults, in words: those that its
/// parts were registered with, their numbers, and the other parameters that are not at their
/// defaults. Reads no files and makes nothing; parts that this program does not know stay as they
/// are written. Empty for an empty text, and for one that is not YAML. Safe to call from any
/// thread.
std::string recommender_in_words(const std::string& yaml);

}  // namespace reprise
