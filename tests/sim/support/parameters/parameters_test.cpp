#include "sim/support/parameters/parameters.h"

#include <gmock/gmock.h>

#include "sim/support/parameters/nested.h"
#include "sim/support/parameters/registry.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using testing::ThrowsMessage;

enum class Colour { red, green };
std::vector<std::string> choices(Colour) { return {"red", "green"}; }

struct Inner {
  double weight = 0.5;
  static const Parameters<Inner>& parameters() {
    static const auto declared =
        Parameters<Inner>("inner").add("weight", &Inner::weight, "a weight", {.min = 0, .max = 1});
    return declared;
  }
};

struct Sample {
  std::int64_t top = 100;
  std::string name;
  double rate = 0.25;
  bool ordered = false;
  Colour colour = Colour::red;
  std::vector<std::int64_t> sizes = {1, 2};
  std::optional<double> limit;
  Inner inner;
};

Parameters<Sample> declare() {
  return Parameters<Sample>("sample")
      .require("name", &Sample::name, "what it is called")
      .add("top", &Sample::top, "how many", {.min = 1, .max = 1000})
      .add("rate", &Sample::rate, "how fast", {.min = 0})
      .add("ordered", &Sample::ordered, "whether it is")
      .add("colour", &Sample::colour, "of the thing")
      .add("sizes", &Sample::sizes, "of the parts")
      .add("limit", &Sample::limit, "when to stop")
      .otherwise("never")
      .add("inner", &Sample::inner, "inside");
}

Sample read(const std::string& yaml) { return declare().read(parse_yaml(yaml, "f.yaml")); }

// Returns a function that reads `yaml`, for tests of exceptions.
auto reading(const std::string& yaml) {
  return [yaml] { read(yaml); };
}

TEST(Parameters, ReadEveryType) {
  const Sample sample = read(
      "{name: x, top: 7, rate: 1e-3, ordered: true, colour: green, sizes: [], limit: 2, "
      "inner: {weight: 1}}");
  EXPECT_EQ(sample.name, "x");
  EXPECT_EQ(sample.top, 7);
  EXPECT_EQ(sample.rate, 1e-3);
  EXPECT_TRUE(sample.ordered);
  EXPECT_EQ(sample.colour, Colour::green);
  EXPECT_TRUE(sample.sizes.empty());
  EXPECT_EQ(sample.limit, 2.0);
  EXPECT_EQ(sample.inner.weight, 1);
}

TEST(Parameters, DefaultsAreWhatTheStructHolds) {
  const Sample sample = read("{name: x}");
  EXPECT_EQ(sample.top, 100);
  EXPECT_EQ(sample.rate, 0.25);
  EXPECT_EQ(sample.sizes, (std::vector<std::int64_t>{1, 2}));
  EXPECT_FALSE(sample.limit.has_value());
  EXPECT_EQ(sample.inner.weight, 0.5);
}

TEST(Parameters, RefuseUnknownKeys) {
  EXPECT_THAT(reading("name: x\ntpo: 5\n"),
              ThrowsMessage<UserError>(AllOf(StartsWith("f.yaml:2:1:"), HasSubstr("'tpo'"),
                                             HasSubstr("did you mean 'top'?"),
                                             HasSubstr("it takes name, top, rate"))));
  EXPECT_THAT(reading("{name: x, nothing_like_it: 5}"),
              ThrowsMessage<UserError>(Not(HasSubstr("did you mean"))));
}

TEST(Parameters, RefuseMissingOnes) {
  EXPECT_THAT(reading("{top: 5}"),
              ThrowsMessage<UserError>(HasSubstr("sample needs 'name': what it is called")));
  EXPECT_THAT(reading(""), ThrowsMessage<UserError>(HasSubstr("needs 'name'")));
}

TEST(Parameters, RequireSomeOfAList) {
  struct Several {
    std::vector<std::int64_t> of;
  };
  const auto declared = Parameters<Several>("several").require_some(
      "of", &Several::of, "the numbers, the first one first", "number");
  const auto reading_several = [&](const std::string& yaml) {
    return [&declared, yaml] { declared.read(parse_yaml(yaml, "f.yaml")); };
  };
  EXPECT_EQ(declared.read(parse_yaml("of: [3]", "f.yaml")).of, std::vector<std::int64_t>{3});
  EXPECT_THAT(reading_several("of: []"),
              ThrowsMessage<UserError>(AllOf(StartsWith("f.yaml:1:5:"),
                                             HasSubstr("'several.of' is an empty list; expected "
                                                       "at least one number"))));
  EXPECT_THAT(reading_several("of: 3"), ThrowsMessage<UserError>(HasSubstr("expected a list")));
  EXPECT_THAT(reading_several("{}"), ThrowsMessage<UserError>(HasSubstr("needs 'of'")));
  EXPECT_TRUE(declared.describe().front().required);
}

