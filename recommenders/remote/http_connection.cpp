#include "recommenders/remote/http_connection.h"

#include <optional>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace reprise {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

// Beast applies timeouts to asynchronous work only, so each step is started asynchronously and then
// run to its end.
struct HttpConnection::Stream {
  Stream(HttpAddress to, std::chrono::milliseconds most) : address(std::move(to)), timeout(most) {}

  // Calls `start` with a handler (error, ...), runs the work that it starts, and returns the error.
  template <class Start>
  beast::error_code run(Start start) {
    return run_until(std::chrono::steady_clock::now() + timeout, start);
  }
  template <class Start>
  beast::error_code run_until(std::chrono::steady_clock::time_point deadline, Start start) {
    beast::error_code result;
    socket->expires_at(deadline);
    start([&result](beast::error_code error, auto&&...) { result = error; });
    context.restart();
    context.run();
    socket->expires_never();
    return result;
  }

  std::string words(const beast::error_code& error) const {
    if (error == beast::error::timeout) {
      return fmt::format("no answer within {:g} s", static_cast<double>(timeout.count()) / 1000);
    }
    if (error == http::error::end_of_stream || error == asio::error::eof ||
        error == asio::error::connection_reset || error == http::error::partial_message) {
      return "it closed the connection without an answer";
    }
    if (error == http::error::body_limit) {
      return fmt::format("its answer is longer than {} bytes", kLongestBody);
    }
    if (error.category() == http::make_error_code(http::error::bad_method).category()) {
      return fmt::format("its answer is not HTTP ({})", error.message());
    }
    return error.message();
  }

  [[noreturn]] void fail(const beast::error_code& error, bool unseen) {
    socket.reset();
    throw HttpFailure(words(error), unseen);
  }

  // Returns whether the other side has closed the idle connection.
  bool is_stale() {
    char byte = 0;
    const ssize_t got = ::recv(socket->socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
  }

  void connect() {
    if (socket && is_stale()) socket.reset();
    if (socket) return;
    asio::ip::tcp::resolver resolver(context);
    beast::error_code error;
    const auto endpoints = resolver.resolve(address.host, address.port, error);
    socket.emplace(context);
    if (error) fail(error, true);
    error = run([&](auto handler) { socket->async_connect(endpoints, handler); });
    if (error) fail(error, true);
    // Without this option an answer waits for an acknowledgement that waits for more data: 40 ms
    // for each request.
    socket->socket().set_option(asio::ip::tcp::no_delay(true), error);
    buffer.clear();
  }

  // Reads until the parser has a whole answer. A service may send head and body in two packets, and
  // without TCP_NODELAY its second one waits until we acknowledge the first, which Linux delays by
  // 40 ms. The kernel forgets the option by itself, so it is set before each read.
  template <class Parser>
  beast::error_code read(Parser& parser) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    beast::error_code error;
    while (!error && !parser.is_done()) {
#ifdef TCP_QUICKACK
      const int at_once = 1;
      ::setsockopt(socket->socket().native_handle(), IPPROTO_TCP, TCP_QUICKACK, &at_once,
                   sizeof at_once);
#endif
      error = run_until(
          deadline, [&](auto handler) { http::async_read_some(*socket, buffer, parser, handler); });
    }
    return error;
  }

  HttpAddress address;
  std::chrono::milliseconds timeout;
  asio::io_context context{1};
  std::optional<beast::tcp_stream> socket;
  beast::flat_buffer buffer;
};

HttpConnection::HttpConnection(HttpAddress address, std::chrono::milliseconds timeout)
    : stream_(std::make_unique<Stream>(std::move(address), timeout)) {}
HttpConnection::~HttpConnection() = default;

void HttpConnection::open() { stream_->connect(); }

HttpAnswer HttpConnection::post(const std::string& path, const std::string& body,
                                const std::string& draws) {
  try {
    return post_on(*stream_, path, body, draws);
  } catch (...) {
    // The rest of an answer may still come, and must not be read as the answer to another request.
    stream_->socket.reset();
    throw;
  }
}

HttpAnswer HttpConnection::post_on(Stream& stream, const std::string& path, const std::string& body,
                                   const std::string& draws) {
  stream.connect();
  http::request<http::string_body> request(http::verb::post, stream.address.prefix + path, 11);
  request.set(http::field::host, stream.address.host);
  request.set(http::field::accept, "application/json");
  if (!draws.empty()) request.set(kDrawsHeader, draws);
  request.set(http::field::content_type, "application/json");
  request.body() = body;
  request.prepare_payload();
  beast::error_code error =
      stream.run([&](auto handler) { http::async_write(*stream.socket, request, handler); });
  // The service may have received the request in spite of the error.
  if (error) stream.fail(error, false);
  http::response_parser<http::string_body> parser;
  parser.body_limit(kLongestBody);
  error = stream.read(parser);
  if (error) stream.fail(error, false);
  if (!parser.keep_alive()) stream.socket.reset();
  return {parser.get().result_int(), std::move(parser.get().body())};
}

}  // namespace reprise
