import csv
import html
import json
import os
import re


def table(columns):
    """The columns as a pandas.DataFrame or, without pandas, as a dict of arrays."""
    try:
        import pandas
    except ImportError:
        import numpy

        return {name: numpy.asarray(values) for name, values in columns.items()}
    return pandas.DataFrame(columns)


def columns(rows, names):
    return {name: [row.get(name) for row in rows] for name in names}


EFFECTS = (
    "treatment against metric control_mean treatment_mean effect lower upper shape significant "
    "equivalent p p_adjusted confidence difference difference_lower difference_upper design interval "
    "variance_reduction correlation sessions_to_tell"
).split()


class Result:
    """What a run has found.

    effects     table, a row for each treatment and metric: treatment, against (the control), metric,
                control_mean, treatment_mean; effect, lower, upper in percent of the control's mean;
                significant, p, p_adjusted (among the treatments), confidence of the interval;
                difference, difference_lower, difference_upper in the metric's unit; ...
    pairs       the same for every pair of treatments, if the experiment asks for every_pair.
    metrics     table, a row for each treatment and metric: treatment, metric, mean, lower, upper
                (the mean over users and its interval); metrics without values of users, such as
                coverage, have no interval.
    users       table, a row for each treatment and user with a session: user (id), treatment, and a
                column for each metric. After resume=True of a run that was complete, they are read
                from its users.csv, which it has if the experiment says `users_csv: true`.
    sessions    dict: sessions played, by treatment.
    notes       what else is to be said, lines of text.
    warnings    what speaks against trusting the result, lines of text.
    hash        identity of the experiment, 16 hexadecimal digits.
    config      the experiment with its defaults filled in, as YAML.
    directory   where the files of the run are; None without `out`.
    json        bytes of results.json, which `reprise run` writes too.

    Tables are pandas.DataFrames; without pandas, dicts of arrays. str() is the table that `reprise
    run` prints; in a notebook a result shows the report's first table, and report() is all of it.
    """

    def __init__(self, played):
        self._played = played
        self.notes = list(played.notes)
        self.hash = played.hash
        self.config = played.config
        self.directory = played.directory or None
        self.json = played.json()
        self._json = json.loads(self.json)
        self._users = None

    @property
    def effects(self):
        return table(columns(self._json["effects"], EFFECTS))

    @property
    def pairs(self):
        return table(columns(self._json.get("pairs") or [], EFFECTS))

    @property
    def metrics(self):
        rows = []
        for treatment in self._treatments():
            for metric in _listed(treatment.get("metrics"), "metric"):
                rows.append({"treatment": treatment["name"], **metric})
            for metric in _listed(treatment.get("catalog"), "metric"):
                rows.append(
                    {"treatment": treatment["name"], "metric": metric["metric"], "mean": metric["value"]}
                )
        return table(columns(rows, ["treatment", "metric", "mean", "lower", "upper"]))

    @property
    def users(self):
        if self._users is None:
            self._users = self._played.users() if self._played.knows_users else self._users_of_files()
        return table(self._users)

    def _users_of_files(self):
        path = os.path.join(self.directory, "users.csv")
        if not os.path.exists(path):
            raise RuntimeError(
                f"this run was complete, and {self.directory} has no values of users; "
                'set={"users_csv": True} plays it again and keeps them'
            )
        import numpy

        with open(path, encoding="utf-8", newline="") as file:
            names, *rows = csv.reader(file)
        user, treatment, *values = zip(*rows) if rows else [()] * len(names)
        known = {one["name"] for one in self._treatments()}
        return {
            "user": numpy.array(user, dtype=numpy.int64),
            # What a spreadsheet would take for a formula has a ' before it.
            "treatment": [name if name in known else name[1:] for name in treatment],
            **{name: numpy.array(one, dtype=float) for name, one in zip(names[2:], values)},
        }

    @property
    def sessions(self):
        return {treatment["name"]: treatment["sessions"] for treatment in self._treatments()}

    @property
    def warnings(self):
        return list(self._json.get("warnings") or [])

    @property
    def seconds(self):
        """dict: seconds that each stage took. Not part of the result's bytes."""
        return dict(self._played.timings)

    def report(self, figures=True):
        """The report as one HTML page, a str; its figures are drawn by gnuplot where it is
        installed."""
        return self._played.report(bool(figures))

    def _treatments(self):
        return _listed(self._json["treatments"], "name")

    def __str__(self):
        return self._played.table(100, False)

    __repr__ = __str__

    def _repr_html_(self):
        page = self._played.report(False)
        answer = re.findall(r'<p class="(?:question|answer)">.*?</p>', page, re.S)[:2]
        tables = re.findall(r"<table>.*?</table>", page.partition("<h2")[2].partition("<h2")[0], re.S)
        notes = "".join(f"<p>{html.escape(note)}</p>" for note in self.notes)
        return "<div>" + "".join(answer + tables) + notes + "</div>"


def _listed(values, name):
    """Lists stay; {name: {...}} becomes [{"name": name, ...}]."""
    if isinstance(values, dict):
        return [
            {name: key, **(value if isinstance(value, dict) else {"value": value})}
            for key, value in values.items()
        ]
    return values or []
