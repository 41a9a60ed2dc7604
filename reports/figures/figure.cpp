#include "reports/figures/figure.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace reprise {
namespace {

// A function's static, since registrations run in an order that nobody fixes.
std::vector<Figure>& registered() {
  static std::vector<Figure> figures;
  return figures;
}

}  // namespace

FigureRegistration::FigureRegistration(Figure figure) {
  std::vector<Figure>& figures = registered();
  for (const Figure& other : figures) {
    if (other.name == figure.name) {
      throw std::logic_error("two figures are called " + figure.name);
    }
  }
  const auto place = std::upper_bound(
      figures.begin(), figures.end(), figure, [](const Figure& a, const Figure& b) {
        return std::tie(a.place, a.name) < std::tie(b.place, b.name);
      });
  figures.insert(place, std::move(figure));
}

const std::vector<Figure>& figures() { return registered(); }

}  // namespace reprise
