#include "experiments/running/run_state_file.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include <fmt/format.h>
#include <xxhash.h>

namespace reprise {
namespace {

constexpr std::string_view kMagic = "reprise played 3\n";
constexpr std::size_t kChecksumBytes = 8;
// Sums of what was played are far below, and three of them add up without an overflow.
constexpr std::int64_t kLargestSum = std::int64_t{1} << 61;

class Writer {
 public:
  void put(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(value | 0x80));
    bytes_.push_back(static_cast<char>(value));
  }
  // Small numbers of either sign are small.
  void put_signed(std::int64_t value) {
    put(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
  }
  void put(double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (int shift = 0; shift < 64; shift += 8) bytes_.push_back(static_cast<char>(bits >> shift));
  }
  void put(std::string_view text) {
    put(std::uint64_t{text.size()});
    bytes_ += text;
  }
  void put(const WorkUnitSet& set) {
    put(std::uint64_t{set.iterative_size()});
    for (const WorkUnitRange& range : set) {
      put(range.lower());
      put(range.upper());
    }
  }
  void put(const std::vector<Totals>& treatments) {
    put(std::uint64_t{treatments.size()});
    for (const Totals& totals : treatments) put(totals);
  }
  void put(const std::vector<TreatmentMeans>& means) {
    put(std::uint64_t{means.size()});
    for (const TreatmentMeans& treatment : means) {
      put(std::string_view(treatment.treatment));
      put(std::uint64_t{treatment.metrics.size()});
      for (const MetricEstimate& figure : treatment.metrics) {
        put(std::string_view(figure.metric));
        for (const double value : {figure.mean, figure.lower, figure.upper}) put(value);
      }
    }
  }
  // A map from numbers to anything above.
  template <class Value>
  void put(const std::map<std::uint64_t, Value>& map) {
    put(std::uint64_t{map.size()});
    for (const auto& [key, value] : map) {
      put(key);
      put(value);
    }
  }

  std::string finish() {
    const std::uint64_t checksum = XXH3_64bits(bytes_.data(), bytes_.size());
    for (int shift = 0; shift < 64; shift += 8) {
      bytes_.push_back(static_cast<char>(checksum >> shift));
    }
    return std::move(bytes_);
  }

 private:
  void put(const Totals& totals) {
    put(std::uint64_t{totals.counts.size()});
    for (const std::int64_t count : totals.counts) put_signed(count);
    put(std::uint64_t{totals.plays.size()});
    for (const std::uint64_t plays : totals.plays) put(plays);
    for (const RandomGroupSums* sums :
         {&totals.lengths, &totals.time_by_step, &totals.skips_by_step}) {
      for (const std::vector<std::int64_t>& group : sums->groups()) {
        put(std::uint64_t{group.size()});
        for (const std::int64_t sum : group) put_signed(sum);
      }
    }
    put(std::uint64_t{totals.learned.size()});
    for (const std::vector<std::int64_t>& learned : totals.learned) {
      put(std::uint64_t{learned.size()});
      for (const std::int64_t value : learned) put_signed(value);
    }
    put(std::uint64_t{totals.tallies.size()});
    for (const SessionTally& tally : totals.tallies) {
      const std::vector<SessionTally::Entry> entries = tally.entries();
      put(std::uint64_t{entries.size()});
      for (const SessionTally::Entry& entry : entries) {
        put(std::uint64_t{entry.user});
        put(std::uint64_t{entry.value});
        put(entry.sessions);
      }
    }
    const SourceTally& sources = totals.sources;
    for (const std::uint64_t number :
         {totals.sessions, totals.recommendations, totals.cut_off, sources.no_anchor,
          sources.no_list, sources.exhausted, sources.lists_asked, sources.lists_found}) {
      put(number);
    }
  }

  std::string bytes_{kMagic};
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) {
    if (!bytes.starts_with(kMagic)) throw std::runtime_error("is no checkpoint of this version");
    if (bytes.size() < kMagic.size() + kChecksumBytes) throw std::runtime_error("is cut short");
    const std::string_view content = bytes.substr(0, bytes.size() - kChecksumBytes);
    std::uint64_t checksum = 0;
    for (std::size_t i = 0; i < kChecksumBytes; ++i) {
      checksum |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[content.size() + i]))
                  << 8 * i;
    }
    if (checksum != XXH3_64bits(content.data(), content.size())) {
      throw std::runtime_error("is damaged (its checksum is wrong)");
    }
    left_ = content.substr(kMagic.size());
  }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1).front());
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw malformed();
  }
  std::int64_t signed_number() {
    const std::uint64_t coded = number();
    const auto value = static_cast<std::int64_t>(coded >> 1 ^ (0 - (coded & 1)));
    if (value > kLargestSum || value < -kLargestSum) throw malformed();
    return value;
  }
  double real() {
    std::uint64_t bits = 0;
    for (int shift = 0; shift < 64; shift += 8) {
      bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(take(1).front())) << shift;
    }
    return std::bit_cast<double>(bits);
  }
  std::string text() { return std::string(take(size())); }
  // Of what takes a byte at least each, so that no size is believed beyond the bytes there are.
  std::size_t size() {
    const std::uint64_t value = number();
    if (value > left_.size()) throw malformed();
    return static_cast<std::size_t>(value);
  }
  void end() const {
    if (!left_.empty()) throw malformed();
  }

  static std::runtime_error malformed() { return std::runtime_error("does not fit this run"); }

 private:
  std::string_view take(std::size_t n) {
    if (n > left_.size()) throw malformed();
    const std::string_view bytes = left_.substr(0, n);
    left_.remove_prefix(n);
    return bytes;
  }

  std::string_view left_;
};

