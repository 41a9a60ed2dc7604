// The log from which a world is fitted: sessions in which it is known what was recommended and
// which share of it was heard.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "experiments/listens/read_listens.h"
#include "experiments/listens/track_lengths.h"
#include "sim/world/world.h"

namespace reprise {

/// What a step is used for.
enum class StepUse : std::uint8_t {
  fitted,    // the model is fitted to its share
  held_out,  // tells how well the model predicts; decides the noise that the fit assumes
  repeated,  // the track was played before in the session: its share says nothing about taste
};

/// A recommended track and the share of it that was heard; 8 bytes.
struct FittingStep {
  TrackId track = 0;
  std::uint8_t share = 0;    // whole hundredths, at most 100
  std::uint8_t earlier = 0;  // how often its artist was played before in the session, at most 255
  StepUse use = StepUse::fitted;
};
static_assert(sizeof(FittingStep) == 8);

/// A session: its first track, then the steps [begin, end) of FittingLog::steps.
struct FittingSession {
  std::uint32_t user = 0;  // an index into FittingLog::users
  TrackId first_track = 0;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// Sessions of users, by user, then in the order of the log. 8 bytes a step, 24 a session.
struct FittingLog {
  std::vector<FittingSession> sessions;
  std::vector<FittingStep> steps;
  std::vector<std::uint64_t> sessions_begin;  // n_users + 1 offsets into sessions
  std::vector<std::int64_t> user_ids;         // by user, unique
  std::vector<std::string> user_names;  // by user, as the log has them; empty if all are numbers
  std::vector<ArtistId> artist_of;      // by track
  std::vector<std::string> artists;
  std::vector<std::string>
      titles;                  // by track: the title, else the id of a log whose ids are no numbers
  bool artists_known = false;  // else every track has an artist of its own

  std::size_t n_users() const { return user_ids.size(); }
  /// Returns a user's id as the log writes it.
  std::string user_text(std::size_t user) const {
    return user_names.empty() ? std::to_string(user_ids[user]) : user_names[user];
  }
  std::size_t n_tracks() const { return artist_of.size(); }
};

/// When users come back: the hours between sessions beyond the least, whose logs are taken for
/// normal.
struct Returns {
  std::uint64_t n = 0;
  double least_hours = 0;  // a shorter pause would not separate sessions
  double median_hours = 0;
  double log_spread = 0;
};

/// Which plays of a log can be fitted to, and how the others were left out.
struct FittingRows {
  std::uint64_t plays = 0;
  std::uint64_t sessions = 0;       // with at least one step
  std::uint64_t steps = 0;          // recommended tracks with a known share
  std::uint64_t unknown_share = 0;  // plays left out: nobody knows how much of them was heard
  std::uint64_t own_choice = 0;  // plays left out: not the first of a session, chosen by the user
  std::uint64_t empty_sessions = 0;  // sessions of one play
  Returns returns;                   // of plays without shares
  std::uint64_t not_heard = 0;       // of plays without shares: skipped, or not heard for half
};

/// Turns plays into sessions of tracks and shares. `catalog` gives tracks and artists where it has
/// any (tracks.json), and then ids must be those of the catalog; else tracks are those of the log:
/// under their own numbers where all ids are whole numbers of a catalog that is not much larger
/// than the log, else numbered in the order of the log. Shares are rounded to hundredths, and those
/// above 1 count as 1. Throws UserError when a track is not of the catalog, and when no session has
/// a step whose share is known.
FittingLog make_fitting_log(const ListeningLog& log, const TrackLengths& lengths,
                            const WorldData& catalog, FittingRows& rows);

/// Returns a log of the same tracks and artists, without users and sessions. Pure.
FittingLog catalog_of(const FittingLog& log);

/// Returns the part of the log that belongs to the users for whom `belongs` is not 0 (one element
/// per user). Tracks and artists stay. Pure.
FittingLog part_of(const FittingLog& log, const std::vector<std::uint8_t>& belongs);

/// Returns the log of users who were drawn from it, as often as they were drawn (indices in range),
/// in that order. Tracks, artists and ids stay: a user who was drawn twice has the same id twice.
/// Pure.
FittingLog log_of_users(const FittingLog& log, std::span<const std::uint32_t> drawn);

/// One step of so many decides the noise that a fit assumes.
inline constexpr std::uint64_t kHoldOutEvery = 20;

/// Marks about one of `every` steps as held out, by the hash of its place in the log; none when
/// `every` is 0. Steps of repeated tracks stay so.
void hold_out(FittingLog& log, std::uint64_t every);

}  // namespace reprise
