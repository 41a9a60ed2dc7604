// A small HTTP server for a handler that answers at once. The server limits everything that a peer
// could make large.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace reprise {

struct HttpRequest {
  std::string_view method;  // "GET"
  std::string_view target;  // "/next/12"
  std::string_view body;
  std::string_view draws;  // the header Reprise-Draws; empty when absent
};

struct HttpResponse {
  unsigned status = 200;
  std::string body;  // JSON
};

/// A handler is called by several threads at once. Where it throws a std::exception, the answer has
/// status 500 and the exception's text.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

struct HttpLimits {
  std::size_t connections = 256;     // at the same time; more get an error and are closed
  std::size_t header = 16 << 10;     // in bytes
  std::size_t body = 64 << 10;       // in bytes
  std::chrono::seconds request{30};  // from the answer before until the whole request is there
  std::chrono::seconds goodbye{2};   // for requests that have begun when the server stops
};

class HttpServer {
 public:
  /// Listens from now on; port 0 takes any free port. Throws UserError when the server cannot
  /// listen.
  HttpServer(const std::string& host, std::uint16_t port, const HttpLimits& limits,
             HttpHandler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;

  /// Serves on `threads` threads until `stop` returns true (one of the threads asks every 50 ms),
  /// then answers the requests that have begun, and returns. Throws what `stop` throws, when all
  /// threads have ended.
  void run(unsigned threads, const std::function<bool()>& stop);

 private:
  struct State;
  class Connection;
  std::unique_ptr<State> state_;
};

}  // namespace reprise
