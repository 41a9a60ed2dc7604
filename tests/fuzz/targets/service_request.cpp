// Fuzzes requests to `reprise serve`, as its HTTP server hands them on. The first three lines of
// the input are the method, the target and the draws; the rest is the body.
#include "experiments/serving/service/botify_routes.h"
#include "sim/support/check.h"
#include "tests/fuzz/input_file.h"

namespace {

struct Service {
  reprise::ExperimentSpec spec = reprise::read_experiment(reprise::parse_yaml(
      "{experiment: e, world: {generate: {tracks: 60, users: 20, dim: 4}}, episodes: 20, "
      "max_steps: "
      "50, design: split, control: a, treatments: {a: random, b: {anchor: first_track, candidates: "
      "{nearest: 30}, exclude: user, pick: uniform}}}",
      "experiment"));
  reprise::Workspace workspace;
  reprise::Timings timings;
  reprise::Prepared prepared = reprise::prepare(spec, workspace, timings, {});
  reprise::RecommenderService service{prepared, {}, {}};
  reprise::BotifyRoutes routes{service, nullptr};
};

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  static Service service;
  std::string_view rest = text_of(data, size);
  const std::string_view method = take_line(rest);
  const std::string_view target = take_line(rest);
  const std::string_view draws = take_line(rest);
  const HttpResponse response = service.routes.answer({method, target, rest, draws});
  REPRISE_CHECK(response.status >= 200 && response.status < 500, "status {}: {}", response.status,
                response.body);
  return 0;
}
