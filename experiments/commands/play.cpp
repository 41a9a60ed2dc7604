// `reprise play`: the user plays a session as its recommender, or watches a recommender play.
#include <algorithm>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <optional>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/experiment_file.h"
#include "experiments/commands/option_value.h"
#include "experiments/commands/progress_display.h"
#include "experiments/commands/terminal.h"
#include "experiments/serving/one_session/prepared_session.h"
#include "experiments/serving/one_session/suggestion.h"
#include "experiments/serving/one_session/track_search.h"
#include "experiments/serving/one_session/watched_session.h"
#include "reports/text/display_text.h"
#include "sim/support/files/cache_directory.h"
#include "sim/support/number_text.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

constexpr int kWidth = 80;
constexpr std::size_t kHits = 10;

Usage usage() {
  Usage usage{"play", po::options_description("options")};
  usage.options.add_options()  //
      ("world", po::value<std::string>(),
       "a directory with tracks.npy (or embeddings.npy), tracks.json and users.json, a YAML file "
       "of a world, or upstream's config/env.yml; left out: the default world")  //
      ("watch", po::value<std::string>(),
       "watch instead of playing: a treatment of the experiment FILE or, without a file, a "
       "recommender as treatments have it, such as sticky_artist")                            //
      ("seed", po::value<std::string>(), "of the session; the experiment's first one, or 1")  //
      ("episode", po::value<std::string>(),
       "which session of the seed: what `reprise run` plays as this episode")  //
      ("user", po::value<std::string>(),
       "ID: the first session of this user, from --episode on")  //
      ("set", po::value<std::vector<std::string>>()->composing(),
       "KEY=VALUE: change the experiment FILE; may be repeated");
  usage.positional.add("file", -1);
  return usage;
}

// Returns a name as tables show it: printable, and exactly `width` columns wide.
std::string fitted(std::string_view text, int width) {
  return pad_right(shorten(printable(text), width), width);
}

std::string time_cell(std::int64_t hundredths) {
  return fmt::format("{:.2f}", static_cast<double>(hundredths) / 100);
}

// Returns a budget as tables show it: "###.. 3", with marks for the share that is left, then the
// number.
std::string budget_text(std::int32_t left, std::int32_t full) {
  constexpr std::int32_t kCells = 5;
  const std::int32_t cells = std::clamp(full, 1, kCells);
  const std::int64_t share = std::int64_t{std::max(left, 0)} * cells;
  const auto filled = full <= 0 ? 0 : static_cast<std::size_t>((share + full - 1) / full);
  return std::string(filled, '#') + std::string(static_cast<std::size_t>(cells) - filled, '.') +
         fmt::format(" {}", left);
}

