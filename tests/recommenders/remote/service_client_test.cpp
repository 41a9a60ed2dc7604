// Tests a client that asks a service over HTTP, above all a service that lies, stalls or goes away.
#include "recommenders/remote/service_client.h"

#include <atomic>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "recommenders/recommender.h"
#include "sim/random/draw_address_text.h"
#include "tests/peer.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

HttpAddress address_of(const std::string& text) {
  return ParameterType<HttpAddress>::read(Node::make_scalar(text, {"test", 1, 1}), "url");
}

TEST(HttpAddressTest, IsTakenApart) {
  const HttpAddress plain = address_of("http://localhost:5001");
  EXPECT_EQ(plain.host, "localhost");
  EXPECT_EQ(plain.port, "5001");
  EXPECT_EQ(plain.prefix, "");
  const HttpAddress prefixed = address_of("http://10.0.0.7/botify/api/");
  EXPECT_EQ(prefixed.port, "80");
  EXPECT_EQ(prefixed.prefix, "/botify/api");
  EXPECT_EQ(prefixed.url(), "http://10.0.0.7:80/botify/api");
  const HttpAddress six = address_of("http://[::1]:5001");
  EXPECT_EQ(six.host, "::1");
  EXPECT_EQ(six.url(), "http://[::1]:5001");
}

TEST(HttpAddressTest, OthersAreRefused) {
  for (const char* wrong :
       {"", "localhost:5001", "https://localhost", "http://", "http://:80", "http://host:0",
        "http://host:70000", "http://host:", "http://ho st", "http://host/a b", "http://[::1",
        "http://host/?q=1", "http://user@host", "http://host/\r\nX: y"}) {
    EXPECT_THROW(address_of(wrong), UserError) << wrong;
  }
}

TEST(DrawAddressTest, ReadsBackWhatItWrote) {
  const DrawAddress address{{{0x3f2a9c01u, 7u}}, 1'234'567'890'123ull, 42};
  EXPECT_EQ(draw_address_text(address), "3f2a9c01-00000007:1234567890123:42");
  const auto back = read_draw_address(draw_address_text(address));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->key, address.key);
  EXPECT_EQ(back->episode, address.episode);
  EXPECT_EQ(back->index, address.index);
  for (const char* wrong : {"", "1-2:3", "1-2:3:4 ", "g-2:3:4", "1-2:3:99999999999", "-1-2:3:4"}) {
    EXPECT_FALSE(read_draw_address(wrong)) << wrong;
  }
}

TEST(DrawAddressTest, AStreamKnowsWhereItBegan) {
  Stream stream(stream_key(5, "test"), std::uint64_t{1} << 40, 9);
  Stream again(stream.address());
  for (int i = 0; i < 10; ++i) EXPECT_EQ(stream(), again());
  EXPECT_EQ(stream.address().episode, std::uint64_t{1} << 40);
  EXPECT_EQ(stream.address().index, 9u);
}

ServiceSettings settings_for(const LyingService& service) {
  return {address_of(service.url()), 0.3, 2, 1};
}

// Returns a service that answers every request of a connection with the same text.
std::function<void(Peer&)> always(const std::string& answer) {
  return [answer](Peer& peer) {
    while (!peer.receive(is_whole, std::chrono::milliseconds(500)).empty()) peer.send(answer);
  };
}

std::string error_of(ServiceClient& client) {
  try {
    client.next(12, 3, 75, {});
  } catch (const ServiceError& error) {
    return error.what();
  }
  return "no error";
}

std::string error_for(const std::string& answer) {
  const LyingService service(always(answer));
  ServiceClient client(settings_for(service));
  return error_of(client);
}

TEST(ServiceClientTest, AsksAsBotifysRunnerDoes) {
  std::string asked;
  const LyingService service([&asked](Peer& peer) {
    asked = peer.receive(is_whole, std::chrono::milliseconds(500));
    peer.send(http_answer(R"({"user": 12, "track": 7})"));
  });
  ServiceClient client(settings_for(service));
  EXPECT_EQ(client.next(12, 3, 75, {{{1u, 2u}}, 5, 6}), 7);
  EXPECT_THAT(asked, AllOf(HasSubstr("POST /next/12 HTTP/1.1\r\n"),
                           HasSubstr("Reprise-Draws: 00000001-00000002:5:6\r\n"),
                           HasSubstr("Content-Type: application/json\r\n"),
                           HasSubstr("\r\n\r\n{\"track\": 3, \"time\": 0.75}")));
}

TEST(ServiceClientTest, KeepsItsConnections) {
  const LyingService service(always(http_answer(R"({"user": 12, "track": 7})")));
  ServiceClient client(settings_for(service));
  client.greet();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(client.next(12, 3, 75, {}), 7);
  client.last(12, 7, 0);
  EXPECT_EQ(service.connections(), 1);
}

