#include "experiments/evaluation/bandit_log.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "experiments/evaluation/estimates_of.h"
#include "experiments/listens/text/csv_records.h"
#include "sim/support/suggestion.h"

namespace reprise {
namespace {

constexpr const char* kClick = "click";
constexpr double kAlpha = 0.05;

class Table {
 public:
  explicit Table(const BanditRequest& request)
      : bytes_(ListensInput{request.path, std::nullopt, request.path}),
        records_(bytes_, ',', Quoting::rfc4180) {
    if (!records_.next()) throw UserError(bytes_.place(1), "the table is empty");
    for (const std::string_view field : records_.fields()) header_.emplace_back(field);
    item_ = column("item_id");
    click_ = column(kClick);
    propensity_ = column("propensity_score");
    if (request.target) target_ = column(*request.target);
    const auto user = std::find(header_.begin(), header_.end(), "user_id");
    if (user != header_.end()) user_ = static_cast<std::size_t>(user - header_.begin());
  }

  void read(LoggedSessions& log, std::vector<double>& reward, std::vector<double>& target,
            std::size_t& n_items) {
    std::unordered_set<std::string> items;
    std::unordered_map<std::string, std::uint32_t> users;
    while (records_.next()) {
      if (records_.fields().size() != header_.size()) {
        throw UserError(place(), fmt::format("the row has {} fields; expected {}, as the header",
                                             records_.fields().size(), header_.size()));
      }
      items.insert(field(item_));
      const auto next = static_cast<std::uint32_t>(users.size());
      const std::string name = user_ ? field(*user_) : std::to_string(log.n_sessions());
      log.user.push_back(users.emplace(name, next).first->second);
      log.propensity.push_back(number(propensity_, "a probability above 0 and up to 1", 1e-300, 1));
      log.state.push_back(0);
      log.begin.push_back(log.propensity.size());
      reward.push_back(number(click_, "a number, such as 0 or 1", -1e9, 1e9));
      if (target_) target.push_back(number(*target_, "a probability from 0 to 1", 0, 1));
    }
    log.n_users = static_cast<std::uint32_t>(users.size());
    n_items = items.size();
    if (log.n_sessions() == 0) throw UserError(bytes_.place(1), "the table has no rows");
  }

 private:
  std::size_t column(const std::string& name) const {
    const auto at = std::find(header_.begin(), header_.end(), name);
    if (at != header_.end()) return static_cast<std::size_t>(at - header_.begin());
    throw UserError(bytes_.place(1),
                    fmt::format("there is no column '{}'{}; expected item_id, click and "
                                "propensity_score",
                                name, did_you_mean(name, header_)));
  }

  Place place() const { return bytes_.place(records_.line()); }
  std::string field(std::size_t column) const { return std::string(records_.fields()[column]); }

  double number(std::size_t column, const char* expected, double least, double most) const {
    const std::string_view text = records_.fields()[column];
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !(value >= least) ||
        !(value <= most)) {
      throw UserError(place(),
                      fmt::format("'{}' is {}; expected {}", header_[column], text, expected));
    }
    return value;
  }

  LogBytes bytes_;
  CsvRecords records_;
  std::vector<std::string> header_;
  std::size_t item_ = 0;
  std::size_t click_ = 0;
  std::size_t propensity_ = 0;
  std::optional<std::size_t> target_;
  std::optional<std::size_t> user_;
};

}  // namespace

OfflineNumbers bandit_numbers(const BanditRequest& request) {
  LoggedSessions log;
  std::vector<double> reward;
  std::vector<double> target;
  std::size_t n_items = 0;
  Table(request).read(log, reward, target, n_items);
  if (!request.target) target.assign(log.n_steps(), 1 / static_cast<double>(n_items));
  const ImportanceWeights weights = weights_of(log, target);

  OfflineNumbers numbers;
  numbers.sessions = log.n_sessions();
  numbers.steps = log.n_steps();
  numbers.users = log.n_users;
  numbers.confidence = 1 - kAlpha;
  OfflinePolicy policy;
  policy.name = request.target.value_or(fmt::format("uniform over {} items", n_items));
  policy.effective_sessions = weights.effective_sessions;
  policy.effective_steps = weights.effective_steps;
  policy.unsupported = unsupported_share(weights);
  policy.metrics.push_back(estimates_of(kClick, {log, target, {reward, {}, {}, {}, {}}},
                                        unsupported_text(policy.unsupported), 0, kAlpha));
  numbers.policies.push_back(std::move(policy));
  return numbers;
}

}  // namespace reprise
