#!/usr/bin/env bash
# A p-value that does not exist is called significant, or makes all others undefined.
#
# Seen in statsmodels 0.13.5 (Debian 12's python3-statsmodels 0.13.5+dfsg-7), multipletests, with a NaN
# among the p-values (a metric that nobody had in one treatment). Holm's methods reject the NaN's own
# hypothesis once all defined ones are rejected; Hochberg's and both false discovery rates reject as
# before and give NaN as every corrected p-value; Hommel's rejects nothing. All count the NaN as a
# test. One would guess an error, or that the undefined one stands aside and the others are corrected as
# without it.
#
# What it changes for us: reprise leaves an undefined comparison out of its family. Who corrects
# `result.effects` again in Python drops its rows without p first.
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
  python3-statsmodels=0.13.5+dfsg-7 python3-statsmodels-lib=0.13.5+dfsg-7 python3-patsy=0.5.3-1 \
  python3-scipy=1.10.1-2 python3-pandas=1.5.3+dfsg-2 python3-pandas-lib=1.5.3+dfsg-2 \
  python3-numpy=1:1.24.2-1+deb12u1 python3-dateutil=2.8.2-2 python3-tz=2022.7.1-4 python3-six=1.16.0-4 \
  python3-packaging=23.0-1 >/dev/null
for package in debs/*.deb; do dpkg -x "$package" root; done
libraries=$PWD/root/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH=$libraries:$libraries/blas:$libraries/lapack
export PYTHONPATH=$PWD/root/usr/lib/python3/dist-packages
cat > family.py <<'PYTHON'
import numpy as np
import statsmodels
from statsmodels.stats.multitest import multipletests

print("statsmodels", statsmodels.__version__)
for p in ([0.001, 0.02, np.nan], [0.001, 0.2, np.nan]):
    print("p", p)
    for method in ["bonferroni", "holm", "holm-sidak", "simes-hochberg", "hommel", "fdr_bh", "fdr_by"]:
        reject, corrected = multipletests(p, method=method)[:2]
        print(f"  {method:15}", ", ".join("rejected" if each else "kept" for each in reject), "|",
              ", ".join(f"{each:.4f}" for each in corrected))
PYTHON
/usr/bin/python3 family.py | tee seen
cat > expected <<'EXPECTED'
statsmodels 0.13.5+dfsg
p [0.001, 0.02, nan]
  bonferroni      rejected, kept, kept | 0.0030, 0.0600, nan
  holm            rejected, rejected, rejected | 0.0030, 0.0400, nan
  holm-sidak      rejected, rejected, rejected | 0.0030, 0.0396, nan
  simes-hochberg  rejected, rejected, kept | nan, nan, nan
  hommel          kept, kept, kept | nan, nan, nan
  fdr_bh          rejected, rejected, kept | nan, nan, nan
  fdr_by          rejected, kept, kept | nan, nan, nan
p [0.001, 0.2, nan]
  bonferroni      rejected, kept, kept | 0.0030, 0.6000, nan
  holm            rejected, kept, kept | 0.0030, 0.4000, nan
  holm-sidak      rejected, kept, kept | 0.0030, 0.3600, nan
  simes-hochberg  rejected, kept, kept | nan, nan, nan
  hommel          kept, kept, kept | nan, nan, nan
  fdr_bh          rejected, kept, kept | nan, nan, nan
  fdr_by          rejected, kept, kept | nan, nan, nan
EXPECTED
diff expected seen && echo "as described"
