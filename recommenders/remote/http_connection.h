// One connection to a service, kept open from request to request.
#pragma once

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>

#include "recommenders/remote/http_address.h"

namespace reprise {

struct HttpAnswer {
  unsigned status = 0;
  std::string body;
};

/// No answer came, or none that is HTTP.
class HttpFailure : public std::runtime_error {
 public:
  HttpFailure(const std::string& what, bool unseen) : std::runtime_error(what), unseen_(unseen) {}
  /// Whether the service has certainly not seen the request, so that it may be sent again.
  bool unseen() const { return unseen_; }

 private:
  bool unseen_;
};

/// Not to be shared by threads.
class HttpConnection {
 public:
  /// Connects when it is first used. `timeout` is for each of connecting, sending and the answer.
  HttpConnection(HttpAddress address, std::chrono::milliseconds timeout);
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  /// Sends GET or, with a body, POST `path` with the body as JSON, and a header of ours named
  /// kDrawsHeader unless `draws` is empty. Throws HttpFailure; the connection is then a fresh one.
  HttpAnswer exchange(const std::string& path, const std::string& body, const std::string& draws);

  static constexpr const char* kDrawsHeader = "Reprise-Draws";
  /// Bytes of an answer's body at most.
  static constexpr std::size_t kLongestBody = 1 << 20;

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace reprise
