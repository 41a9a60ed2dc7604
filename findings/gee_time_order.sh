#!/usr/bin/env bash
# Generalised estimating equations in R take rows of one user that do not follow each other for rows of
# several users, and say nothing.
#
# Seen in R 4.2.2 with gee 4.13-25 and geepack 1.3.9 (Debian 12's r-cran-gee 4.13-25-1, r-cran-geepack
# 1.3.9-1): a cluster is a run of rows with the same id. A log of sessions is in the order of time, where
# hardly two rows after each other are of the same user, so nearly every session is a cluster of its own.
# On the same 1 700 sessions of 400 users the robust standard error of a treatment's effect is half of
# what it is once the rows are sorted by user, and the 95 % interval holds the truth in 65 of 100 logs. The
# estimate is the same; neither library warns. One would guess that an id is an id, wherever its row
# stands: sandwich::vcovCL and estimatr do so, as the last lines show for sandwich.
#
# What it changes for us: in a log, a service's or one of reprise, a user's sessions lie far apart. Whoever
# checks an interval of reprise with one of these sorts the sessions by user first.
#
# Fetches the packages from Debian into a temporary folder and runs them there; fails when the
# behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# With what these packages need and this machine does not have.
mkdir -p debs/partial root
apt-get install -qq -y --download-only --reinstall --no-install-recommends \
  -o APT::Sandbox::User=root -o Dir::Cache::archives="$PWD/debs" \
  r-base-core=4.2.2.20221110-2 r-cran-gee=4.13-25-1 r-cran-geepack=1.3.9-1 r-cran-sandwich=3.0-2-1 >/dev/null
for package in debs/*.deb; do dpkg -x "$package" root; done
R_HOME=$PWD/root/usr/lib/R
export R_HOME R_SHARE_DIR=$PWD/root/usr/share/R/share R_LIBS=$R_HOME/site-library:/usr/lib/R/site-library:/usr/lib/R/library
export LD_LIBRARY_PATH=$R_HOME/lib:$PWD/root/usr/lib/x86_64-linux-gnu:$PWD/root/usr/lib/x86_64-linux-gnu/blas:$PWD/root/usr/lib/x86_64-linux-gnu/lapack
cat > order.R <<'R'
library(gee); suppressPackageStartupMessages({library(geepack); library(sandwich)})
options(digits = 4)
cat("gee", format(packageVersion("gee")), "geepack", format(packageVersion("geepack")), "\n")
truth <- 0.2
# Sessions of 400 users in the order of time: 1 to 8 of a user, whose taste lasts.
log_of_sessions <- function() {
  sessions <- sample(1:8, 400, replace = TRUE)
  user <- rep(1:400, sessions)
  tracks <- truth * (user %% 2) + rnorm(400, sd = 1.5)[user] + rnorm(length(user))
  data.frame(user, treated = user %% 2, tracks)[sample(length(user)), ]
}
error_of_gee <- function(data) {
  sink("/dev/null"); on.exit(sink())
  fit <- suppressMessages(gee(tracks ~ treated, id = user, data = data))
  summary(fit)$coefficients[2, c("Estimate", "Robust S.E.")]
}
error_of_geepack <- function(data) {
  unlist(summary(geeglm(tracks ~ treated, data = data, id = user))$coefficients[2, 1:2])
}
error_of_sandwich <- function(data) {
  fit <- lm(tracks ~ treated, data)
  c(coef(fit)[2], sqrt(vcovCL(fit, ~user)[2, 2]))
}
options(warn = 2)  # a warning would end the script
set.seed(1)
logs <- replicate(300, log_of_sessions(), simplify = FALSE)
for (name in c("gee", "geepack", "sandwich")) {
  error_of <- get(paste0("error_of_", name))
  for (order in c("by time", "by user")) {
    found <- sapply(logs, function(log) {
      error_of(if (order == "by user") log[order(log$user), ] else log)
    })
    holds <- mean(abs(found[1, ] - truth) <= qnorm(0.975) * found[2, ])
    cat(sprintf("%-8s rows %s: standard error %.3f, 95 %% intervals hold the truth in %.0f of 100 logs\n",
                name, order, mean(found[2, ]), 100 * holds))
  }
}
R
"$R_HOME/bin/exec/R" --no-echo --no-restore --no-environ --no-site-file --no-init-file --file=order.R | tee seen
cat > expected <<'EXPECTED'
gee 4.13.25 geepack 1.3.9 
gee      rows by time: standard error 0.085, 95 % intervals hold the truth in 65 of 100 logs
gee      rows by user: standard error 0.174, 95 % intervals hold the truth in 95 of 100 logs
geepack  rows by time: standard error 0.085, 95 % intervals hold the truth in 65 of 100 logs
geepack  rows by user: standard error 0.174, 95 % intervals hold the truth in 95 of 100 logs
sandwich rows by time: standard error 0.174, 95 % intervals hold the truth in 95 of 100 logs
sandwich rows by user: standard error 0.174, 95 % intervals hold the truth in 95 of 100 logs
EXPECTED
diff expected seen && echo "as described"
