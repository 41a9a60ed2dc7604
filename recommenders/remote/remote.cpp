// The recommender `remote`: a botify service outside of this program recommends, and is told when
// sessions end.
#include <fmt/format.h>

#include "recommenders/recommender.h"
#include "recommenders/remote/service_client.h"

namespace reprise {
namespace {

class Remote final : public Recommender {
 public:
  explicit Remote(std::shared_ptr<ServiceClient> client) : client_(std::move(client)) {}

  TrackId next(Request& request) const override {
    const std::int64_t user = request.world.users.ids[request.user];
    const std::int64_t track = client_->next(
        user, request.playbacks.last(), request.playbacks.last_time(), request.draws.address());
    const auto n_tracks = static_cast<std::int64_t>(request.world.catalog.n_tracks());
    if (track < 0 || track >= n_tracks) {
      throw client_->nonsense(
          fmt::format("/next/{}", user), fmt::format("with track {}", track),
          fmt::format("a track of the world, 0 to {}; does it have the same tracks?",
                      n_tracks - 1));
    }
    return static_cast<TrackId>(track);
  }

 private:
  std::shared_ptr<ServiceClient> client_;
};

class Goodbye final : public SessionObserver {
 public:
  Goodbye(std::shared_ptr<ServiceClient> client, const World& world)
      : client_(std::move(client)), world_(world) {}

  void ended(UserIndex user, const Playbacks& session) const override {
    client_->last(world_.users.ids[user], session.last(), session.last_time());
  }

 private:
  std::shared_ptr<ServiceClient> client_;
  const World& world_;
};

const Registration<RecommenderPart> registration(
    "a botify service asked over HTTP; it keeps what it is told, so it takes part in every run",
    Parameters<ServiceSettings>("remote")
        .require("url", &ServiceSettings::url, "where it answers")
        .short_form()
        .add("timeout", &ServiceSettings::timeout, "seconds to wait for an answer",
             {.min = 0.001, .max = 3600})
        .add("connections", &ServiceSettings::connections,
             "requests sent at the same time, each user's one after the other",
             {.min = 1, .max = 1024})
        .add("retries", &ServiceSettings::retries,
             "times to connect again; what was sent is never sent again", {.min = 0, .max = 10}),
    Capabilities{.asks_service = true}, [](const ServiceSettings& settings, Build& build) {
      build.untold.push_back({build.place, "a service does not say them"});
      auto client = std::make_shared<ServiceClient>(settings);
      client->greet();
      build.service =
          OutsideService{settings.url.url(), static_cast<std::uint32_t>(settings.connections)};
      build.observers.push_back(std::make_unique<Goodbye>(client, build.world));
      return std::make_unique<Remote>(std::move(client));
    });

}  // namespace
}  // namespace reprise