TEST(Parameters, RefuseWrongTypes) {
  EXPECT_THAT(reading("{name: x, top: many}"),
              ThrowsMessage<UserError>(AllOf(StartsWith("f.yaml:1:16:"),
                                             HasSubstr("'sample.top' is 'many'"),
                                             HasSubstr("expected an integer"))));
  EXPECT_THAT(reading("{name: x, top: \"5\"}"), ThrowsMessage<UserError>(HasSubstr("integer")));
  EXPECT_THAT(reading("{name: x, top: 1.5}"), ThrowsMessage<UserError>(HasSubstr("integer")));
  EXPECT_THAT(reading("{name: x, top: }"), ThrowsMessage<UserError>(HasSubstr("is nothing")));
  EXPECT_THAT(reading("{name: x, rate: .nan}"), ThrowsMessage<UserError>(HasSubstr("finite")));
  EXPECT_THAT(reading("{name: x, rate: inf}"), ThrowsMessage<UserError>(HasSubstr("finite")));
  EXPECT_THAT(reading("{name: x, rate: 1e999}"), ThrowsMessage<UserError>(HasSubstr("finite")));
  EXPECT_THAT(reading("{name: x, ordered: yes}"), ThrowsMessage<UserError>(HasSubstr("true")));
  EXPECT_THAT(reading("{name: [x]}"), ThrowsMessage<UserError>(HasSubstr("a list; expected text")));
  EXPECT_THAT(reading("{name: x, sizes: 5}"), ThrowsMessage<UserError>(HasSubstr("a list")));
  EXPECT_THAT(reading("{name: x, sizes: [1, b]}"), ThrowsMessage<UserError>(HasSubstr("'b'")));
  EXPECT_THAT(reading("{name: x, colour: gren}"),
              ThrowsMessage<UserError>(
                  AllOf(HasSubstr("red | green"), HasSubstr("did you mean 'green'?"))));
  EXPECT_THAT(reading("{name: x, inner: {wieght: 1}}"),
              ThrowsMessage<UserError>(HasSubstr("did you mean 'weight'?")));
}

TEST(Parameters, RefuseWhatIsOutOfRange) {
  EXPECT_THAT(reading("{name: x, top: 0}"), ThrowsMessage<UserError>(HasSubstr("1 to 1000")));
  EXPECT_THAT(reading("{name: x, top: 1001}"), ThrowsMessage<UserError>(HasSubstr("1 to 1000")));
  EXPECT_THAT(reading("{name: x, rate: -1}"), ThrowsMessage<UserError>(HasSubstr("at least 0")));
  EXPECT_EQ(read("{name: x, top: 1000}").top, 1000);
}

TEST(Parameters, IntegersMayBeWrittenAsNumbers) {
  EXPECT_EQ(read("{name: x, top: 1e2}").top, 100);
  EXPECT_EQ(read("{name: x, top: +5}").top, 5);
  EXPECT_THAT(reading("{name: x, top: 1e300}"), ThrowsMessage<UserError>(HasSubstr("integer")));
}

TEST(Parameters, RefuseTwoSigns) {
  EXPECT_THAT(reading("{name: x, limit: +-5}"), ThrowsMessage<UserError>(HasSubstr("number")));
  EXPECT_THAT(reading("{name: x, limit: ++5}"), ThrowsMessage<UserError>(HasSubstr("number")));
}

TEST(Parameters, WriteWhatTheyReadWithDefaultsFilledIn) {
  const Parameters<Sample> declared = declare();
  const Node written = declared.write(read("{name: \"a: b\", rate: 0.1}"));
  EXPECT_EQ(written.find("limit"), nullptr) << "optional and empty";
  EXPECT_EQ(written.find("top")->scalar, "100");
  const Node again = declared.write(declared.read(parse_yaml(write_yaml(written), "written")));
  EXPECT_EQ(write_yaml(again), write_yaml(written));
  EXPECT_EQ(declared.read(parse_yaml(write_yaml(written), "w")).rate, 0.1) << "to the bit";
}