// Reads the parts of a RunState, each checked against the run.
class PartReader {
 public:
  PartReader(Reader& reader, const std::vector<Totals>& shape) : reader_(reader), shape_(shape) {}

  // Numbers below `end`, rising.
  template <class Value>
  std::map<std::uint64_t, Value> map(std::uint64_t end, Value (PartReader::*value)()) {
    std::map<std::uint64_t, Value> values;
    for (std::size_t n = reader_.size(); n > 0; --n) {
      const std::uint64_t key = reader_.number();
      if (key >= end || (!values.empty() && key <= values.rbegin()->first)) {
        throw Reader::malformed();
      }
      values.emplace_hint(values.end(), key, (this->*value)());
    }
    return values;
  }

  WorkUnitSet work_units(std::uint64_t end) {
    WorkUnitSet set;
    std::uint64_t least = 0;
    for (std::size_t n = reader_.size(); n > 0; --n) {
      const std::uint64_t lower = reader_.number();
      const std::uint64_t upper = reader_.number();
      if (lower < least || upper <= lower || upper > end) throw Reader::malformed();
      set.add(WorkUnitRange(lower, upper));
      least = upper;
    }
    return set;
  }

  std::vector<Totals> totals() { return totals_like(true); }
  // Those that means are made of.
  std::vector<Totals> day_totals() { return totals_like(false); }

  std::vector<TreatmentMeans> means() {
    std::vector<TreatmentMeans> means(reader_.size());
    for (TreatmentMeans& treatment : means) {
      treatment.treatment = reader_.text();
      treatment.metrics.resize(reader_.size());
      for (MetricEstimate& figure : treatment.metrics) {
        figure.metric = reader_.text();
        for (double* value : {&figure.mean, &figure.lower, &figure.upper}) *value = reader_.real();
      }
    }
    return means;
  }

