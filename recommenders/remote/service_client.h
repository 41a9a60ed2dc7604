// A client that asks a botify service over HTTP. The interface is described in
// reference_simulator.md of the port.
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

/// The service gave a wrong answer, or there is no service. The message has the address and the
/// request.
class ServiceError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct ServiceSettings {
  HttpAddress url;
  double timeout = 10;  // seconds
  std::int64_t connections = 8;
  std::int64_t retries = 3;  // number of attempts to connect again
};

/// Returns the track that a service's answer to /next names. It may be any whole number; a number
/// that 64 bits do not hold gives -1. Nothing if the body is not such an answer. Pure.
std::optional<std::int64_t> recommended_track(const std::string& body);

/// Thread-safe. As many threads as there are connections ask at the same time; the others wait.
class ServiceClient {
 public:
  explicit ServiceClient(ServiceSettings settings);

  /// Checks that somebody listens there, and asks for nothing: botify's protocol promises no more
  /// than /next and /last. Throws ServiceError if not.
  void greet();
  /// Tells the service that the user played `track`, the last track of the session so far, for
  /// `time`, and asks for the next track. `draws` is the address of the recommender's draws; a
  /// service of reprise's own uses it. The answer is a whole number that is not checked further.
  /// Throws ServiceError.
  std::int64_t next(std::int64_t user, TrackId track, Hundredths time, const DrawAddress& draws);
  /// Tells the service that the user played the track for this time and leaves. Throws
  /// ServiceError.
  void last(std::int64_t user, TrackId track, Hundredths time);

  /// Returns the error "http://127.0.0.1:5001/next/12 answered BODY; expected ...".
  ServiceError nonsense(const std::string& path, const std::string& body,
                        const std::string& expected) const;

 private:
  // Calls work(connection) with a connection that no other thread has, and returns what it returns.
  template <class Work>
  auto with_connection(const Work& work);
  // Calls work(connection) and returns what it returns. Tries again only if the service has
  // certainly not seen the request, because the service counts the playbacks that it is told;
  // otherwise throws HttpFailure. Throws ServiceError if nobody answers.
  template <class Work>
  auto retry(const Work& work);
  // Sends a request and returns the body of the answer.
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
