// A small HTTP server for answers that take no time: one handler, bounded in all that a peer could
// make large.
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
  std::string_view draws;  // the header Reprise-Draws; empty where there is none
};

struct HttpResponse {
  unsigned status = 200;
  std::string body;  // JSON
};

/// Called by several threads at once; must not throw.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

struct HttpLimits {
  std::size_t connections = 256;     // at the same time; whoever comes after is told so and closed
  std::size_t header = 16 << 10;     // bytes
  std::size_t body = 64 << 10;       // bytes
  std::chrono::seconds request{30};  // until a whole request is there, from the answer before on
  std::chrono::seconds goodbye{2};   // for requests that have begun when the server stops
};

class HttpServer {
 public:
  /// Listens from now on; port 0 takes any that is free. Throws UserError when it cannot.
  HttpServer(const std::string& host, std::uint16_t port, const HttpLimits& limits,
             HttpHandler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;

  /// Serves on so many threads until `stop` says so (asked every 50 ms by one of them), then
  /// answers what has been asked, and returns.
  void run(unsigned threads, const std::function<bool()>& stop);

 private:
  struct State;
  class Connection;
  std::unique_ptr<State> state_;
};

}  // namespace reprise
