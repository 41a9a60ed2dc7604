#include "experiments/simulation/models/log_player.h"

#include <algorithm>
#include <map>
#include <mutex>

#include <fmt/format.h>

#include "experiments/simulation/engine/simulate.h"
#include "experiments/simulation/models/session_pairs.h"
#include "experiments/spec/experiment_spec.h"
#include "sim/support/parameters/input_file.h"
#include "sim/support/progress_stage.h"

namespace reprise {
namespace {

// Returns the number of a block in the whole log. The round is part of it, so that blocks of
// different rounds have different numbers.
std::uint64_t block_number(std::size_t round, std::uint64_t number) {
  return static_cast<std::uint64_t>(round) << 48 | number;
}

// Adds the pairs of sessions to a log whose first `n_before` blocks are there already.
class PairSink final : public SessionSink {
 public:
  PairSink(PairLog& log, LogAnchor anchor, std::size_t round, std::uint64_t n_before)
      : log_(log), anchor_(anchor), round_(round), n_before_(n_before) {}

  std::unique_ptr<Block> open(std::size_t) override { return std::make_unique<PairBlock>(anchor_); }
  void close(std::uint64_t number, std::unique_ptr<Block> block) override {
    auto& closed = static_cast<PairBlock&>(*block);
    closed.block.pairs =
        log_.add_block(block_number(round_, n_before_ + number), std::move(closed.pairs));
    const std::lock_guard lock(mutex_);
    blocks_.emplace(number, std::move(closed.block));
  }

  /// Appends the blocks to `blocks`, in their order.
  void append_to(std::vector<LogBlock>& blocks) const {
    for (const auto& [number, block] : blocks_) blocks.push_back(block);
  }

 private:
  struct PairBlock final : Block {
    explicit PairBlock(LogAnchor of) : anchor(of) {}

    void add(const Session& session, std::uint64_t episode, std::span<const Told>) override {
      append_pairs(session.user(), session.playbacks().tracks(), session.playbacks().times(),
                   anchor, pairs);
      block.end = std::max(block.end, episode + 1);
      ++block.sessions;
    }

    LogAnchor anchor;
    std::vector<Pair> pairs;
    LogBlock block;  // without its pairs
  };

  PairLog& log_;
  LogAnchor anchor_;
  std::size_t round_;
  std::uint64_t n_before_;
  std::mutex mutex_;
  std::map<std::uint64_t, LogBlock> blocks_;
};

class ListenedSink final : public SessionSink {
 public:
  ListenedSink(ListenedSessions& sessions, Hundredths least, std::size_t round)
      : sessions_(sessions), least_(least), round_(round) {}

  std::unique_ptr<Block> open(std::size_t) override {
    return std::make_unique<ListenedBlock>(least_);
  }
  void close(std::uint64_t number, std::unique_ptr<Block> block) override {
    sessions_.add_block(block_number(round_, number),
                        std::move(static_cast<ListenedBlock&>(*block).sessions));
  }

 private:
  struct ListenedBlock final : Block {
    explicit ListenedBlock(Hundredths of_least) : least(of_least) {}

    void add(const Session& session, std::uint64_t, std::span<const Told>) override {
      append_listened(session.playbacks().tracks(), session.playbacks().times(), least, sessions);
    }

    Hundredths least;
    ListenedSessions::Block sessions;
  };

