#!/usr/bin/env bash
# Installs the Debian package of `./dev package` on a bare Debian 12, in a chroot without a compiler, and uses it as somebody who
# did not build it: runs first_look, reads the man page, imports the Python package; then, with Debian's -dev packages, builds the
# recommender of tests/out_of_tree against it. Takes some minutes and the network, so it is not part of `./dev test`.
#   sudo tests/package.sh build/package/reprise_VERSION_ARCH.deb
# Needs root and debootstrap. FRESH_DEBIAN=DIR takes a bare system that is there already instead of making one.
set -euo pipefail
package=$(realpath "${1:?usage: package.sh FILE.deb}")
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
root=$(mktemp -d /var/tmp/reprise-package.XXXXXX)
finish() {
  umount -q "$root/proc" 2>/dev/null || true
  rm -rf --one-file-system "$root"
}
trap finish EXIT
if [ -n "${FRESH_DEBIAN:-}" ]; then
  cp -a "$FRESH_DEBIAN/." "$root/"
else
  debootstrap --variant=minbase bookworm "$root" >/dev/null
fi
# Debian's images for containers leave out pages of documentation, which this looks for.
rm -f "$root/etc/dpkg/dpkg.cfg.d/"*
mount -t proc proc "$root/proc"
cp "$package" "$root/reprise.deb"
cp -r "$checkout/tests/out_of_tree" "$root/out_of_tree"
inside() {
  chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive $(env | grep -iE '^(https?_proxy|no_proxy)=' || true) bash -euc "$1"
}
step() { printf '== %s\n' "$1"; inside "$2"; }

step 'installing; apt finds everything it depends on' '
  apt-get update -qq
  apt-get install -qq -y --no-install-recommends /reprise.deb man-db >/dev/null 2>&1
  dpkg -s reprise | grep -E "^(Version|Depends|Recommends)"
  ! command -v g++ && ! command -v cmake && ! command -v gnuplot'
step 'first_look, without a compiler' '
  cd /root && reprise run /usr/share/reprise/configs/experiments/first_look.yaml --quiet --brief
  test -s runs/first_look/*/report.html
  man reprise | grep -q "EXIT STATUS"
  ls /usr/share/doc/reprise/README.md /usr/share/doc/reprise/copyright >/dev/null
  cd / && rm -rf /root/runs'
step 'with what it recommends: figures, Python' '
  apt-get install -qq -y --no-install-recommends gnuplot-nox python3-numpy python3-pandas >/dev/null 2>&1
  cd /root && reprise run /usr/share/reprise/configs/experiments/first_look.yaml --quiet --brief
  test -s runs/first_look/*/figures/effects.svg
  python3 -c "import reprise; print(reprise.__file__)"
  cat >mine.py <<END
class Mine:
    def recommend(self, batch):
        return (batch.first_track + batch.step) % 50
END
  cat >mine.yaml <<END
experiment: mine
world: {generate: {tracks: 1000, users: 200, dim: 16}}
episodes: 500
control: random
treatments: {random: random, mine: {python: "mine.py:Mine"}}
END
  reprise run mine.yaml --allow-commands --quiet --brief'
step 'a recommender in C++, with what it suggests' '
  apt-get install -qq -y --no-install-recommends \
    $(dpkg -s reprise | sed -n "s/^Suggests: //p" | tr -d ,) >/dev/null 2>&1
  cmake -S /out_of_tree -B /build -DCMAKE_BUILD_TYPE=Release >/dev/null
  cmake --build /build >/dev/null
  cd /root && /build/my_reprise run /out_of_tree/experiment.yaml --quiet --brief'
step 'removing leaves nothing' '
  apt-get remove -qq -y reprise >/dev/null 2>&1
  ! find /usr -name "*reprise*" | grep .'
echo "the package works"
