"""Writes reference.json: scikit-learn's measures of predictions, in double precision. Run it with

    python3 -m venv venv && venv/bin/pip install scikit-learn
    venv/bin/python tests/metrics/generate.py

reference.json holds the versions with which it was written. Numbers that are not defined are null.

iris.csv is the first repeat in predictions.csv of experiments/classification.toml's practice task, as
it was when the reference was written: the answers of a real run.

Where scikit-learn makes the mean of one-versus-rest areas NaN because a class does not occur, the
reference is the mean over the classes that have an area.
"""

import csv
import json
import math
import platform
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics

warnings.simplefilter("ignore")
random = np.random.default_rng(2825)


def softmax(scores):
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True)


def guesses(rows, classes, skill):
    """Actual classes and probabilities, the better the larger the skill."""
    actual = random.integers(classes, size=rows)
    scores = random.normal(size=(rows, classes)) + skill * np.eye(classes)[actual]
    return actual, softmax(scores)


def eighths(rows, classes):
    """Probabilities with many ties whose rows sum to exactly 1."""
    actual = random.integers(classes, size=rows)
    return actual, random.multinomial(8, [1 / classes] * classes, size=rows) / 8


def answers(file):
    """Actual classes and probabilities of a file of predictions."""
    with open(Path(__file__).with_name(file), encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    probabilities = [[float(v) for k, v in row.items() if k.startswith("p(")] for row in rows]
    return np.array([int(row["actual"]) for row in rows]), np.array(probabilities)


def cases():
    yield "two classes", *guesses(40, 2, 1.5)
    yield "three classes", *guesses(45, 3, 1.0)
    actual, probabilities = guesses(40, 4, 1.0)
    probabilities[:, 2] = 0
    yield "a class never predicted", actual, probabilities / probabilities.sum(axis=1, keepdims=True)
    actual, probabilities = guesses(40, 4, 1.0)
    probabilities[:, 1] /= 1e3
    actual[actual == 1] = 3
    yield "a class that occurs nowhere", actual, probabilities / probabilities.sum(
        axis=1, keepdims=True
    )
    actual, probabilities = guesses(40, 4, 0.5)
    actual[actual == 1] = 3
    yield "a class predicted that does not occur", actual, probabilities
    yield "ties, two classes", *eighths(40, 2)
    yield "ties, three classes", *eighths(40, 3)
    yield "constant scores, two classes", random.integers(2, size=20), np.full((20, 2), 0.5)
    yield "constant scores, four classes", random.integers(4, size=20), np.full((20, 4), 0.25)
    actual = random.integers(3, size=20)
    yield "perfect", actual, np.eye(3)[actual]
    yield "perfectly wrong", actual, np.eye(3)[(actual + 1) % 3]
    yield "one class in the test part", np.full(20, 1), guesses(20, 3, 0.0)[1]
    yield "one class of two, always right", np.full(20, 1), np.full((20, 2), [0.25, 0.75])
    yield "iris", *answers("iris.csv")
    actual, probabilities = guesses(600, 6, 0.8)
    rare = np.flatnonzero(actual == 5)[3:]
    actual[rare] = 0
    yield "large", actual, probabilities


def average(actual, predicted, kind):
    p, r, f, _ = metrics.precision_recall_fscore_support(
        actual, predicted, average=kind, zero_division=0
    )
    return {"precision": p, "recall": r, "f1": f}


def curve(positive, scores, corners):
    fpr, tpr, thresholds = metrics.roc_curve(positive, scores, drop_intermediate=corners)
    # The first threshold is infinite.
    return {
        "false_positive_rate": fpr.tolist(),
        "true_positive_rate": tpr.tolist(),
        "thresholds": thresholds[1:].tolist(),
    }


def areas(actual, probabilities):
    classes = probabilities.shape[1]
    each = [metrics.roc_auc_score(actual == k, probabilities[:, k]) for k in range(classes)]
    if classes == 2:
        binary = metrics.roc_auc_score(actual, probabilities[:, 1])
        return each, binary, binary
    defined = [k for k in range(classes) if not math.isnan(each[k])]
    if len(defined) == classes:
        ovr = lambda kind: metrics.roc_auc_score(
            actual, probabilities, multi_class="ovr", average=kind
        )
        return each, ovr("macro"), ovr("weighted")
    if not defined:
        return each, math.nan, math.nan
    area = np.array(each)[defined]
    support = np.array([(actual == k).sum() for k in defined])
    # scikit-learn itself gives the weighted mean where no example belongs to the classes left out.
    weighted = np.average(area, weights=support)
    return each, area.mean(), weighted


def classification(name, actual, probabilities):
    classes = probabilities.shape[1]
    labels = list(range(classes))
    predicted = probabilities.argmax(axis=1)
    p, r, f, support = metrics.precision_recall_fscore_support(
        actual, predicted, labels=labels, zero_division=0
    )
    each, macro, weighted = areas(actual, probabilities)
    counts = metrics.confusion_matrix(actual, predicted, labels=labels).flatten()
    case = {
        "name": name,
        "classes": classes,
        "actual": actual.tolist(),
        "probabilities": probabilities.flatten().tolist(),
        "confusion": [int(count) for count in counts],
        "precision": p.tolist(),
        "recall": r.tolist(),
        "f1": f.tolist(),
        "support": [int(examples) for examples in support],
        "macro_average": average(actual, predicted, "macro"),
        "weighted_average": average(actual, predicted, "weighted"),
        "accuracy": metrics.accuracy_score(actual, predicted),
        "balanced_accuracy": metrics.balanced_accuracy_score(actual, predicted),
        "matthews": metrics.matthews_corrcoef(actual, predicted),
        "kappa": metrics.cohen_kappa_score(actual, predicted),
        "log_loss": metrics.log_loss(actual, probabilities, labels=labels),
        "brier": metrics.brier_score_loss(actual, probabilities, labels=labels),
        "areas": each,
        "macro_area": macro,
        "weighted_area": weighted,
    }
    if len(actual) <= 100:
        for kind, corners in (("curves", False), ("corners", True)):
            case[kind] = [
                curve(actual == k, probabilities[:, k], corners) for k in range(classes)
            ]
    return case


def regression(name, actual, predicted):
    return {
        "name": name,
        "outputs": 1 if actual.ndim == 1 else actual.shape[1],
        "actual": actual.flatten().tolist(),
        "predicted": predicted.flatten().tolist(),
        "rmse": metrics.root_mean_squared_error(actual, predicted),
        "mae": metrics.mean_absolute_error(actual, predicted),
        "r_squared": metrics.r2_score(actual, predicted),
    }


def regressions():
    noisy = lambda y, noise: y + noise * random.normal(size=y.shape)
    one = random.normal(size=50)
    yield "one output", one, noisy(one, 0.4)
    three = random.normal(size=(50, 3)) * [1, 10, 100] + [0, 5, -300]
    yield "three outputs", three, noisy(three, 3.0)
    yield "perfect", one, one
    yield "worse than the mean", one, noisy(-one, 1.0)
    constant = np.full(20, 2.5)
    yield "constant targets, predicted rightly", constant, constant
    yield "constant targets, predicted wrongly", constant, noisy(constant, 0.1)
    mixed = np.column_stack([random.normal(size=20), constant])
    yield "an output that varies, one that is constant", mixed, noisy(mixed, 0.1)
    yield "one example", np.array([1.0]), np.array([1.5])
    large = 1e3 + random.normal(size=1000)
    yield "large", large, noisy(large, 0.9)


def plain(value):
    """Numbers that JSON knows."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, (str, int)):
        return value
    return None if math.isnan(value) else float(value)


document = {
    "versions": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scikit-learn": sklearn.__version__,
    },
    "classification": [classification(*case) for case in cases()],
    "regression": [regression(*case) for case in regressions()],
}
# A line of the file is a measure of a case.
text = json.dumps(plain(document), ensure_ascii=False, separators=(",", ":"))
text = text.replace(',"', ',\n"').replace("},{", "},\n\n{")
Path(__file__).with_name("reference.json").write_text(text + "\n")