 private:
  std::vector<Totals> totals_like(bool whole) {
    const std::size_t n_treatments = reader_.size();
    if (n_treatments != 0 && n_treatments != shape_.size()) throw Reader::malformed();
    std::vector<Totals> treatments(n_treatments);
    for (std::size_t treatment = 0; treatment < treatments.size(); ++treatment) {
      const Totals& shape = shape_[treatment];
      Totals& totals = treatments[treatment];
      expect_size(shape.counts.size());
      totals.counts.resize(shape.counts.size());
      for (std::int64_t& count : totals.counts) count = reader_.signed_number();
      expect_size(whole ? shape.plays.size() : 0);
      totals.plays.resize(whole ? shape.plays.size() : 0);
      for (std::uint64_t& plays : totals.plays) plays = reader_.number();
      totals.lengths = random_group_sums(whole ? Totals::kLongest + 1 : 0);
      totals.time_by_step = random_group_sums(whole ? Totals::kSteps : 0);
      totals.skips_by_step = random_group_sums(whole ? Totals::kSteps : 0);
      expect_size(whole ? shape.learned.size() : 0);
      totals.learned.resize(whole ? shape.learned.size() : 0);
      for (std::size_t i = 0; i < totals.learned.size(); ++i) {
        expect_size(shape.learned[i].size());
        totals.learned[i].resize(shape.learned[i].size());
        for (std::int64_t& value : totals.learned[i]) value = reader_.signed_number();
      }
      totals.tallies.resize(reader_.size());
      // Of this many users at most: each has a number of sessions among its counts.
      for (SessionTally& tally : totals.tallies) tally = this->tally(shape.counts.size());
      SourceTally& sources = totals.sources;
      for (std::uint64_t* number :
           {&totals.sessions, &totals.recommendations, &totals.cut_off, &sources.no_anchor,
            &sources.no_list, &sources.exhausted, &sources.lists_asked, &sources.lists_found}) {
        *number = reader_.number();
      }
    }
    return treatments;
  }

  // Of numbers below `end`.
  RandomGroupSums random_group_sums(std::size_t end) {
    std::array<std::vector<std::int64_t>, RandomGroupSums::kGroups> groups;
    for (std::vector<std::int64_t>& group : groups) {
      group.resize(reader_.size());
      if (group.size() > end) throw Reader::malformed();
      for (std::int64_t& sum : group) sum = reader_.signed_number();
    }
    return RandomGroupSums::of_groups(std::move(groups));
  }

  SessionTally tally(std::size_t users) {
    std::vector<SessionTally::Entry> entries(reader_.size());
    std::uint64_t least = 0;
    for (SessionTally::Entry& entry : entries) {
      const std::uint64_t user = reader_.number();
      const std::uint64_t value = reader_.number();
      if (user >= users || value > std::numeric_limits<std::uint32_t>::max() ||
          (user << 32 | value) < least) {
        throw Reader::malformed();
      }
      least = (user << 32 | value) + 1;
      entry = {static_cast<UserIndex>(user), static_cast<std::uint32_t>(value), reader_.number()};
      if (entry.sessions == 0) throw Reader::malformed();
    }
    return SessionTally::of(std::move(entries));
  }

  void expect_size(std::size_t size) {
    if (reader_.number() != size) throw Reader::malformed();
  }

  Reader& reader_;
  const std::vector<Totals>& shape_;
};

RunIdentity read_of(Reader& reader) {
  RunIdentity of;
  of.config_hash = reader.text();
  of.world = reader.text();
  of.program = reader.text();
  return of;
}

}  // namespace

std::string RunStateFile::write(const RunState& run_state, const RunIdentity& of) {
  Writer writer;
  for (const std::string& text : {of.config_hash, of.world, of.program}) {
    writer.put(std::string_view(text));
  }
  writer.put(run_state.seeds_);
  writer.put(run_state.pooled_);
  writer.put(run_state.day_means_);
  writer.put(run_state.pooled_days_);
  writer.put(run_state.looks_);
  writer.put(std::uint64_t{run_state.open_.size()});
  for (const auto& [number, seed] : run_state.open_) {
    writer.put(number);
    writer.put(seed.closed_days);
    writer.put(seed.closed);
    writer.put(seed.day_means);
    writer.put(seed.day_totals);
    writer.put(std::uint64_t{seed.days.size()});
    for (const auto& [day, open] : seed.days) {
      writer.put(day);
      writer.put(open.done);
      writer.put(open.totals);
    }
  }
  return writer.finish();
}

