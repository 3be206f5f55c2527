"""Writes losses.json: the first 20 losses of the training methods of PyTorch and SciPy on two small
networks, in double precision. Run it with

    python3 -m venv venv && venv/bin/pip install numpy scipy torch
    venv/bin/python tests/conformance/generate.py

losses.json holds the versions with which it was written.

The weights are one flat vector as in Galvani: layer after layer the matrix, a row for each input, then
the biases. Losses are means over the examples: cross-entropy behind a softmax, or half the sum of
squares.
"""

import json
import platform
from pathlib import Path

import numpy as np
import scipy
import scipy.optimize
import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

STEPS = 20
INPUTS, HIDDEN, OUTPUTS, EXAMPLES = 2, 3, 2, 12

random = np.random.default_rng(2012)
inputs = random.normal(size=(EXAMPLES, INPUTS))
classes = np.array([0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0])
problems = {
    "classification": np.eye(OUTPUTS)[classes],
    "regression": np.stack(
        [np.sin(inputs[:, 0]) * inputs[:, 1], inputs[:, 0] - 0.5 * inputs[:, 1] ** 2], axis=1
    ),
}
weights = random.uniform(-0.7, 0.7, size=INPUTS * HIDDEN + HIDDEN + HIDDEN * OUTPUTS + OUTPUTS)


def loss_of(problem, w, rows=slice(None)):
    """E(w) on the given rows, w a tensor."""
    x, t = torch.tensor(inputs[rows]), torch.tensor(problems[problem][rows])
    a, b = INPUTS * HIDDEN, INPUTS * HIDDEN + HIDDEN
    c = b + HIDDEN * OUTPUTS
    hidden = torch.tanh(x @ w[:a].reshape(INPUTS, HIDDEN) + w[a:b])
    outputs = hidden @ w[b:c].reshape(HIDDEN, OUTPUTS) + w[c:]
    if problem == "classification":
        return -(t * torch.log_softmax(outputs, dim=1)).sum(dim=1).mean()
    return 0.5 * ((outputs - t) ** 2).sum(dim=1).mean()


def with_torch(problem, make, batches=None):
    """Losses over all examples at the beginning of each step."""
    w = torch.tensor(weights, requires_grad=True)
    optimizer = make([w])
    losses = []
    for step in range(STEPS):
        rows = slice(None) if batches is None else batches[step]

        def closure():
            optimizer.zero_grad()
            loss = loss_of(problem, w, rows)
            loss.backward()
            return loss

        with torch.no_grad():
            losses.append(loss_of(problem, w).item())
        optimizer.step(closure)
    return losses


def with_scipy(problem, method, options):
    """Losses of the start and of every iterate that the callback is told."""

    def value_and_gradient(x):
        w = torch.tensor(x, requires_grad=True)
        loss = loss_of(problem, w)
        loss.backward()
        return loss.item(), w.grad.numpy().copy()

    losses = [value_and_gradient(weights)[0]]
    scipy.optimize.minimize(
        value_and_gradient,
        weights,
        jac=True,
        method=method,
        options=dict(options, maxiter=STEPS - 1),
        callback=lambda x: losses.append(value_and_gradient(np.array(x))[0]),
    )
    assert len(losses) == STEPS, (method, problem, len(losses))
    return losses


