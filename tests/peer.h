// The other side of a connection, byte by byte. Tests use it as a service that sends wrong answers
// and as a client that sends bad requests.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace reprise {

/// A connection to a server on this machine.
class Peer {
 public:
  explicit Peer(int socket) : socket_(socket) {}
  static Peer connect(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      ::close(socket);
      return Peer(-1);
    }
    return Peer(socket);
  }
  Peer(Peer&& other) noexcept : socket_(other.socket_) { other.socket_ = -1; }
  Peer& operator=(Peer&&) = delete;
  ~Peer() { close(); }

  bool is_open() const { return socket_ >= 0; }
  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }
  /// Tells the other side that no more bytes will come, but goes on receiving.
  void shut_down() { ::shutdown(socket_, SHUT_WR); }

  /// Waits until the other side's system has acknowledged all that was sent. Returns false when it
  /// has not within the time. Always true where the system does not tell.
  bool is_acknowledged(std::chrono::milliseconds most) const {
#ifdef TCP_INFO
    for (const auto end = std::chrono::steady_clock::now() + most;;) {
      tcp_info info{};
      socklen_t size = sizeof info;
      ::getsockopt(socket_, IPPROTO_TCP, TCP_INFO, &info, &size);
      if (info.tcpi_unacked == 0) return true;
      if (std::chrono::steady_clock::now() > end) return false;
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
#else
    return true;
#endif
  }

  void send(std::string_view text) {
    while (!text.empty()) {
      const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  /// Returns the bytes that come until the other side closes the connection, `enough` returns true,
  /// or the time `most` is over.
  std::string receive(
      const std::function<bool(const std::string&)>& enough =
          [](const std::string&) { return false; },
      std::chrono::milliseconds most = std::chrono::seconds(20)) {
    std::string all;
    const auto end = std::chrono::steady_clock::now() + most;
    while (!enough(all)) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          end - std::chrono::steady_clock::now());
      pollfd waiting{socket_, POLLIN, 0};
      if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) break;
      char bytes[4096];
      const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
      if (got <= 0) break;
      all.append(bytes, static_cast<std::size_t>(got));
    }
    return all;
  }

 private:
  int socket_;
};

/// A service for tests: it calls `serve` for each connection, each in a thread of its own.
class LyingService {
 public:
  explicit LyingService(std::function<void(Peer&)> serve)
      : serve_(std::move(serve)), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), size);
    ::listen(socket_, 16);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~LyingService() {
    stop_ = true;
    thread_.join();
    for (std::thread& serving : serving_) serving.join();
    ::close(socket_);
  }
  LyingService(const LyingService&) = delete;
  LyingService& operator=(const LyingService&) = delete;

  std::uint16_t port() const { return port_; }
  std::string url() const { return fmt::format("http://127.0.0.1:{}", port_); }
  int connections() const { return connections_; }

 private:
  void run() {
    while (!stop_) {
      pollfd waiting{socket_, POLLIN, 0};
      if (::poll(&waiting, 1, 10) <= 0) continue;
      ++connections_;
      serving_.emplace_back([this, socket = ::accept(socket_, nullptr, nullptr)] {
        Peer peer(socket);
        serve_(peer);
      });
    }
  }

  std::function<void(Peer&)> serve_;
  int socket_;
  std::uint16_t port_ = 0;
  std::atomic<bool> stop_{false};
  std::atomic<int> connections_{0};
  std::vector<std::thread> serving_;  // until thread_ has ended, only thread_ touches it
  std::thread thread_;
};

/// Returns true if the message is whole: its header has come, and a body of the length that the
/// header announces.
inline bool is_whole(const std::string& message) {
  const std::size_t end = message.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  const std::size_t length = message.find("Content-Length: ");
  const std::size_t body =
      length == std::string::npos ? 0 : std::stoul(message.substr(length + 16));
  return message.size() >= end + 4 + body;
}

/// Returns an HTTP answer with this body.
inline std::string http_answer(const std::string& body, const std::string& status = "200 OK") {
  return fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\n\r\n{}", status, body.size(), body);
}

}  // namespace reprise