RunIdentity RunStateFile::read_header(std::string_view bytes) {
  Reader reader(bytes);
  return read_of(reader);
}

void RunStateFile::read(std::string_view bytes, const std::vector<Totals>& shape, RunState& into) {
  Reader reader(bytes);
  read_of(reader);
  PartReader parts(reader, shape);
  const std::uint64_t n_seeds = into.partition().seeds();
  const std::uint64_t n_days = into.partition().days();
  into.seeds_ = parts.map(n_seeds, &PartReader::means);
  into.pooled_ = parts.totals();
  into.day_means_ = parts.map(n_days, &PartReader::means);
  into.pooled_days_ = parts.map(n_days, &PartReader::day_totals);
  into.looks_ = parts.map(n_seeds, &PartReader::means);
  for (std::size_t n = reader.size(); n > 0; --n) {
    const std::uint64_t number = reader.number();
    if (number >= n_seeds || into.seeds_.contains(number)) throw Reader::malformed();
    RunState::OpenSeed& seed = into.open_[number];
    seed.closed_days = parts.work_units(n_days);
    seed.closed = parts.totals();
    seed.day_means = parts.map(n_days, &PartReader::means);
    seed.day_totals = parts.map(n_days, &PartReader::day_totals);
    for (std::size_t days = reader.size(); days > 0; --days) {
      const std::uint64_t day = reader.number();
      if (day >= n_days || boost::icl::contains(seed.closed_days, day)) throw Reader::malformed();
      RunState::OpenDay& open = seed.days[day];
      open.done = parts.work_units(into.partition().work_units(day));
      open.totals = parts.totals();
      if (open.totals.empty()) throw Reader::malformed();
    }
  }
  reader.end();
  if (!fits_together(into, shape.size())) throw Reader::malformed();
}

// Whether it could have come of playing: sums are there where, and only where, something was
// played.
bool RunStateFile::fits_together(const RunState& run_state, std::size_t n_treatments) {
  const std::uint64_t n_days = run_state.partition().days();
  const bool day_means = run_state.keeps_days() && run_state.one_seed();
  const bool day_totals = run_state.keeps_days() && !run_state.one_seed();
  const auto all_of_size = [](const auto& values, std::size_t size) {
    return std::all_of(values.begin(), values.end(),
                       [size](const auto& value) { return value.second.size() == size; });
  };
  const std::uint64_t complete_days = run_state.seeds_.empty() ? 0 : n_days;
  if (run_state.seeds_.empty() != run_state.pooled_.empty() ||
      !all_of_size(run_state.seeds_, run_state.one_seed() ? 0 : n_treatments) ||
      run_state.day_means_.size() != (day_means ? complete_days : 0) ||
      !all_of_size(run_state.day_means_, n_treatments) ||
      run_state.pooled_days_.size() != (day_totals ? complete_days : 0) ||
      !all_of_size(run_state.pooled_days_, n_treatments)) {
    return false;
  }
  return std::all_of(run_state.open_.begin(), run_state.open_.end(), [&](const auto& open) {
    const RunState::OpenSeed& seed = open.second;
    const std::uint64_t closed = boost::icl::cardinality(seed.closed_days);
    return closed < n_days && (closed == 0) == seed.closed.empty() &&
           seed.day_means.size() == (day_means ? closed : 0) &&
           all_of_size(seed.day_means, n_treatments) &&
           seed.day_totals.size() == (day_totals ? closed : 0) &&
           all_of_size(seed.day_totals, n_treatments);
  });
}

}  // namespace reprise
