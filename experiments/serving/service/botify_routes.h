// Implements botify's HTTP interface to a recommender service: GET /, GET /track/ID, POST
// /next/USER, POST /last/USER. Source: botify's server, as measured in the reference.
#pragma once

#include <atomic>

#include "experiments/serving/service/http_server.h"
#include "experiments/serving/service/recommender_service.h"
#include "experiments/serving/service/service_log.h"

namespace reprise {

/// Answers HTTP requests. Thread-safe. The service and the log must outlive this object; the log
/// may be null.
class BotifyRoutes {
 public:
  BotifyRoutes(RecommenderService& service, ServiceLog* log) : service_(service), log_(log) {}

  /// Answers any request. A wrong request gets a status of 400 or more and a message with the
  /// fault.
  HttpResponse answer(const HttpRequest& request);

  std::uint64_t requests() const { return requests_; }
  /// Returns the number of requests that were answered with an error.
  std::uint64_t refused() const { return refused_; }
  /// Returns the number of requests that named a track which is not in the catalog.
  std::uint64_t unknown_tracks() const { return unknown_tracks_; }

 private:
  HttpResponse route(const HttpRequest& request);
  HttpResponse track(std::string_view id) const;
  HttpResponse event(const HttpRequest& request, std::string_view user, bool last);

  RecommenderService& service_;
  ServiceLog* log_;
  std::atomic<std::uint64_t> requests_{0};
  std::atomic<std::uint64_t> refused_{0};
  std::atomic<std::uint64_t> unknown_tracks_{0};
};

}  // namespace reprise
