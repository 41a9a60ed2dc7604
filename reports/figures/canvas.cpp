#include "reports/figures/canvas.h"

#include <fmt/format.h>

#include "sim/support/check.h"

namespace reprise {

Canvas::Canvas(std::string_view name, int height) : name_(name), height_(height) {}

void Canvas::heading(std::string_view title, std::string_view subtitle) {
  REPRISE_CHECK(head_.empty() && layers_.empty(), "the heading is drawn first");
  if (!narrow_figures()) {
    const double room = figure_width() - 2 * kFigureEdge;
    text({kFigureEdge, 34}, fitting(title, FigureText::title, room), FigureText::title,
         TextSide::left);
    text({kFigureEdge, 66}, fitting(subtitle, FigureText::small, room), FigureText::small,
         TextSide::left, figure_colours::kFaintText);
    return;
  }
  const NarrowHeading lines(title, subtitle);
  height_ += lines.more_height();
  for (std::size_t i = 0; i < lines.title.size(); ++i) {
    text({kFigureEdge, lines.title_y(i)}, lines.title[i], FigureText::title, TextSide::left);
  }
  for (std::size_t i = 0; i < lines.subtitle.size(); ++i) {
    text({kFigureEdge, lines.subtitle_y(i)}, lines.subtitle[i], FigureText::small, TextSide::left,
         figure_colours::kFaintText);
  }
  shift_ = lines.more_height();
}

void Canvas::text(CanvasPoint at, std::string_view text, FigureText size, TextSide side,
                  std::string_view colour) {
  if (!text.empty()) head_ += figure_text(at.x, at.y + shift_, height_, text, size, side, colour);
}

void Canvas::label(CanvasPoint at, std::string_view text, FigureText size, TextSide side,
                   std::string_view colour) {
  std::string command = figure_text(at.x, at.y + shift_, height_, text, size, side, colour);
  command.insert(command.size() - 1, " front boxed");
  head_ += command;
}

void Canvas::area(CanvasPoint top_left, CanvasPoint bottom_right, std::string_view colour) {
  head_ += fmt::format(
      "set object rectangle from {} to {} behind fillcolor rgb \"{}\" fillstyle solid 1 noborder\n",
      place(top_left), place(bottom_right), colour);
}

void Canvas::frame(CanvasPoint top_left, CanvasPoint bottom_right, std::string_view colour,
                   double width) {
  line({top_left,
        {bottom_right.x, top_left.y},
        bottom_right,
        {top_left.x, bottom_right.y},
        top_left},
       colour, width);
}

void Canvas::line(const std::vector<CanvasPoint>& points, std::string_view colour, double width) {
  std::string& data = layer(fmt::format(
      "1:2 with lines linetype 1 linecolor rgb \"{}\" linewidth {:.3g}", colour, width));
  for (const CanvasPoint& point : points)
    data += fmt::format("{:.2f} {:.2f}\n", point.x, point.y + shift_);
  data += '\n';
}

void Canvas::band(const std::vector<CanvasPoint>& upper, const std::vector<CanvasPoint>& lower,
                  std::string_view colour) {
  std::string& data = layer(
      fmt::format("1:2:3 with filledcurves fillstyle transparent solid 0.2 noborder linecolor rgb "
                  "\"{}\"",
                  colour));
  for (std::size_t i = 0; i < upper.size(); ++i) {
    data +=
        fmt::format("{:.2f} {:.2f} {:.2f}\n", upper[i].x, upper[i].y + shift_, lower[i].y + shift_);
  }
  data += '\n';
}

void Canvas::arrow(CanvasPoint from, CanvasPoint to, std::string_view colour, double width) {
  layer(
      fmt::format("1:2:3:4 with vectors head filled size screen 0.012,25 fixed linetype 1 "
                  "linecolor rgb \"{}\" linewidth {:.3g}",
                  colour, width)) += fmt::format("{:.2f} {:.2f} {:.2f} {:.2f}\n", from.x,
                                                 from.y + shift_, to.x - from.x, to.y - from.y);
}

void Canvas::point(CanvasPoint at, int shape, double size, std::string_view colour) {
  layer(fmt::format("1:2 with points pointtype {} pointsize {:.3g} linecolor rgb \"{}\"", shape,
                    size, colour)) += fmt::format("{:.2f} {:.2f}\n", at.x, at.y + shift_);
}

std::string& Canvas::layer(const std::string& look) {
  if (layers_.empty() || layers_.back().look != look) layers_.push_back({look, {}});
  return layers_.back().data;
}

std::string Canvas::place(CanvasPoint at) const {
  return figure_point(at.x, at.y + shift_, height_);
}

std::string Canvas::script() const {
  std::string script = figure_head(name_, height_);
  script += "unset border\nunset xtics\nunset grid\n";
  script += "set lmargin at screen 0\nset rmargin at screen 1\n";
  script += "set tmargin at screen 1\nset bmargin at screen 0\n";
  script += fmt::format("set xrange [0:{}]\nset yrange [{}:0]\n", figure_width(), height_);
  script += "set style textbox opaque noborder margins 0.3, 0.1\n";
  script += head_;
  std::vector<std::string> plots;
  for (const Layer& layer : layers_) {
    const std::size_t number = plots.size() + 1;
    script += fmt::format("$data{} << EOD\n{}EOD\n", number, layer.data);
    plots.push_back(fmt::format("$data{} using {} notitle", number, layer.look));
  }
  if (plots.empty()) plots.emplace_back("NaN notitle");
  script += fmt::format("plot {}\n", fmt::join(plots, ", \\\n     "));
  return script;
}

}  // namespace reprise
