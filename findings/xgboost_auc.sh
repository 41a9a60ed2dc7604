#!/usr/bin/env bash
# A ranking that puts every listener's one hit last of a hundred tracks has an AUC of 0.98, and who
# has fewer than three tracks is not counted.
#
# Seen in XGBoost 1.7.4 (Debian 12's python3-xgboost 1.7.4-1), eval_metric "auc" of rows in groups
# (objective rank:pairwise). It counts all pairs of a group's rows, and a pair of two hits, or of two
# misses, counts as in the right order; so few hits among many tracks leave nearly every pair right,
# and a listener without a hit has an AUC of 1. One would guess what roc_auc_score says of the same
# rows of a listener: pairs of a hit and a miss, 0 for the worst order, and nothing for who has only
# misses. Groups of two are left out, in whatever order they are. The metrics "ndcg" and "map" beside
# it give 1 to a listener without a hit, "pre@2" gives 0; of tied scores, they rank the first row first.
# scikit-learn 1.2.1 gives such a listener 0 (ndcg_score) and 1
# (label_ranking_average_precision_score); of tied scores its ndcg_score takes the mean over all
# orders, and with ignore_ties=True ranks the last row first.
#
# What it changes for us: nobody can hold such a figure of a reranker against a hit rate or an NDCG of
# `reprise evaluate`. README.md says what ours make of a step without a hit (0) and of ties (shared).
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
  python3-xgboost=1.7.4-1 libxgboost0=1.7.4-1 python3-sklearn=1.2.1+dfsg-1 \
  python3-sklearn-lib=1.2.1+dfsg-1 >/dev/null
for package in debs/*.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$PWD/root/usr/lib/x86_64-linux-gnu
export PYTHONPATH=$PWD/root/usr/lib/python3/dist-packages
cat > edges.py <<'PYTHON'
import numpy as np
import sklearn
import xgboost
from sklearn.metrics import label_ranking_average_precision_score, ndcg_score, roc_auc_score


def of_xgboost(metric, listeners):
    """The metric of given orders, best first: no tree is trained, the scores are the base margin."""
    hits = np.concatenate([hits for hits, _ in listeners])
    data = xgboost.DMatrix(np.zeros((len(hits), 1)), label=hits)
    data.set_group([len(hits) for hits, _ in listeners])
    data.set_base_margin(np.concatenate([scores for _, scores in listeners]).astype(float))
    booster = xgboost.train(
        {"objective": "rank:pairwise", "eval_metric": metric, "nthread": 1, "verbosity": 0}, data,
        num_boost_round=0)
    return float(booster.eval(data).split(":")[1])


def ranked(*hits):
    return list(hits), list(range(len(hits), 0, -1))


def line(name, *listeners):
    figures = [f"{metric} {of_xgboost(metric, listeners):.3f}"
               for metric in ["auc", "ndcg", "map", "pre@2"]]
    print(f"  {name:42}", ", ".join(figures))


print("XGBoost", xgboost.__version__)
worst = ranked(*[0] * 99, 1)
line("one hit, last of a hundred:", worst)
second = ranked(0, 1, 0, 0)
line("one hit, second of four:", second)
line("and a listener without a hit:", second, ranked(0, 0, 0, 0))
line("or one with a hit and a miss, best order:", second, ranked(1, 0))
line("or one with a hit and a miss, worst order:", second, ranked(0, 1))
line("all tied, the first row is the hit:", ([1, 0, 0, 0], [1, 1, 1, 1]))
line("all tied, the last row is the hit:", ([0, 0, 0, 1], [1, 1, 1, 1]))
print("scikit-learn", sklearn.__version__)
for name, (hits, scores) in [("one hit, last of a hundred:", worst), ("one hit, second of four:", second)]:
    print(f"  {name:42}", f"roc_auc_score {roc_auc_score(hits, scores):.3f}")
hits, scores = ranked(0, 0, 0, 0)
print(f"  {'no hit:':42}", f"ndcg_score {ndcg_score([hits], [scores]):.3f}, label_ranking_average_"
      f"precision_score {label_ranking_average_precision_score([hits], [scores]):.3f}")
for row, name in [(0, "first"), (3, "last")]:
    hits = [[int(i == row) for i in range(4)]]
    figures = [ndcg_score(hits, [[1, 1, 1, 1]], k=1, ignore_ties=ignored) for ignored in (False, True)]
    print(f"  {f'all tied, the {name} row is the hit:':42}",
          "ndcg_score@1 {:.3f}, with ignore_ties {:.3f}".format(*figures))
PYTHON
/usr/bin/python3 edges.py | tee seen
cat > expected <<'EXPECTED'
XGBoost 1.7.4
  one hit, last of a hundred:                auc 0.980, ndcg 0.150, map 0.010, pre@2 0.000
  one hit, second of four:                   auc 0.833, ndcg 0.631, map 0.500, pre@2 0.500
  and a listener without a hit:              auc 0.917, ndcg 0.815, map 0.750, pre@2 0.250
  or one with a hit and a miss, best order:  auc 0.833, ndcg 0.815, map 0.750, pre@2 0.500
  or one with a hit and a miss, worst order: auc 0.833, ndcg 0.631, map 0.500, pre@2 0.500
  all tied, the first row is the hit:        auc 0.500, ndcg 1.000, map 1.000, pre@2 0.500
  all tied, the last row is the hit:         auc 0.500, ndcg 0.431, map 0.250, pre@2 0.000
scikit-learn 1.2.1
  one hit, last of a hundred:                roc_auc_score 0.000
  one hit, second of four:                   roc_auc_score 0.667
  no hit:                                    ndcg_score 0.000, label_ranking_average_precision_score 1.000
  all tied, the first row is the hit:        ndcg_score@1 0.250, with ignore_ties 0.000
  all tied, the last row is the hit:         ndcg_score@1 0.250, with ignore_ties 1.000
EXPECTED
diff expected seen && echo "as described"
