#include "experiments/spec/values/bootstrap_settings.h"

namespace reprise {

const Parameters<BootstrapSettings>& BootstrapSettings::parameters() {
  static const Parameters<BootstrapSettings> parameters =
      Parameters<BootstrapSettings>("bootstrap")
          .add("method", &BootstrapSettings::method,
               "how replicates become an interval; quantiles of whole numbers move in jumps, which "
               "suits 'percentile'")
          .add("replicates", &BootstrapSettings::replicates, "resamples of the users",
               {.min = 100, .max = 1e6});
  return parameters;
}

}  // namespace reprise
