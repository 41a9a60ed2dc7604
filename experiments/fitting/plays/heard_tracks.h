// Rows of tracks from what is heard together, when nobody knows how much of it was heard.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/fitting/log/fitting_log.h"
#include "recommenders/training/embedding_table.h"
#include "sim/support/progress.h"

namespace reprise {

struct HeardTracks {
  EmbeddingTable rows;               // by track, no longer than 1
  std::vector<std::uint32_t> plays;  // by track, fitted ones
  /// So many plays of a track weigh as much as what its artist's other tracks say.
  double shrinkage = 0;
  double ridge = 0;            // of the factorisation
  std::uint64_t held_out = 0;  // plays by which these two were chosen
};

/// Factorises which sessions and which users heard which tracks (factorise() of
/// recommenders/training, sessions and users being its contexts), and keeps the directions v_t of
/// the tracks' rows, less their mean over plays. A row is then
///
///   r_t = (n_t v_t + k a_t) / (n_t + k),   a_t = sum of n v over the artist's tracks / (sum of n +
///   k)
///
/// n_t being the track's plays: a rare track is like its artist's others, and a track that was
/// never heard, by an unknown artist, is like nothing. k, of
/// 1, 3, 10, 30 and 100, and the ridge of the factorisation, of 30, 100 and 300, are those for
/// which held-out plays are told best from other plays of the log by the rest of their session.
/// Steps that are held out or repeated are not fitted to. Runs on all threads of the TBB arena; the
/// result does not depend on their number.
HeardTracks rows_of_heard(const FittingLog& log, std::int64_t dim, std::int64_t seed,
                          const Progress& progress = {});

/// Makes each row one of length 1, less the mean of such rows over plays. Rows of tracks without
/// plays stay as they are.
void keep_directions(EmbeddingTable& rows, const std::vector<std::uint32_t>& plays);

/// Returns the mean of the rows of a session's tracks, each once; zeros for tracks without rows.
/// `without` leaves one step of the log out. Pure.
std::vector<float> mean_row(const FittingLog& log, const FittingSession& session,
                            const EmbeddingTable& rows,
                            std::uint64_t without = std::numeric_limits<std::uint64_t>::max());

}  // namespace reprise
