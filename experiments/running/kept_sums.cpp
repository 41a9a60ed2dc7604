#include "experiments/running/kept_sums.h"

#include "experiments/running/totals_fields.h"

namespace reprise {
namespace {

constexpr std::string_view kMagic = "reprise ceilings 1\n";

}  // namespace

std::string write_kept_sums(const Totals& totals) {
  ByteFieldWriter fields(kMagic);
  describe_totals(totals, totals, TotalsPart::whole, fields);
  return fields.finish();
}

Totals read_kept_sums(std::string_view bytes, const Totals& shape) {
  ByteFieldReader fields(bytes, kMagic);
  Totals totals;
  describe_totals(totals, shape, TotalsPart::whole, fields);
  fields.finish();
  return totals;
}

}  // namespace reprise