// A service that gevent runs sends the head and the body of an answer in two packets, and its
// system holds the second back until the first is acknowledged. A client that leaves that to its
// own system makes it wait 40 ms for many an answer. This service looks whether the head is
// acknowledged before it sends the body, and waits a shorter time than a system that delays.
TEST(ServiceClientTest, AcknowledgesAHeadAtOnce) {
  constexpr int kRequests = 25;
  constexpr std::chrono::milliseconds kSoon{20};
  const std::string head =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
      "Content-Length: 24\r\nDate: Sat, 28 Nov 2026 12:00:00 GMT\r\n\r\n";
  const std::string body = "{\"user\": 12, \"track\": 7}";
  ASSERT_EQ(body.size(), 24u);
  std::atomic<int> late = 0;
  const LyingService service([&](Peer& peer) {
    while (!peer.receive(is_whole, std::chrono::milliseconds(2000)).empty()) {
      peer.send(head);
      if (!peer.is_acknowledged(kSoon)) ++late;
      peer.send(body);
    }
  });
  Peer peer = Peer::connect(service.port());
  for (int i = 0; i < kRequests; ++i) {
    peer.send("POST /next/12 HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}");
    ASSERT_THAT(peer.receive(is_whole), testing::EndsWith(body));
  }
  peer.close();
  if (late < kRequests / 2) GTEST_SKIP() << "this system acknowledges at once whoever asks";
  late = 0;
  ServiceClient client(settings_for(service));
  for (int i = 0; i < kRequests; ++i) ASSERT_EQ(client.next(12, 3, 75, {}), 7);
  // A busy machine may run the client late once or twice.
  EXPECT_LE(late, kRequests / 5);
}

TEST(ServiceClientTest, AsksForNothingBeforeTheFirstTrack) {
  std::string asked;
  const LyingService service([&asked](Peer& peer) {
    for (;;) {
      const std::string request = peer.receive(is_whole, std::chrono::milliseconds(500));
      if (request.empty()) return;
      asked += request.substr(0, request.find('\r')) + "\n";
      const bool next = request.starts_with("POST /next/");
      peer.send(next ? http_answer(R"({"user": 12, "track": 7})")
                     : http_answer("<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>",
                                   "404 NOT FOUND"));
    }
  });
  ServiceClient client(settings_for(service));
  client.greet();
  EXPECT_EQ(client.next(12, 3, 75, {}), 7);
  EXPECT_EQ(asked, "POST /next/12 HTTP/1.1\n");
}

TEST(ServiceClientTest, AnotherServiceIsShownByItsAnswer) {
  EXPECT_THAT(
      error_for(http_answer("<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n",
                            "404 NOT FOUND")),
      AllOf(HasSubstr("/next/12 answered with status 404: <!doctype html> <html lang=en> "
                      "<title>404 Not Found</title>;"),
            HasSubstr("a botify service answers POST /next/USER")));
}

TEST(ServiceClientTest, ConnectsAgainWhereTheServiceHasClosed) {
  const LyingService service([](Peer& peer) {
    peer.receive(is_whole, std::chrono::milliseconds(500));
    peer.send(http_answer(R"({"track": 7})"));
    peer.close();
  });
  ServiceClient client(settings_for(service));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(client.next(12, 3, 75, {}), 7);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));  // the service closes meanwhile
  }
  EXPECT_EQ(service.connections(), 3);
}

TEST(ServiceClientTest, NonsenseIsShown) {
  EXPECT_THAT(error_for(http_answer("<html>")),
              AllOf(HasSubstr("/next/12 answered <html>"), HasSubstr("expected")));
  EXPECT_THAT(error_for(http_answer("[1, 2]")), HasSubstr("answered [1, 2]"));
  EXPECT_THAT(error_for(http_answer("{}")), HasSubstr("answered {}"));
  EXPECT_THAT(error_for(http_answer(R"({"track": "7"})")), HasSubstr("a whole number"));
  EXPECT_THAT(error_for(http_answer(R"({"track": 7.5})")), HasSubstr("a whole number"));
  EXPECT_THAT(error_for(http_answer("broken", "500 Internal Server Error")),
              HasSubstr("status 500: broken"));
  EXPECT_THAT(error_for(http_answer(std::string(5000, 'x'))), testing::SizeIs(testing::Lt(400u)));
  EXPECT_THAT(error_for("SSH-2.0-OpenSSH\r\n\r\n"), HasSubstr("not HTTP"));
  EXPECT_THAT(error_for(fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", 1ull << 40)),
              HasSubstr("longer than"));
  const std::string deep(100'000, '[');
  EXPECT_THAT(error_for(http_answer(deep)), HasSubstr("expected"));
}

TEST(ServiceClientTest, WhatMayHaveBeenCountedIsNotSentAgain) {
  const LyingService closes([](Peer& peer) { peer.receive(is_whole); });
  ServiceClient client(settings_for(closes));
  EXPECT_THAT(error_of(client), AllOf(HasSubstr("closed the connection without an answer"),
                                      HasSubstr("not asked again")));
  EXPECT_EQ(closes.connections(), 1);

  const LyingService stalls([](Peer& peer) {
    peer.receive([](const std::string&) { return false; }, std::chrono::milliseconds(700));
  });
  ServiceClient waiting(settings_for(stalls));
  EXPECT_THAT(error_of(waiting),
              AllOf(HasSubstr("no answer within 0.3 s"), HasSubstr("not asked again")));
}

TEST(ServiceClientTest, NobodyThereIsTriedAgainAndSaid) {
  std::uint16_t port = 0;
  {
    const LyingService gone([](Peer&) {});
    port = gone.port();
  }
  ServiceClient client({address_of(fmt::format("http://127.0.0.1:{}", port)), 0.3, 1, 2});
  EXPECT_THAT(error_of(client),
              AllOf(HasSubstr(fmt::format("no service answers at http://127.0.0.1:{}", port)),
                    HasSubstr("3 attempts")));
}

}  // namespace
}  // namespace reprise
