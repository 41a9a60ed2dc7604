#include "experiments/serving/service/botify_routes.h"

#include <chrono>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/random/draw_address_text.h"
#include "sim/support/number_text.h"

namespace reprise {
namespace {

using Json = nlohmann::ordered_json;

HttpResponse json(const Json& body) {
  return {200, body.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

HttpResponse refuse(unsigned status, const std::string& message) {
  return {status, Json{{"message", message}}.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

// Returns the text without white space around it and, as Python's int() and float() take numbers,
// without the underscores between digits; nothing where an underscore is not between digits.
std::optional<std::string> number_text(const std::string& text) {
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string::npos) return std::nullopt;
  const std::size_t end = text.find_last_not_of(kSpace) + 1;
  std::string plain;
  const auto is_digit = [&](std::size_t at) {
    return at >= begin && at < end && text[at] >= '0' && text[at] <= '9';
  };
  for (std::size_t at = begin; at < end; ++at) {
    if (text[at] == '_') {
      if (at == begin || !is_digit(at - 1) || !is_digit(at + 1)) return std::nullopt;
    } else if (!(text[at] == '+' && at == begin && is_digit(at + 1))) {
      plain.push_back(text[at]);
    }
  }
  return plain;
}

// Returns the value as Flask's parser with type=int gives it to botify: a whole number, a number
// whose fraction is cut off, a truth value, or the text of a whole number.
std::optional<std::int64_t> as_python_int(const Json& value) {
  if (value.is_boolean()) return value.get<bool>() ? 1 : 0;
  if (value.is_number_float()) {
    const double number = std::trunc(value.get<double>());
    if (!(std::abs(number) < 0x1p53)) return std::nullopt;
    return static_cast<std::int64_t>(number);
  }
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > std::uint64_t{1} << 62) {
    return std::nullopt;
  }
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (!value.is_string()) return std::nullopt;
  const std::optional<std::string> text = number_text(value.get_ref<const std::string&>());
  return text ? number_of_text<std::int64_t>(*text) : std::nullopt;
}

// The same with type=float.
std::optional<double> as_python_float(const Json& value) {
  if (value.is_boolean()) return value.get<bool>() ? 1 : 0;
  if (value.is_number()) return value.get<double>();
  if (!value.is_string()) return std::nullopt;
  const std::optional<std::string> text = number_text(value.get_ref<const std::string&>());
  if (!text) return std::nullopt;
  return number_of_text<double>(*text);
}

// Returns the rest of the target's path after `prefix`; nothing when the path begins otherwise.
std::optional<std::string_view> after(std::string_view target, std::string_view prefix) {
  const std::string_view path = target.substr(0, target.find('?'));
  if (!path.starts_with(prefix)) return std::nullopt;
  return path.substr(prefix.size());
}

}  // namespace

HttpResponse BotifyRoutes::answer(const HttpRequest& request) {
  ++requests_;
  HttpResponse response;
  try {
    response = route(request);
  } catch (const std::exception& error) {  // for example from a treatment that asks another service
    response = refuse(500, error.what());
  }
  if (response.status != 200) ++refused_;
  return response;
}

HttpResponse BotifyRoutes::route(const HttpRequest& request) {
  const bool get = request.method == "GET";
  const bool post = request.method == "POST";
  if (const auto rest = after(request.target, "/"); rest && rest->empty()) {
    return get ? json({{"status", "alive"}, {"message", "reprise serves"}})
               : refuse(405, "use GET");
  }
  if (const auto id = after(request.target, "/track/")) {
    return get ? track(*id) : refuse(405, "use GET");
  }
  for (const bool last : {false, true}) {
    if (const auto user = after(request.target, last ? "/last/" : "/next/")) {
      return post ? event(request, *user, last) : refuse(405, "use POST");
    }
  }
  return refuse(404, "there are GET /, GET /track/ID, POST /next/USER and POST /last/USER");
}

HttpResponse BotifyRoutes::track(std::string_view id) const {
  const Catalog& catalog = service_.world().catalog;
  const std::optional<std::int64_t> track = number_of_text<std::int64_t>(id);
  if (!track || *track < 0 || *track >= static_cast<std::int64_t>(catalog.n_tracks())) {
    return refuse(404, fmt::format("no such track; there are 0 to {}", catalog.n_tracks() - 1));
  }
  const auto index = static_cast<std::size_t>(*track);
  return json({{"track", *track},
               {"artist", std::string(catalog.artists[catalog.artist_of[index]])},
               {"title", std::string(catalog.titles[index])}});
}

HttpResponse BotifyRoutes::event(const HttpRequest& request, std::string_view user_text,
                                 bool last) {
  const auto start = std::chrono::steady_clock::now();
  // Read and check the request.
  const std::optional<std::int64_t> user = number_of_text<std::int64_t>(user_text);
  if (!user) return refuse(404, "the user is no whole number");
  const Json body = Json::parse(request.body, nullptr, /*allow_exceptions=*/false);
  if (!body.is_object() || !body.contains("track") || !body.contains("time")) {
    return refuse(400, R"(expected a body such as {"track": 12, "time": 0.75})");
  }
  const std::optional<std::int64_t> track = as_python_int(body["track"]);
  if (!track || *track < 0) return refuse(400, "'track' must be a whole number of at least 0");
  const double most = time_of(kMaxHundredths);
  const double share = as_python_float(body["time"]).value_or(-1);
  if (!(share >= 0 && share <= most)) {
    return refuse(400, "'time' must be a number, from 0 to 1 as a rule: the share listened to");
  }
  std::optional<DrawAddress> draws;
  if (!request.draws.empty() && !(draws = read_draw_address(request.draws))) {
    return refuse(400, "the header Reprise-Draws is malformed");
  }
  // Ask the service, write the log, and answer.
  const auto n_tracks = static_cast<std::int64_t>(service_.world().catalog.n_tracks());
  std::optional<TrackId> played;
  if (*track < n_tracks) {
    played = static_cast<TrackId>(*track);
  } else {
    ++unknown_tracks_;
  }
  const auto hundredths = static_cast<Hundredths>(std::lrint(share * 100));
  const RecommenderService::Answer answer = last ? service_.last(*user, played, hundredths)
                                                 : service_.next(*user, played, hundredths, draws);
  if (answer.kind == RecommenderService::Answer::Kind::unknown_user) {
    return refuse(404, fmt::format("there is no user {} whom this treatment could serve", *user));
  }
  if (answer.kind == RecommenderService::Answer::Kind::too_long) {
    return refuse(409, "the session is as long as one may be (max_steps); end it with /last");
  }
  const std::chrono::duration<double> latency = std::chrono::steady_clock::now() - start;
  if (log_ != nullptr && !log_->write({last, 0, *user, *track, hundredths, latency.count(),
                                       answer.track, answer.treatment})) {
    return refuse(503, "the log cannot be written");
  }
  if (last) return json({{"user", *user}});
  return json({{"user", *user}, {"track", answer.track}});
}

}  // namespace reprise