TEST(Parameters, DescribeThemselves) {
  const std::vector<ParameterInfo> infos = declare().describe();
  ASSERT_EQ(infos.size(), 8u);
  EXPECT_TRUE(infos[0].required);
  EXPECT_EQ(infos[0].fallback, "");
  EXPECT_EQ(infos[1].type, "integer");
  EXPECT_EQ(infos[1].limits, "1 to 1000");
  EXPECT_EQ(infos[1].fallback, "100");
  EXPECT_EQ(infos[4].type, "red | green");
  EXPECT_EQ(infos[5].type, "list of integer");
  EXPECT_EQ(infos[5].fallback, "[1, 2]");
  EXPECT_EQ(infos[6].fallback, "never");
}

struct Short {
  std::int64_t top = 10;
  std::optional<std::string> file;
};

TEST(Parameters, OneMayStandAlone) {
  const auto declared = Parameters<Short>("short")
                            .add("top", &Short::top, "how many", {.min = 1})
                            .short_form()
                            .add("file", &Short::file, "a file");
  EXPECT_EQ(declared.read(parse_yaml("7", "x")).top, 7);
  EXPECT_EQ(declared.read(parse_yaml("{top: 8}", "x")).top, 8);
  EXPECT_EQ(declared.read(Node{}).top, 10);
  EXPECT_THAT([&] { declared.read(parse_yaml("0", "x")); },
              ThrowsMessage<UserError>(HasSubstr("at least 1")));
  EXPECT_THAT(reading("5"), ThrowsMessage<UserError>(HasSubstr("a map of parameters")));
}

TEST(Parameters, StandingAloneIsRefusedBesideARequiredOne) {
  const auto declared = Parameters<Short>("short")
                            .add("top", &Short::top, "how many")
                            .short_form()
                            .require("file", &Short::file, "a file");
  EXPECT_THAT([&] { declared.read(parse_yaml("7", "x")); },
              ThrowsMessage<UserError>(HasSubstr("needs 'file'")));
}

// The key `file:` without a value names no file.
TEST(Parameters, RequiredOnesLeftEmptyAreMissing) {
  const auto declared = Parameters<Short>("short").require("file", &Short::file, "a file");
  EXPECT_THAT([&] { declared.read(parse_yaml("{file: }", "x")); },
              ThrowsMessage<UserError>(HasSubstr("needs 'file'")));
}

TEST(Parameters, ChecksSeeAllOfThem) {
  const auto declared = Parameters<Short>("short")
                            .add("top", &Short::top, "how many")
                            .check([](const Short& values, const Node& node) {
                              if (values.top == 13) throw UserError(node.place, "unlucky");
                            });
  EXPECT_NO_THROW(declared.read(parse_yaml("{top: 12}", "x")));
  EXPECT_THAT([&] { declared.read(parse_yaml("{top: 13}", "x")); },
              ThrowsMessage<UserError>("x:1:1: unlucky"));
}

struct Toy {
  static constexpr const char* kind = "toy";
  using Made = std::string;
  using Context = const std::string;
};

struct Ball {
  std::int64_t size = 3;
};

const Registration<Toy> ball(
    "a ball", Parameters<Ball>("ball").add("size", &Ball::size, "of it").short_form(),
    [](const Ball& made, const std::string& owner) {
      return owner + "'s ball " + std::to_string(made.size);
    });

TEST(Registry, MakesWhatIsNamed) {
  const Registry<Toy>& registry = Registry<Toy>::instance();
  const auto make = [&](const std::string& yaml) {
    return registry.read(parse_yaml(yaml, "x"), "toy").make("Ann");
  };
  EXPECT_EQ(make("ball"), "Ann's ball 3");
  EXPECT_EQ(make("{ball: 5}"), "Ann's ball 5");
  EXPECT_EQ(make("{ball: {size: 6}}"), "Ann's ball 6");
  EXPECT_EQ(make("{ball: }"), "Ann's ball 3");
}

TEST(Registry, ResolvesDefaults) {
  const Recipe<Toy> recipe = Registry<Toy>::instance().read(parse_yaml("ball", "x"), "toy");
  EXPECT_EQ(recipe.name, "ball");
  EXPECT_EQ(write_yaml(recipe.resolved), "ball:\n  size: 3\n");
}