  ListenedSessions& sessions_;
  Hundredths least_;
  std::size_t round_;
};

}  // namespace

void LogPlayer::add_pairs(const LogSpec& spec, std::size_t round, LogAnchor anchor,
                          const Models& models, PairLog& log) {
  if (round == 0 && spec.file) {
    if (anchor == LogAnchor::first_track) {
      throw UserError({spec.file.path.string(), 0, 0},
                      "a log of user, track and time does not say where sessions begin, so pairs "
                      "cannot have the first track as their context; give the model 'anchor: user' "
                      "or 'anchor: previous_track'");
    }
    std::vector<Pair> pairs;
    for (const UserRows& user : rows_of(spec)) {
      append_pairs(user.user, user.tracks, user.times, anchor, pairs);
    }
    log.add_block(block_number(0, 0), std::move(pairs));
    return;
  }
  const Round opened = open_round(spec, round, models);
  const bool keeps = kept_ != nullptr && round == 0 && !opened.kind.empty();
  const std::string kind = fmt::format("anchor {}\n{}", static_cast<int>(anchor), opened.kind);
  std::vector<LogBlock> blocks;
  if (keeps) {
    const std::span<const LogBlock> known = kept_->blocks_of(kind, opened.episodes);
    blocks.assign(known.begin(), known.end());
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    log.share_block(block_number(round, i), blocks[i].pairs);
    sessions_ += blocks[i].sessions;
  }
  PairSink sink(log, anchor, round, blocks.size());
  play(opened, blocks.empty() ? 0 : blocks.back().end, sink);
  if (!keeps) return;
  sink.append_to(blocks);
  kept_->put(kind, std::move(blocks));
}

std::vector<UserRows> LogPlayer::rows_of(const LogSpec& spec) {
  if (progress_) progress_("reading the log", 0, 0);
  std::vector<UserRows> rows = read_log_of_file(spec.file.path.string(), world_);
  check_unchanged(spec.file);
  sessions_ += rows.size();
  return rows;
}

void LogPlayer::add_sessions(const LogSpec& spec, std::size_t round, Hundredths least,
                             const Models& models, ListenedSessions& sessions) {
  if (round == 0 && spec.file) {
    ListenedSessions::Block block;
    for (const UserRows& user : rows_of(spec)) {
      append_listened(user.tracks, user.times, least, block);
    }
    sessions.add_block(block_number(0, 0), std::move(block));
    return;
  }
  ListenedSink sink(sessions, least, round);
  play(open_round(spec, round, models), 0, sink);
}

LogPlayer::Round LogPlayer::open_round(const LogSpec& spec, std::size_t round,
                                       const Models& models) {
  const LogRound first{spec.sessions, spec.policy};
  const LogRound& played = round == 0 ? first : spec.rounds[round - 1];
  const RecommenderRecipe policy =
      played.policy ? *played.policy : read_recommender(Node::make_scalar("random"), "policy");
  // The seed of the log is 64 bits of a stream's key, so no experiment has the same seed.
  const StreamKey key =
      stream_key(static_cast<std::uint64_t>(spec.seed), "log/" + std::to_string(round));

  Round opened;
  opened.episodes = static_cast<std::uint64_t>(played.sessions);
  opened.seed = static_cast<std::uint64_t>(key[0]) << 32 | key[1];
  opened.most_steps = static_cast<std::uint32_t>(spec.most_tracks - 1);
  opened.policy.push_back(make_treatment("log", policy, world_, nearest_, &models, progress_));
  const Treatment& treatment = opened.policy.front();
  privileged_ |= treatment.capabilities.privileged;
  // Sessions that know of others are not the same in a longer log. Ceilings are played in tasks of
  // another length.
  bool by_themselves = !treatment.users_in_order() && !treatment.capabilities.learns &&
                       !treatment.capabilities.observes_latent_state &&
                       !treatment.capabilities.unfingerprinted && treatment.asked_at_once == 0;
  for_each_model_name(policy.resolved, [&](const std::string&) { by_themselves = false; });
  if (by_themselves) {
    opened.kind = fmt::format("seed {} most {}\n{}", opened.seed, opened.most_steps,
                              write_yaml(by_content(policy.resolved)));
  }
  return opened;
}

void LogPlayer::play(const Round& round, std::uint64_t begin, SessionSink& sink) {
  if (begin == round.episodes) return;
  const std::vector<Treatment>& treatments = round.policy;
  const std::uint64_t n = round.episodes;
  const std::uint64_t seeds[] = {round.seed};
  nearest_.require(nearest_queries(world_, treatments, seeds, n, false),
                   progress_of("interests of the log", progress_));
  nearest_.require(first_track_queries(world_, nearest_, treatments, seeds, n, false),
                   progress_of("first tracks of the log", progress_));
  require_model_lists(world_, nearest_, treatments, seeds, n, false, progress_);
  const Observables nothing({});
  const Simulation simulation{.world = world_,
                              .nearest = nearest_,
                              .treatments = treatments,
                              .assignment = {},
                              .observables = nothing,
                              .max_steps = round.most_steps,
                              .sink = &sink};
  std::vector<TreatmentState> states = fresh_states(simulation);
  Progress collecting;
  if (progress_) {
    collecting = [this](std::string_view, std::size_t done, std::size_t total) {
      progress_("sessions of the log", done, total);
    };
  }
  // Episodes of users who are lost are not played.
  for (const Totals& totals : simulate(simulation, round.seed, {begin, n}, states, collecting)) {
    sessions_ += totals.sessions;
  }
}

}  // namespace reprise
