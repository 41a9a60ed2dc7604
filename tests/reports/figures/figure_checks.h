// Checks scripts and pictures for the tests of figures.
#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <boost/property_tree/xml_parser.hpp>
#include <gmock/gmock.h>

#include "reports/figures/gnuplot.h"

namespace reprise {

inline bool gnuplot_is_there() {
  try {
    render_svgs({"set terminal svg\nplot [0:1][0:1] x\n"});
  } catch (const GnuplotFailure& failure) {
    if (failure.kind() == GnuplotFailure::Kind::missing) return false;
  }
  return true;
}

#define SKIP_WITHOUT_GNUPLOT() \
  if (!gnuplot_is_there()) GTEST_SKIP() << "gnuplot is not installed"

inline void expect_well_formed(const std::string& svg) {
  std::istringstream stream(svg);
  boost::property_tree::ptree tree;
  EXPECT_NO_THROW(boost::property_tree::read_xml(stream, tree)) << svg;
  EXPECT_EQ(tree.count("svg"), 1u);
  // The XML reader accepts the following errors, so they are checked here.
  EXPECT_THAT(svg, testing::Not(testing::HasSubstr("]]>")));
  for (std::size_t at = svg.find('&'); at != std::string::npos; at = svg.find('&', at + 1)) {
    const std::string entity = svg.substr(at, svg.find(';', at) - at);
    EXPECT_THAT(entity, testing::AnyOf("&amp", "&lt", "&gt", "&quot", "&apos")) << svg;
  }
  const std::size_t control = svg.find_first_of(std::string_view(
      "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18"
      "\x19\x1a\x1b\x1c\x1d\x1e\x1f",
      29));
  EXPECT_EQ(control, std::string::npos) << svg.substr(control - 80, 160);
}

// Expects that names from a config stand only in the strings of a script. Nothing in them may end a
// string or be run.
inline void expect_harmless(const std::string& script) {
  for (const char* danger : {"system", "touch x", "`", "alert", "\nEOD\nsystem"}) {
    for (std::size_t at = script.find(danger); at != std::string::npos;
         at = script.find(danger, at + 1)) {
      const std::size_t line = script.rfind('\n', at) + 1;
      EXPECT_THAT(script.substr(line, at - line), testing::MatchesRegex("set label \"[^\"]*"));
    }
  }
  EXPECT_EQ(script.find('`'), std::string::npos);
  EXPECT_EQ(script.find('\''), std::string::npos);
}

inline const std::vector<std::string>& hostile_names() {
  static const std::vector<std::string> names{
      "\"; system(\"touch x\"); \"",
      "'; system('touch x'); '",
      "`touch x`",
      "$data @macro $(touch x)",
      "back\\slash\\",
      "two\nEOD\nsystem(\"touch x\")",
      "<script>alert(1)</script> ]]> &nbsp; &#60;",
      "%s %d 50% _{sub} ^{sup} {/Bold x}",
      "\xff\x01\x1b[2J \xEF\xBF\xBF \xEF\xBF\xBE",
      "\xE5\x90\x8D\xE5\x89\x8D \xC3\xA9 \xE2\x80\xAE",
      std::string(10'000, 'W'),
      "",
  };
  return names;
}

}  // namespace reprise
