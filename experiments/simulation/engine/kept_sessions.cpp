#include "experiments/simulation/engine/kept_sessions.h"

#include <algorithm>
#include <tuple>

namespace reprise {

struct KeptSessions::OpenBlock final : Block {
  explicit OpenBlock(std::size_t of_treatment) : treatment(of_treatment) {}

  void add(const Session& session, std::uint64_t episode, std::span<const Told> told) override {
    const Playbacks& playbacks = session.playbacks();
    entries.push_back({episode, treatment, session.user(), content.get(), content->tracks.size(),
                       playbacks.size(), content->told.size(), told.size()});
    content->told.insert(content->told.end(), told.begin(), told.end());
    content->tracks.insert(content->tracks.end(), playbacks.tracks().begin(),
                           playbacks.tracks().end());
    content->times.insert(content->times.end(), playbacks.times().begin(), playbacks.times().end());
  }

  std::size_t treatment;
  std::unique_ptr<TracksOfBlock> content = std::make_unique<TracksOfBlock>();
  std::vector<Entry> entries;
};

std::unique_ptr<SessionSink::Block> KeptSessions::open(std::size_t treatment) {
  return std::make_unique<OpenBlock>(treatment);
}

void KeptSessions::close(std::uint64_t, std::unique_ptr<Block> block) {
  OpenBlock& closed = static_cast<OpenBlock&>(*block);
  const std::lock_guard lock(mutex_);
  entries_.insert(entries_.end(), closed.entries.begin(), closed.entries.end());
  blocks_.push_back(std::move(closed.content));
}

void KeptSessions::flush() {
  std::sort(entries_.begin() + static_cast<std::ptrdiff_t>(flushed_), entries_.end(),
            [](const Entry& a, const Entry& b) {
              return std::tie(a.episode, a.treatment) < std::tie(b.episode, b.treatment);
            });
  flushed_ = entries_.size();
}

void KeptSessions::clear() {
  blocks_.clear();
  entries_.clear();
  flushed_ = 0;
}

struct SeveralSinks::Blocks final : Block {
  void add(const Session& session, std::uint64_t episode, std::span<const Told> told) override {
    for (const std::unique_ptr<Block>& block : all) block->add(session, episode, told);
  }

  std::vector<std::unique_ptr<Block>> all;
};

bool SeveralSinks::wants_propensities() const {
  return std::any_of(sinks_.begin(), sinks_.end(),
                     [](const SessionSink* sink) { return sink->wants_propensities(); });
}

std::unique_ptr<SessionSink::Block> SeveralSinks::open(std::size_t treatment) {
  auto blocks = std::make_unique<Blocks>();
  for (SessionSink* sink : sinks_) blocks->all.push_back(sink->open(treatment));
  return blocks;
}

void SeveralSinks::close(std::uint64_t number, std::unique_ptr<Block> block) {
  Blocks& blocks = static_cast<Blocks&>(*block);
  for (std::size_t i = 0; i < sinks_.size(); ++i) {
    sinks_[i]->close(number, std::move(blocks.all[i]));
  }
}

void SeveralSinks::flush() {
  for (SessionSink* sink : sinks_) sink->flush();
}

}  // namespace reprise