std::string without_trailing_spaces(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

void print_paragraph(const std::string& text) {
  for (const std::string& line : wrap(text, kWidth)) std::cout << line << "\n";
}

// Returns a track as prose names it.
std::string named(const Catalog& catalog, TrackId track) {
  return fmt::format("track {}, {} - {}", track,
                     printable(catalog.artists[catalog.artist_of[track]]),
                     printable(catalog.titles[track]));
}

std::string artist_and_title(const Catalog& catalog, TrackId track) {
  return fmt::format("{} - {}", catalog.artists[catalog.artist_of[track]], catalog.titles[track]);
}

// Returns whether skips use up a budget, as they do for botify's users.
bool has_budget(const World& world) { return !facts_of(world).leaves_otherwise; }

// A table of the lengths of one session under several recommenders.
class Reaches {
 public:
  void add(const std::string& name, const SessionReach& reach) {
    rows_ += fmt::format("{} {:>7} {:>9}{}\n", fitted(name, 24), reach.tracks,
                         time_cell(reach.time), reach.cut_off ? "  not over" : "");
  }
  void print() const {
    std::cout << fmt::format("\n{} {:>7} {:>9}\n", fitted("the same session with", 24), "tracks",
                             "time")
              << rows_;
  }

 private:
  std::string rows_;
};

void print_interest(const Session& session) {
  std::cout << "\n";
  print_paragraph(fmt::format("What they had in mind: {}.",
                              named(session.world().catalog, session.interest())));
}

// Reads a line of the user's, without its line end; nothing at the end of the input. A line longer
// than any search is cut.
std::optional<std::string> read_line() {
  constexpr std::size_t kLongest = 1000;
  std::string line;
  char c = 0;
  bool any = false;
  while (std::cin.get(c)) {
    any = true;
    if (c == '\n') break;
    if (line.size() < kLongest) line.push_back(c);
  }
  if (!any) return std::nullopt;
  line.erase(line.find_last_not_of(" \t\r") + 1);
  line.erase(0, line.find_first_not_of(" \t"));
  return line;
}

// The user is the recommender: reads commands and plays the session.
class Game {
 public:
  explicit Game(const PreparedSession& stage)
      : stage_(stage),
        catalog_(stage.world().catalog),
        played_(stage.script()),
        nearest_(catalog_.embeddings),
        search_(stage.world()),
        person_(is_terminal(STDIN_FILENO)) {}

  void run() {
    const UserModel* model = stage_.world().user_model.get();
    print_paragraph(fmt::format(
        "You are the recommender. User {} came with something in mind and has heard a first track. "
        "{} ? is help, q quits.",
        printable(stage_.user_id()),
        model == nullptr
            ? "Every track they do not listen to may cost some of the budget, and without it they "
              "leave; a track again gets no time, an artist again gets less."
            : fmt::format("How they respond: {}.", model->sentence())));
    std::cout << "\n";
    print_heading();
    print_row(0);
    while (!played_.over()) {
      if (person_) std::cout << "next track: " << std::flush;
      const std::optional<std::string> line = read_line();
      if (!line && person_) std::cout << "\n";
      if (!line || !obey(*line)) break;
    }
    finish();
  }

 private:
  // Obeys one line of the user's. Returns false to quit.
  bool obey(const std::string& line) {
    const std::optional<std::uint64_t> number = number_of_text<std::uint64_t>(line);
    if (line == "q" || line == "quit" || line == "exit") return false;
    if (line == "?" || line == "help") {
      print_help();
    } else if (line == "h") {
      print_heading();
      for (std::size_t i = 0; i < played_.session().playbacks().size(); ++i) print_row(i);
    } else if (line.empty()) {
      play(suggest_track(played_.session(), nearest_));
    } else if (number && *number >= 1 && *number <= hits_.size()) {
      play(hits_[static_cast<std::size_t>(*number) - 1]);
    } else if (number) {
      play_id(*number);
    } else if (line.starts_with("#")) {
      const std::optional<std::uint64_t> id =
          number_of_text<std::uint64_t>(std::string_view(line).substr(1));
      id ? play_id(*id) : search(line, TrackSearch::In::artist_and_title);
    } else {
      search_for(line);
    }
    return true;
  }

  void play_id(std::uint64_t id) {
    if (id >= catalog_.n_tracks()) {
      std::cout << fmt::format("There is no track {}; ids go from 0 to {}.\n", id,
                               catalog_.n_tracks() - 1);
      return;
    }
    play(static_cast<TrackId>(id));
  }

  void play(TrackId track) {
    hits_.clear();
    played_.play(track);
    print_row(played_.session().playbacks().size() - 1);
  }

  void search_for(const std::string& line) {
    using In = TrackSearch::In;
    for (const auto& [prefix, in] : {std::pair{"a:", In::artist}, std::pair{"t:", In::title},
                                     std::pair{"/", In::artist_and_title}}) {
      if (line.starts_with(prefix)) return search(line.substr(std::strlen(prefix)), in);
    }
    search(line, In::artist_and_title);
  }

  void search(const std::string& words, TrackSearch::In in) {
    const TrackSearch::Found found = search_.find(words, in, kHits);
    hits_ = found.tracks;
    for (std::size_t i = 0; i < hits_.size(); ++i) {
      const TrackId track = hits_[i];
      std::cout << without_trailing_spaces(
                       fmt::format("{:>3}) {:>6}  {}  {} {}", i + 1, track,
                                   fitted(catalog_.artists[catalog_.artist_of[track]], 22),
                                   fitted(catalog_.titles[track], 32),
                                   played_.session().playbacks().contains(track) ? "played" : ""))
                << "\n";
    }
    if (found.count == 0) {
      print_paragraph(fmt::format(
          "Nothing has the words '{}'; try fewer, or a part of one.",
          printable(words.substr(std::min(words.find_first_not_of(" \t"), words.size())))));
    } else if (found.count > hits_.size()) {
      std::cout << fmt::format("{} of {}; another word narrows it down.\n", hits_.size(),
                               found.count);
    }
  }

  void print_heading() const {
    std::cout << fmt::format("{:>4} {:>6}  {}  {}  {:>4}  budget\n", "#", "track",
                             fitted("artist", 22), fitted("title", 28), "time");
  }

  void print_row(std::size_t i) {
    const Session& session = played_.session();
    const TrackId track = session.playbacks().tracks()[i];
    if (i == budgets_.size()) budgets_.push_back(session.budget());
    std::cout << fmt::format(
        "{:>4} {:>6}  {}  {}  {:>4}  {}\n", i, track,
        fitted(catalog_.artists[catalog_.artist_of[track]], 22), fitted(catalog_.titles[track], 28),
        time_cell(session.playbacks().times()[i]),
        has_budget(stage_.world()) ? budget_text(budgets_[i], budgets_.front()) : "-");
  }

  void print_help() const {
    std::cout << "  words      search artists and titles; every word must be there, in any case\n"
                 "  a: words   search artists          t: words   search titles\n"
                 "  /words     search, where the words look like something else: /1999, /h\n"
                 "  1 to 10    play what the list shows under this number\n"
                 "  ID, #ID    play the track with this id\n"
                 "  Enter      play a suggestion: the track nearest to what they liked best\n"
                 "  h          the session so far\n"
                 "  q          quit\n";
  }

  void finish() const {
    const Session& session = played_.session();
    std::cout << "\n";
    if (session.over()) {
      std::cout << (has_budget(stage_.world()) ? "The budget is used up: they leave.\n"
                                               : "They leave.\n");
    } else if (played_.over()) {
      std::cout << fmt::format("No session is longer than {} steps: they leave.\n",
                               session.recommendations());
    } else {
      std::cout << (has_budget(stage_.world())
                        ? fmt::format("You left them with {} of the budget.\n", session.budget())
                        : "You left them listening.\n");
    }
    Reaches reaches;
    reaches.add("you", reach_of(session));
    for (const Treatment& reference : stage_.references()) {
      reaches.add(reference.name, stage_.reach(reference));
    }
    reaches.print();
    print_interest(session);
    std::cout << fmt::format("\nFor the next session add --seed {} --episode {}.\n",
                             stage_.script().seed, stage_.script().episode.number + 1);
  }

  const PreparedSession& stage_;
  const Catalog& catalog_;
  ScriptedSession played_;
  NearestTracks nearest_;  // a table of its own, so that suggestions write no cache
  TrackSearch search_;
  bool person_;
  std::vector<TrackId> hits_;          // of the last search; empty after a track is played
  std::vector<std::int32_t> budgets_;  // budget left after each track
};

void watch(const PreparedSession& stage, std::size_t number, const TreatmentState& state) {
  const Treatment& treatment = stage.treatments()[number];
  const Catalog& catalog = stage.world().catalog;
  WatchedSession watched(stage.script(), treatment, state, stage.oracle());
  const Session& session = watched.session();
  const std::int32_t budget = session.budget();
  // Introduce the session.
  print_paragraph(fmt::format("{} in episode {} of seed {}: user {}, who has in mind {}.",
                              printable(treatment.name), stage.script().episode.number,
                              stage.script().seed, printable(stage.user_id()),
                              named(catalog, session.interest())));
  if (const auto assigned = stage.assigned(); assigned && *assigned != number) {
    print_paragraph(
        fmt::format("The design gives this user to {}, so a run does not play this "
                    "session with {}.",
                    printable(stage.treatments()[*assigned].name), printable(treatment.name)));
  }
  // Print a row for each step.
  const auto print_row = [&](std::uint32_t step, TrackId track, Hundredths time, std::int32_t left,
                             const std::string& oracle) {
    std::cout << without_trailing_spaces(
                     fmt::format("{:>4} {:>6}  {} {:>4}  {}  {}", step, track,
                                 fitted(artist_and_title(catalog, track), 26), time_cell(time),
                                 pad_right(has_budget(session.world()) ? budget_text(left, budget)
                                                                       : std::string("-"),
                                           7),
                                 oracle))
              << "\n";
  };
  std::cout << fmt::format("\nstep  track  {} time  budget   {} time\n",
                           fitted("artist - title", 26), fitted("the oracle's choice", 20));
  print_row(0, session.playbacks().first(), kWholeTrack, session.budget(), "");
  while (!watched.over()) {
    const WatchedStep step = watched.step();
    const std::string oracle = step.oracle_track == step.track
                                   ? fitted("the same", 20)
                                   : fitted(artist_and_title(catalog, step.oracle_track), 20);
    print_row(step.step, step.track, step.time, step.budget,
              fmt::format("{} {:>4}", oracle, time_cell(step.oracle_time)));
  }
  // Compare the length of the session with those of the references.
  Reaches reaches;
  reaches.add(treatment.name, reach_of(session));
  for (const Treatment& reference : stage.references()) {
    if (reference.name != treatment.name || reference.sentence != treatment.sentence) {
      reaches.add(reference.name, stage.reach(reference));
    }
  }
  reaches.print();
}

// Returns the name of the treatment for a recommender that --watch gives.
std::string treatment_name(const std::string& recommender) {
  const std::string plain = recommender.find_first_of(" {[") == std::string::npos
                                ? std::filesystem::path(recommender).stem().string()
                                : "";
  return plain.empty() ? "watched" : plain;
}

// Returns an experiment of one treatment, with more episodes than anybody may want to look at.
ExperimentSpec one_treatment(const po::variables_map& values, const std::string& name,
                             const Node& recommender) {
  Node treatments = Node::make_map();
  treatments.set(name, recommender);
  Node experiment = Node::make_map();
  experiment.set("experiment", Node::make_scalar("play"));
  if (values.count("world") != 0) {
    const std::string path = values["world"].as<std::string>();
    experiment.set("world", Node::make_scalar(path, {"--world " + path, 0, 0}));
  }
  experiment.set("episodes", Node::make_scalar("1000000000"));
  experiment.set("control", Node::make_scalar(name));
  experiment.set("treatments", std::move(treatments));
  return read_experiment(experiment);
}

int play_command(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  const bool watching = values.count("watch") != 0;
  const bool experiment = values.count("file") != 0;
  const auto what = watching ? values["watch"].as<std::string>() : "random";
  const std::vector<Setting> settings = read_settings(values);
  // Check that the options fit each other.
  if (experiment && !watching) {
    throw UserError(
        "an experiment is for watching one of its treatments: add --watch TREATMENT, "
        "or name a world with --world to play yourself");
  }
  if (experiment && values.count("world") != 0) {
    throw UserError("the experiment has a world of its own; change it with --set world=...");
  }
  if (!experiment && !settings.empty()) {
    throw UserError(
        fmt::format("{} changes an experiment, but no FILE is named", settings.front().option));
  }
  // Read the experiment, or make one.
  ExperimentSpec spec;
  std::string treatment = what;
  if (experiment) {
    const auto files = values["file"].as<std::vector<std::string>>();
    if (files.size() != 1) throw UserError("--watch takes one experiment FILE; name one");
    if (files.front() == "-") {
      throw UserError(
          "standard input has the lines that you type here, so the experiment cannot come from it; "
          "name a file");
    }
    spec = read_experiment_file(files.front(), settings);
  } else {
    treatment = treatment_name(what);
    spec = one_treatment(values, treatment, parse_yaml_option(what, {"--watch " + what, 0, 0}));
  }
  // Choose the session.
  SessionChoice choice;
  choice.seed = spec.seeds.values.front();
  if (const auto seed = option_value<std::int64_t>(values, "seed", {.min = 0})) {
    choice.seed = static_cast<std::uint64_t>(*seed);
  }
  if (const auto episode = option_value<std::int64_t>(values, "episode", {.min = 0})) {
    choice.episode = static_cast<std::uint64_t>(*episode);
  }
  choice.user = option_value<std::string>(values, "user");
  if (watching) choice.treatment = treatment;
  // Prepare the session, then play or watch it.
  Workspace workspace(cache_directory());
  std::optional<PreparedSession> stage;
  std::optional<TreatmentState> state;
  {
    ProgressDisplay display(false);
    const Progress progress = display.progress();
    stage.emplace(std::move(spec), choice, workspace, progress);
    if (watching) state = stage->state(stage->treatment(treatment), progress);
  }
  if (watching && stage->treatments()[stage->treatment(treatment)].service) {
    throw UserError(fmt::format(
        "{} asks a service, which would take the session that is watched for one of its user's; "
        "watch another treatment, or the service's own log",
        treatment));
  }
  watching ? watch(*stage, stage->treatment(treatment), *state) : Game(*stage).run();
  return kOk;
}

const CommandRegistration registration(
    {"play", "[--watch TREATMENT FILE] [options]",
     "be the recommender yourself, or watch a treatment step by step beside the oracle",
     play_command});

}  // namespace
}  // namespace reprise
