// The three files of a botify world as text, small enough to write out and to spoil on purpose.
#pragma once

#include <cstring>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "tests/command_line/program.h"

namespace reprise {

/// Returns a .npy file, version 1.0, whose header gives `type`, `fortran_order` and `shape` for its
/// bytes.
inline std::string npy(const std::string& type, const std::string& fortran_order,
                       const std::string& shape, const std::string& bytes) {
  std::string header = fmt::format("{{'descr': '{}', 'fortran_order': {}, 'shape': {}, }}\n", type,
                                   fortran_order, shape);
  std::string file("\x93NUMPY\x01\x00", 8);
  file.push_back(static_cast<char>(header.size() & 0xff));
  file.push_back(static_cast<char>(header.size() >> 8));
  return file + header + bytes;
}

inline std::string bytes_of(std::span<const float> values) {
  std::string bytes(values.size_bytes(), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

/// Six tracks by three artists in two dimensions, and three users.
struct BotifyWorld {
  std::vector<float> embeddings = {3, 0, 2.5, 1, 0, 3, 1, 2, -1, 1, 2, 2};
  std::string npy_file = npy("<f4", "False", "(6, 2)", bytes_of(embeddings));
  std::vector<std::string> tracks = {
      R"({"track": 0, "artist": "Ann", "title": "One"})",
      R"({"track": 1, "artist": "Ann", "title": "Two"})",
      R"({"track": 2, "artist": "Bob", "title": "Three"})",
      R"({"track": 3, "artist": "Bob", "title": "Four"})",
      R"({"track": 4, "artist": "Cy", "title": "Five"})",
      R"({"track": 5, "artist": "Cy", "title": "Six"})",
  };
  std::vector<std::string> users = {
      user(7, "[0, 2]", 5.0, 1.0, 3, 5),
      user(8, "[4]", 2.0, 1.5, 10, 5),
      user(9, "[5, 1, 3]", 5.0, 1.0, 10, 3),
  };

  /// Returns the line of a user with all traits, of which some are the default.
  static std::string user(int id, const char* interests, double bias, double sharpness,
                          int neighbours, int budget) {
    return fmt::format(
        R"({{"user": {}, "interests": {}, "consume_bias": {}, "consume_sharpness": {}, )"
        R"("interest_neighbours": {}, "session_budget": {}}})",
        id, interests, bias, sharpness, neighbours, budget);
  }

  /// Returns the contents of the files in `folder`, by their names.
  std::map<std::string, std::string> files(const std::string& folder) const {
    return {{folder + "/tracks.npy", npy_file},
            {folder + "/tracks.json", fmt::format("{}\n", fmt::join(tracks, "\n"))},
            {folder + "/users.json", fmt::format("{}\n", fmt::join(users, "\n"))}};
  }
};

}  // namespace reprise
