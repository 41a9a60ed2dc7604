#include "recommenders/remote/service_client.h"

#include <limits>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/random/draw_address_text.h"
#include "sim/sessions/time_text.h"
#include "sim/support/whole_characters.h"

namespace reprise {
namespace {

// Returns the beginning of an answer, short enough for a message, and in one line.
std::string beginning(const std::string& body) {
  constexpr std::size_t kShown = 120;
  std::string shown;
  for (const char c : body) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (space && (shown.empty() || shown.back() == ' ')) continue;
    shown.push_back(space ? ' ' : c);
    if (shown.size() > kShown) return std::string(whole_characters(shown, kShown)) + "...";
  }
  while (shown.ends_with(' ')) shown.pop_back();
  return shown.empty() ? "nothing" : shown;
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

template <class Work>
auto ServiceClient::with_connection(const Work& work) {
  std::unique_ptr<HttpConnection> connection = take();
  // The connection is given back however the work ends, because other threads wait for it.
  try {
    auto result = work(*connection);
    give_back(std::move(connection));
    return result;
  } catch (...) {
    give_back(std::move(connection));
    throw;
  }
}

template <class Work>
auto ServiceClient::retry(const Work& work) {
  for (std::int64_t attempt = 0;; ++attempt) {
    try {
      return with_connection(work);
    } catch (const HttpFailure& failure) {
      if (!failure.unseen()) throw;
      if (attempt >= settings_.retries) {
        throw ServiceError(
            fmt::format("no service answers at {} ({}, {} attempts); start it, or correct the url",
                        settings_.url.url(), failure.what(), attempt + 1));
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50) * (std::int64_t{1} << attempt));
    }
  }
}

void ServiceClient::greet() {
  retry([](HttpConnection& connection) {
    connection.open();
    return 0;
  });
}

std::string ServiceClient::ask(const std::string& path, const std::string& body,
                               const std::string& draws) {
  try {
    return checked(path, retry([&](HttpConnection& connection) {
                     return connection.post(path, body, draws);
                   }));
  } catch (const HttpFailure& failure) {
    throw ServiceError(fmt::format(
        "{}{}: {}; whether it has counted the request is not known, so it is not asked again",
        settings_.url.url(), path, failure.what()));
  }
}

std::string ServiceClient::checked(const std::string& path, HttpAnswer answer) const {
  if (answer.status == 200) return std::move(answer.body);
  throw ServiceError(
      fmt::format("{}{} answered with status {}: {}; expected 200: {}", settings_.url.url(), path,
                  answer.status, beginning(answer.body),
                  answer.status == 404 || answer.status == 405
                      ? "a botify service answers POST /next/USER and POST /last/USER; is this one?"
                      : "see the service's own log for what went wrong"));
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
