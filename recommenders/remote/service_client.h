// A botify service, asked over HTTP: reference_simulator.md of the port has its interface.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "recommenders/remote/http_connection.h"
#include "sim/random/streams.h"
#include "sim/sessions/listening.h"

namespace reprise {

/// What a service does wrong, or that there is none: its address and what it was asked are said.
class ServiceError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct ServiceSettings {
  HttpAddress url;
  double timeout = 10;  // seconds
  std::int64_t connections = 8;
  std::int64_t retries = 3;  // of connecting
};

/// The track that a service's answer to /next names, whatever it is: a whole number, and -1 for one
/// that 64 bits do not hold. Nothing for what is no such answer. Pure.
std::optional<std::int64_t> recommended_track(const std::string& body);

/// Thread-safe: as many threads as there are connections ask at the same time, the others wait.
class ServiceClient {
 public:
  explicit ServiceClient(ServiceSettings settings);

  /// Whether anybody answers. Throws ServiceError if not.
  void greet();
  /// The user has played the track for this time, the last of the session so far: what next?
  /// `draws` is where the recommender's draws would be, which a service of reprise's own uses. The
  /// answer is a whole number and no more is known of it. Throws ServiceError.
  std::int64_t next(std::int64_t user, TrackId track, Hundredths time, const DrawAddress& draws);
  /// The user has played the track for this time and leaves. Throws ServiceError.
  void last(std::int64_t user, TrackId track, Hundredths time);

  /// "http://127.0.0.1:5001/next/12 answered BODY; expected ...".
  ServiceError nonsense(const std::string& path, const std::string& body,
                        const std::string& expected) const;

 private:
  // The answer's body. Tries again where the service has certainly not seen the request: it counts
  // what it is told.
  std::string ask(const std::string& path, const std::string& body, const std::string& draws);
  std::string checked(const std::string& path, HttpAnswer answer) const;
  std::unique_ptr<HttpConnection> take();
  void give_back(std::unique_ptr<HttpConnection> connection);

  ServiceSettings settings_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<HttpConnection>> idle_;
};

}  // namespace reprise
