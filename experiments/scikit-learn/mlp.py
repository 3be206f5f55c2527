"""What scikit-learn's MLPClassifier and MLPRegressor reach on the splits of optimizer-comparison/uci.

Run after `cargo run --release -- experiments/optimizer-comparison.toml`, from the project's folder:

    python experiments/scikit-learn/mlp.py > experiments/scikit-learn/mlp.csv

It reads the parts of every run from results/optimizer-comparison/uci/splits_*.csv and the data from
experiments/data, encodes as Galvani does (numbers by mean and deviation of the training part, two
categories as 0 and 1, others one-hot, a missing category being one), and trains the same network
(one hidden layer of tanh units) on the training part by each solver: `lbfgs` and `adam` with
scikit-learn's defaults but alpha = 0 and max_iter = 1000, and `adam, best epoch`: the same for 100
epochs of mini-batches of 32, keeping the epoch of least validation loss as Galvani does. Printed: data
set, solver, measure (accuracy, or R²), mean over the runs, its standard error, runs.
"""

import copy
import csv
import math
import sys
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier, MLPRegressor

warnings.filterwarnings("ignore")
HIDDEN = {"vehicle": 12, "vowel": 12, "optdigits": 12}
RESULTS = Path("results/optimizer-comparison/uci")
DATA = Path("experiments/data")


def manifest():
    with open(DATA / "MANIFEST.csv") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def table(name, facts):
    """Columns of text, the nominal ones' names, and the target."""
    files = ["optdigits-train", "optdigits-test"] if name == "optdigits" else [name]
    rows, header = [], None
    for file in files:
        with open(DATA / f"{file}.csv") as opened:
            header, *some = csv.reader(opened)
            rows += some
    columns = {column: [row[place] for row in rows] for place, column in enumerate(header)}
    target = columns.pop("target")
    nominal = facts[files[0]]["nominal_columns"]
    nominal = set(columns) if nominal == "all" else set(filter(None, nominal.split(";")))
    for column, cells in columns.items():
        numbers = sum(is_number(cell) for cell in cells)
        if 2 * numbers < sum(cell != "" for cell in cells):
            nominal.add(column)
    return columns, nominal, np.array(target)


def is_number(cell):
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


def encode(columns, nominal, train):
    features = []
    for column, cells in columns.items():
        if column in nominal:
            seen = sorted({cells[row] for row in train} - {""})
            missing = any(cells[row] == "" for row in train)
            if len(seen) + missing < 2:
                continue
            if len(seen) == 2 and not missing:
                features.append([{seen[0]: 0.0, seen[1]: 1.0}.get(cell, 0.5) for cell in cells])
                continue
            for category in seen + ([""] if missing else []):
                features.append([float(cell == category) for cell in cells])
            continue
        values = np.array([float(cell) if cell else np.nan for cell in cells])
        values = np.where(np.isnan(values), np.nanmedian(values[train]), values)
        deviation = values[train].std()
        if deviation > 0:
            features.append((values - values[train].mean()) / deviation)
    return np.array(features, dtype=float).T


def splits(name):
    with open(RESULTS / f"splits_{name.replace('-', '_')}.csv") as file:
        header, *rows = csv.reader(file)
    for run in range(1, len(header)):
        of = lambda part: np.array(
            [int(float(row[0])) for row in rows if row[run] not in ("", "NaN") and float(row[run]) == part]
        )
        yield run, of(0), of(1), of(2)


def best_epoch(model, x, y, train, validation, classes):
    """Adam for 100 epochs, keeping the weights of the least validation loss."""
    random = np.random.default_rng(model.random_state)
    least, kept = math.inf, None
    for _ in range(100):
        order = random.permutation(train)
        for batch in np.array_split(order, math.ceil(len(order) / 32)):
            if classes is None:
                model.partial_fit(x[batch], y[batch])
            else:
                model.partial_fit(x[batch], y[batch], classes=classes)
        if classes is None:
            loss = np.mean((model.predict(x[validation]) - y[validation]) ** 2)
        else:
            loss = log_loss(y[validation], model.predict_proba(x[validation]), labels=classes)
        if loss < least:
            least, kept = loss, copy.deepcopy(model)
    return kept


def main():
    facts = manifest()
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["data_set", "solver", "measure", "mean", "standard_error", "runs", "scikit_learn"])
    for path in sorted(RESULTS.glob("splits_*.csv")):
        name = path.stem.removeprefix("splits_").replace("_", "-")
        columns, nominal, target = table(name, facts)
        regression = facts.get(name, {}).get("task") == "regression"
        scores = {}
        for run, train, validation, test in splits(name):
            x = encode(columns, nominal, train)
            y, classes = target, np.unique(target)
            if regression:
                numbers = target.astype(float)
                y, classes = (numbers - numbers[train].mean()) / numbers[train].std(), None
            kind = MLPRegressor if regression else MLPClassifier
            common = dict(
                hidden_layer_sizes=(HIDDEN.get(name, 8),), activation="tanh", alpha=0, random_state=run
            )
            models = {
                solver: kind(solver=solver, max_iter=1000, **common).fit(x[train], y[train])
                for solver in ("lbfgs", "adam")
            }
            models["adam, best epoch"] = best_epoch(
                kind(solver="adam", learning_rate_init=0.01, **common), x, y, train, validation, classes
            )
            for solver, model in models.items():
                scores.setdefault(solver, []).append(model.score(x[test], y[test]))
        for solver, of_runs in scores.items():
            error = np.std(of_runs, ddof=1) / math.sqrt(len(of_runs))
            measure = "R²" if regression else "accuracy"
            out.writerow(
                [name, solver, measure, f"{np.mean(of_runs):.6f}", f"{error:.6f}", len(of_runs), sklearn.__version__]
            )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
