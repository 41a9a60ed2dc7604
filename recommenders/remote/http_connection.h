// A connection to a service that stays open from request to request.
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

/// The service sent no answer, or an answer that is not HTTP.
class HttpFailure : public std::runtime_error {
 public:
  HttpFailure(const std::string& what, bool unseen) : std::runtime_error(what), unseen_(unseen) {}
  /// Returns whether the service has certainly not seen the request, so that the request may be
  /// sent again.
  bool unseen() const { return unseen_; }

 private:
  bool unseen_;
};

/// A connection must not be shared by threads.
class HttpConnection {
 public:
  /// Does not connect before the first use. `timeout` applies to connecting, to sending and to the
  /// answer separately.
  HttpConnection(HttpAddress address, std::chrono::milliseconds timeout);
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  /// Connects, if it is not connected. Throws HttpFailure.
  void open();

  /// Sends POST `path` with the body as JSON, and returns the answer. Sends reprise's own header
  /// kDrawsHeader unless `draws` is empty. Throws HttpFailure; after any exception the next call
  /// connects anew.
  HttpAnswer post(const std::string& path, const std::string& body, const std::string& draws);

  static constexpr const char* kDrawsHeader = "Reprise-Draws";
  /// The longest allowed body of an answer, in bytes.
  static constexpr std::size_t kLongestBody = 1 << 20;

 private:
  struct Stream;
  static HttpAnswer post_on(Stream& stream, const std::string& path, const std::string& body,
                            const std::string& draws);
  std::unique_ptr<Stream> stream_;
};

}  // namespace reprise
