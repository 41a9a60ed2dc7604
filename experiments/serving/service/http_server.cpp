#include "experiments/serving/service/http_server.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "recommenders/remote/http_connection.h"
#include "sim/support/user_error.h"

namespace reprise {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

namespace {

constexpr std::chrono::milliseconds kPoll{50};
constexpr std::chrono::seconds kManners{1};

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

struct HttpServer::State {
  State(const HttpLimits& of_limits, HttpHandler of_handler)
      : limits(of_limits), handler(std::move(of_handler)) {}

  void accept();
  void poll();
  void end();

  HttpLimits limits;
  HttpHandler handler;
  std::function<bool()> stop;
  std::atomic<bool> stopping{false};
  std::chrono::steady_clock::time_point deadline;  // set when the server stops
  std::atomic<std::size_t> open{0};                // number of connections
  asio::io_context context;
  // The members below are used only in the acceptor's strand.
  tcp::acceptor acceptor{asio::make_strand(context)};
  asio::steady_timer timer{acceptor.get_executor()};
  asio::steady_timer retry{acceptor.get_executor()};
  std::set<std::weak_ptr<Connection>, std::owner_less<>> connections;
};

// One connection. It lives as long as an operation on it is pending, and all its code runs in the
// strand of its socket.
class HttpServer::Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, State& state)
      : stream_(std::move(socket)), state_(state), buffer_(state.limits.header + (16 << 10)) {
    ++state_.open;
  }
  ~Connection() { --state_.open; }

  void start(bool too_many) {
    beast::error_code ignored;
    stream_.socket().set_option(tcp::no_delay(true), ignored);
    asio::dispatch(stream_.get_executor(), [self = shared_from_this(), too_many] {
      if (too_many) {
        self->refuse(http::status::service_unavailable, "too many connections");
      } else {
        self->read();
      }
    });
  }

  // Tells the connection that no more requests are wanted. A connection without a begun request is
  // closed.
  void stop() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
      if (self->parser_ && !self->parser_->got_some()) self->close();
    });
  }

 private:
  void read() {
    if (state_.stopping && buffer_.size() == 0) return hang_up();
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(state_.limits.header));
    parser_->body_limit(state_.limits.body);
    stream_.expires_after(state_.limits.request);
    http::async_read(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](beast::error_code error, std::size_t) { self->answer(error); });
  }

  void answer(const beast::error_code& error) {
    // The connection was closed after the request had come, so nobody would get the answer.
    if (!stream_.socket().is_open()) return;
    if (error == http::error::body_limit) {
      return refuse(http::status::payload_too_large, "the body is too long");
    }
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
      return refuse(http::status::request_header_fields_too_large, "the header is too long");
    }
    if (error == http::error::end_of_stream || error == beast::error::timeout ||
        error.category() != http::make_error_code(http::error::bad_method).category()) {
      if (error) return close();
    }
    if (error) return refuse(http::status::bad_request, "this is not HTTP");
    const http::request<http::string_body>& request = parser_->get();
    HttpResponse response;
    try {
      response = state_.handler({view(request.method_string()), view(request.target()),
                                 request.body(), view(request[HttpConnection::kDrawsHeader])});
    } catch (const std::exception& failure) {
      // One request fails; without an answer its client would wait for ever.
      response = {500, nlohmann::json{{"message", failure.what()}}.dump(
                           -1, ' ', false, nlohmann::json::error_handler_t::replace)};
    }
    respond(static_cast<http::status>(response.status), response.body,
            request.keep_alive() && !state_.stopping, request.version());
  }

  void refuse(http::status status, const char* message) {
    respond(status, fmt::format(R"({{"message": "{}"}})", message), false, 11);
  }

  void respond(http::status status, const std::string& body, bool keep_alive, unsigned version) {
    parser_.reset();
    response_ = {status, version};
    response_.set(http::field::content_type, "application/json");
    response_.keep_alive(keep_alive);
    response_.body() = body;
    response_.prepare_payload();
    stream_.expires_after(state_.limits.request);
    http::async_write(
        stream_, response_,
        [self = shared_from_this(), keep_alive](beast::error_code error, std::size_t) {
          if (error) return self->close();
          if (!keep_alive) return self->hang_up();
          self->read();
        });
  }

  // Closes the connection gently. Closing a socket with unread data in it would discard data that
  // the peer has not read yet. So the server first tells the peer that nothing more comes, and
  // waits a moment for the peer to close.
  void hang_up() {
    beast::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(kManners);
    drain();
  }
  void drain() {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(4096),
                            [self = shared_from_this()](beast::error_code error, std::size_t) {
                              error ? self->close() : self->drain();
                            });
  }

  void close() { stream_.close(); }

  beast::tcp_stream stream_;
  State& state_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;  // set while a request is read
  http::response<http::string_body> response_;
};