TEST(Registry, RefusesUnknownNames) {
  const Registry<Toy>& registry = Registry<Toy>::instance();
  EXPECT_THAT([&] { registry.read(parse_yaml("bal", "x"), "toy"); },
              ThrowsMessage<UserError>(
                  AllOf(HasSubstr("unknown toy 'bal'"), HasSubstr("did you mean 'ball'?"))));
  EXPECT_THAT([&] { registry.read(parse_yaml("[ball]", "x"), "toy"); },
              ThrowsMessage<UserError>(HasSubstr("a name, or {name: parameters}")));
  EXPECT_THAT([&] { registry.read(parse_yaml("{ball: 1, doll: 2}", "x"), "toy"); },
              ThrowsMessage<UserError>(HasSubstr("one toy")));
  EXPECT_THROW(registry.read(Node{}, "toy"), UserError);
}

// A kind whose components declare something, and one that holds others of the kind.
struct Noise {
  bool loud = false;
  bool shrill = false;

  Noise& operator|=(const Noise& other) {
    loud |= other.loud;
    shrill |= other.shrill;
    return *this;
  }
  friend bool operator==(const Noise&, const Noise&) = default;
};

struct NoisyToy {
  static constexpr const char* kind = "noisy toy";
  using Made = int;
  using Context = const int;
  using Declared = Noise;
};

struct Whistle {
  bool muted = false;
};

struct Band {
  std::optional<Recipe<NoisyToy>> leader;
  std::vector<Recipe<NoisyToy>> others;
};

const auto made_of_nothing = [](const auto&, const int&) { return 0; };

const Registration<NoisyToy> doll("a doll", Parameters<NoParameters>("doll"), made_of_nothing);
const Registration<NoisyToy> drum("a drum", Parameters<NoParameters>("drum"), Noise{.loud = true},
                                  made_of_nothing);
const Registration<NoisyToy> whistle(
    "a whistle", Parameters<Whistle>("whistle").add("muted", &Whistle::muted, "or not"),
    [](const Whistle& of) { return Noise{.shrill = !of.muted}; }, made_of_nothing);
const Registration<NoisyToy> band("a band",
                                  Parameters<Band>("band")
                                      .add("leader", &Band::leader, "who begins")
                                      .add("others", &Band::others, "who follow"),
                                  made_of_nothing);

TEST(Registry, ReadsWhatIsDeclared) {
  const auto declared = [](const std::string& yaml) {
    return Registry<NoisyToy>::instance().read(parse_yaml(yaml, "x"), "toy").declared;
  };
  EXPECT_EQ(declared("doll"), Noise{});
  EXPECT_EQ(declared("drum"), Noise{.loud = true});
  EXPECT_EQ(declared("whistle"), Noise{.shrill = true});
  EXPECT_EQ(declared("{whistle: {muted: true}}"), Noise{});
  EXPECT_EQ(declared("band"), Noise{});
  EXPECT_EQ(declared("{band: {leader: drum}}"), Noise{.loud = true});
  EXPECT_EQ(declared("{band: {leader: doll, others: [doll, whistle]}}"), Noise{.shrill = true});
  EXPECT_EQ(declared("{band: {others: [{band: {leader: whistle}}, drum]}}"),
            (Noise{.loud = true, .shrill = true}));
  EXPECT_THROW(declared("{band: {leader: drum, others: [dol]}}"), UserError);
  EXPECT_EQ(declared("band"), Noise{}) << "a failed reading leaves nothing behind";
}

TEST(RegistryDeathTest, RefusesTwoOfOneName) {
  EXPECT_DEATH(Registry<Toy>::instance().add({"ball", "", {}, nullptr}), "two toys are called");
}

// Limits also hold for a number that may be left out.
struct WithOptionals {
  std::optional<std::int64_t> window;
  std::optional<double> share;
};

TEST(Parameters, CheckOptionalNumbersAgainstTheirLimits) {
  const auto reading_optional = [](const std::string& yaml) {
    return [yaml] {
      return Parameters<WithOptionals>("sample")
          .add("window", &WithOptionals::window, "how many", {.min = 1, .max = 10})
          .add("share", &WithOptionals::share, "how much of it", {.max = 1})
          .read(parse_yaml(yaml, "f.yaml"));
    };
  };
  EXPECT_THAT(reading_optional("{window: 0}"),
              ThrowsMessage<UserError>(AllOf(HasSubstr("sample.window"), HasSubstr("1 to 10"))));
  EXPECT_THAT(reading_optional("{window: 11}"), ThrowsMessage<UserError>(HasSubstr("1 to 10")));
  EXPECT_THAT(reading_optional("{share: 1.5}"), ThrowsMessage<UserError>(HasSubstr("at most 1")));
  EXPECT_EQ(reading_optional("{window: 10, share: 1}")().window, 10);
  EXPECT_EQ(reading_optional("{}")().window, std::nullopt);
}

}  // namespace
}  // namespace reprise
