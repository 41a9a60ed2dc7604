#include "recommenders/remote/service_client.h"

#include <limits>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/random/draw_address_text.h"
#include "sim/sessions/time_text.h"

namespace reprise {
namespace {

// Returns the beginning of an answer, short enough for a message.
std::string beginning(const std::string& body) {
  constexpr std::size_t kShown = 120;
  return body.size() <= kShown ? body : fmt::format("{}...", body.substr(0, kShown));
}

std::string played(TrackId track, Hundredths time) {
  return fmt::format(R"({{"track": {}, "time": {}}})", track, time_text(time));
}

}  // namespace

std::optional<std::int64_t> recommended_track(const std::string& body) {
  const nlohmann::json answer = nlohmann::json::parse(body, nullptr, false);
  if (!answer.is_object()) return std::nullopt;
  const auto track = answer.find("track");
  if (track == answer.end() || !track->is_number_integer()) return std::nullopt;
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (track->is_number_unsigned() && track->get<std::uint64_t>() > kMost) return -1;
  return track->get<std::int64_t>();
}

ServiceClient::ServiceClient(ServiceSettings settings) : settings_(std::move(settings)) {
  for (std::int64_t i = 0; i < settings_.connections; ++i) {
    idle_.push_back(std::make_unique<HttpConnection>(
        settings_.url,
        std::chrono::milliseconds(static_cast<std::int64_t>(settings_.timeout * 1000))));
  }
}

void ServiceClient::greet() { ask("/", "", ""); }

std::int64_t ServiceClient::next(std::int64_t user, TrackId track, Hundredths time,
                                 const DrawAddress& draws) {
  const std::string path = fmt::format("/next/{}", user);
  const std::string body = ask(path, played(track, time), draw_address_text(draws));
  const std::optional<std::int64_t> next = recommended_track(body);
  if (!next) throw nonsense(path, body, R"({"user": ..., "track": a whole number})");
  return *next;
}

void ServiceClient::last(std::int64_t user, TrackId track, Hundredths time) {
  ask(fmt::format("/last/{}", user), played(track, time), "");
}

ServiceError ServiceClient::nonsense(const std::string& path, const std::string& body,
                                     const std::string& expected) const {
  return ServiceError(fmt::format("{}{} answered {}; expected {}", settings_.url.url(), path,
                                  beginning(body), expected));
}

std::string ServiceClient::ask(const std::string& path, const std::string& body,
                               const std::string& draws) {
  for (std::int64_t attempt = 0;; ++attempt) {
    try {
      return checked(path, exchange(path, body, draws));
    } catch (const HttpFailure& failure) {
      if (!failure.unseen()) {
        throw ServiceError(fmt::format(
            "{}{}: {}; whether it has counted the request is not known, so it is not asked again",
            settings_.url.url(), path, failure.what()));
      }
      if (attempt >= settings_.retries) {
        throw ServiceError(
            fmt::format("no service answers at {} ({}, {} attempts); start it, or correct the url",
                        settings_.url.url(), failure.what(), attempt + 1));
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50) * (std::int64_t{1} << attempt));
    }
  }
}

HttpAnswer ServiceClient::exchange(const std::string& path, const std::string& body,
                                   const std::string& draws) {
  std::unique_ptr<HttpConnection> connection = take();
  // The connection is given back however the exchange ends, because other threads wait for it.
  try {
    HttpAnswer answer = connection->exchange(path, body, draws);
    give_back(std::move(connection));
    return answer;
  } catch (...) {
    give_back(std::move(connection));
    throw;
  }
}

std::string ServiceClient::checked(const std::string& path, HttpAnswer answer) const {
  if (answer.status == 200) return std::move(answer.body);
  throw ServiceError(fmt::format("{}{} answered with status {}: {}; expected 200",
                                 settings_.url.url(), path, answer.status, beginning(answer.body)));
}

std::unique_ptr<HttpConnection> ServiceClient::take() {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [this] { return !idle_.empty(); });
  std::unique_ptr<HttpConnection> connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

void ServiceClient::give_back(std::unique_ptr<HttpConnection> connection) {
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  }
  returned_.notify_one();
}

}  // namespace reprise