void HttpServer::State::accept() {
  acceptor.async_accept(
      asio::make_strand(context), [this](beast::error_code error, tcp::socket socket) {
        if (stopping || !acceptor.is_open()) return;
        if (!error) {
          const bool too_many = open >= limits.connections;
          auto connection = std::make_shared<Connection>(std::move(socket), *this);
          std::erase_if(connections, [](const auto& known) { return known.expired(); });
          connections.insert(connection);
          connection->start(too_many);
          return accept();
        }
        // The process may be out of file descriptors; a moment later there may be some.
        retry.expires_after(kPoll);
        retry.async_wait([this](beast::error_code) {
          if (!stopping) accept();
        });
      });
}

void HttpServer::State::poll() {
  timer.expires_after(kPoll);
  timer.async_wait([this](beast::error_code) {
    if (!stop()) return poll();
    stopping = true;
    beast::error_code ignored;
    acceptor.close(ignored);
    for (const std::weak_ptr<Connection>& known : connections) {
      if (const std::shared_ptr<Connection> connection = known.lock()) connection->stop();
    }
    deadline = std::chrono::steady_clock::now() + limits.goodbye;
    end();
  });
}

void HttpServer::State::end() {
  if (open == 0 || std::chrono::steady_clock::now() > deadline) return context.stop();
  timer.expires_after(std::chrono::milliseconds(2));
  timer.async_wait([this](beast::error_code) { end(); });
}

HttpServer::HttpServer(const std::string& host, std::uint16_t port, const HttpLimits& limits,
                       HttpHandler handler)
    // Resolve the address, then open, bind and listen.
    : state_(std::make_unique<State>(limits, std::move(handler))) {
  beast::error_code error;
  const auto check = [&](const char* what) {
    if (!error) return;
    throw UserError(fmt::format("cannot serve at {}:{}: {} ({}); choose another --host or --port",
                                host, port, what, error.message()));
  };
  tcp::resolver resolver(state_->context);
  const auto found = resolver.resolve(
      host, std::to_string(port), tcp::resolver::passive | tcp::resolver::numeric_service, error);
  check("no such host");
  const tcp::endpoint endpoint = found.begin()->endpoint();
  tcp::acceptor& acceptor = state_->acceptor;
  acceptor.open(endpoint.protocol(), error);
  check("no socket");
  acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  check("no socket");
  acceptor.bind(endpoint, error);
  check("the address is taken or not ours");
  acceptor.listen(asio::socket_base::max_listen_connections, error);
  check("nobody may listen there");
}

HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const { return state_->acceptor.local_endpoint().port(); }

void HttpServer::run(unsigned threads, const std::function<bool()>& stop) {
  State& state = *state_;
  state.stop = stop;
  asio::dispatch(state.acceptor.get_executor(), [&state] {
    state.accept();
    state.poll();
  });
  // An exception ends all threads and is thrown again here, because one that leaves a thread would
  // end the program.
  std::mutex mutex;
  std::exception_ptr failure;
  const auto serve = [&] {
    try {
      state.context.run();
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      state.context.stop();
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(serve);
  serve();
  for (std::thread& other : others) other.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace reprise