SGD = torch.optim.SGD
TORCH = [
    ("SGD", {"method": "gradient-descent", "learning_rate": 0.3}, lambda p: SGD(p, lr=0.3)),
    (
        "SGD with weight decay",
        {"method": "gradient-descent", "learning_rate": 0.3, "weight_decay": 0.05},
        lambda p: SGD(p, lr=0.3, weight_decay=0.05),
    ),
    (
        "SGD with momentum",
        {"method": "momentum", "learning_rate": 0.1, "momentum": 0.9, "weight_decay": 0.01},
        lambda p: SGD(p, lr=0.1, momentum=0.9, weight_decay=0.01),
    ),
    (
        "SGD with nesterov",
        {"method": "nesterov", "learning_rate": 0.1, "momentum": 0.9, "weight_decay": 0.01},
        lambda p: SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01),
    ),
    (
        "Adagrad",
        {"method": "adagrad", "preset": "pytorch", "learning_rate": 0.2, "weight_decay": 0.01},
        lambda p: torch.optim.Adagrad(p, lr=0.2, weight_decay=0.01),
    ),
    (
        "Adadelta",
        {"method": "adadelta", "preset": "pytorch", "weight_decay": 0.01},
        lambda p: torch.optim.Adadelta(p, weight_decay=0.01),
    ),
    (
        "RMSprop",
        {"method": "rmsprop", "preset": "pytorch", "learning_rate": 0.02, "weight_decay": 0.01},
        lambda p: torch.optim.RMSprop(p, lr=0.02, weight_decay=0.01),
    ),
    (
        "Adam",
        {"method": "adam", "preset": "pytorch", "learning_rate": 0.1, "weight_decay": 0.01},
        lambda p: torch.optim.Adam(p, lr=0.1, weight_decay=0.01),
    ),
    (
        "AdamW",
        {"method": "adamw", "preset": "pytorch", "learning_rate": 0.1, "weight_decay": 0.1},
        lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0.1),
    ),
    ("Rprop", {"method": "rprop", "preset": "pytorch"}, lambda p: torch.optim.Rprop(p)),
    (
        "Rprop from 0.1",
        {"method": "rprop", "preset": "pytorch", "delta0": 0.1},
        lambda p: torch.optim.Rprop(p, lr=0.1),
    ),
    # One iteration a step, so that its losses are told one by one.
    (
        "LBFGS",
        {"method": "l-bfgs", "preset": "pytorch"},
        lambda p: torch.optim.LBFGS(p, max_iter=1),
    ),
    (
        "LBFGS with 3 pairs and rate 0.5",
        {"method": "l-bfgs", "preset": "pytorch", "memory": 3, "learning_rate": 0.5},
        lambda p: torch.optim.LBFGS(p, lr=0.5, history_size=3, max_iter=1),
    ),
]
MINI_BATCHES = (
    "SGD with momentum in mini-batches",
    {"method": "momentum", "learning_rate": 0.05, "momentum": 0.8},
    lambda p: SGD(p, lr=0.05, momentum=0.8),
)
SCIPY = [
    ("BFGS", {"method": "bfgs", "preset": "scipy"}, {"gtol": 0.0}),
    ("CG", {"method": "conjugate-gradients", "preset": "scipy"}, {"gtol": 0.0}),
    ("L-BFGS-B", {"method": "l-bfgs", "preset": "scipy"}, {"gtol": 0.0, "ftol": 0.0}),
    (
        "L-BFGS-B with 3 pairs",
        {"method": "l-bfgs", "preset": "scipy", "memory": 3},
        {"gtol": 0.0, "ftol": 0.0, "maxcor": 3},
    ),
]

cases = []


def add(library, name, problem, settings, losses, batches=None):
    case = {"name": f"{library} {name}, {problem}", "problem": problem, "settings": settings}
    if batches is not None:
        case["batches"] = batches
    cases.append(case | {"losses": losses})


for problem in problems:
    for name, settings, make in TORCH:
        add("PyTorch", name, problem, settings, with_torch(problem, make))
    order = [random.permutation(EXAMPLES).tolist() for _ in range(STEPS)]
    batches = [rows[:5] for rows in order]
    name, settings, make = MINI_BATCHES
    add("PyTorch", name, problem, settings, with_torch(problem, make, batches), batches)
    for name, settings, options in SCIPY:
        add("SciPy", name, problem, settings, with_scipy(problem, name.split(" ")[0], options))

document = {
    "versions": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "torch": torch.__version__,
    },
    "inputs": inputs.flatten().tolist(),
    "targets": {problem: targets.flatten().tolist() for problem, targets in problems.items()},
    "weights": weights.tolist(),
    "cases": cases,
}
# A list of numbers is a line of the file.
text = json.dumps(document, indent=1, ensure_ascii=False)
lines, depth = [], 0
for line in text.split("\n"):
    number = line.strip().rstrip(",").replace("-", "").replace("e", "").replace(".", "").isdigit()
    closing = line.strip().startswith("]") and lines and lines[-1].rstrip(",")[-1:].isdigit()
    if number or closing:
        lines[-1] += (" " if number and lines[-1][-1] != "[" else "") + line.strip()
    else:
        lines.append(line)
Path(__file__).with_name("losses.json").write_text("\n".join(lines) + "\n")
