"""Golden values for tests/native/golden.rs, from PyTorch and scikit-learn in double precision.

    pip install -r tests/parity/requirements.txt
    python tests/parity/generate.py            # writes tests/parity/golden/*.json
    python tests/parity/generate.py --check    # says which of the kept files would differ

Running it again gives identical files.
"""

import json
import math
import pathlib
import sys

import torch
from sklearn import metrics as sk
from torch import nn, optim
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
FOLDER = pathlib.Path(__file__).parent / "golden"


def wave(*shape, step, size):
    """Numbers without a random generator: a sine that never repeats within them."""
    count = math.prod(shape)
    return torch.tensor([size * math.sin(step * (k + 1)) for k in range(count)]).reshape(*shape)


def activations():
    # From −100 to 100, close together around 0 and at no kink; numbers that single precision has too.
    places = torch.tensor([100 * ((2 * k - 199) / 199) ** 3 for k in range(200)], dtype=torch.float32).tolist()
    rows = [{"x": places}]
    for name, f in [
        ("linear", lambda x: x),
        ("sigmoid", torch.sigmoid),
        ("tanh", torch.tanh),
        ("relu", F.relu),
        ("leaky-relu", F.leaky_relu),
        ("elu", F.elu),
        ("selu", F.selu),
        ("gelu", F.gelu),
        ("gelu-tanh", lambda x: F.gelu(x, approximate="tanh")),
        ("silu", F.silu),
        # PyTorch goes on as a line from 20 on, which is off by 2e-9 there.
        ("softplus", lambda x: F.softplus(x, threshold=200)),
        ("mish", F.mish),
        ("softsign", F.softsign),
        ("hard-tanh", F.hardtanh),
        ("sine", torch.sin),
        ("gaussian", lambda x: torch.exp(-x * x)),
        ("step", lambda x: (x > 0).double() + 0 * x),
    ]:
        x = torch.tensor(places, requires_grad=True)
        y = f(x)
        (slope,) = torch.autograd.grad(y.sum(), x)
        rows.append({"activation": name, "y": y.tolist(), "slope": slope.tolist()})
    return rows


def losses():
    rows = []

    def row(loss, out, target, value, weights=None, smoothing=0.0):
        out.requires_grad_(True)
        reduced = value(out, target)
        (grad,) = torch.autograd.grad(reduced, out)
        rows.append({"loss": loss, "out": out.tolist(), "target": target.tolist(), "weights": weights, "smoothing": smoothing,
                     "value": reduced.item(), "grad": grad.tolist()})

    def half(o, t):
        return ((o - t) ** 2).sum() / 2

    def hinge(o, t):
        return (1 - (2 * t - 1) * o).clamp(min=0).mean()

    def cross(o, t):
        return F.cross_entropy(o, t.argmax(1))

    for columns in (1, 2):
        for loss, f in [("mse", F.mse_loss), ("half-sse", half), ("mae", F.l1_loss), ("huber", F.huber_loss)]:
            row(loss, wave(5, columns, step=1.3, size=3), wave(5, columns, step=0.7, size=1.5), f)
    classes = torch.eye(3)[[0, 2, 1, 1, 0]]
    for size in (3, 30, 1000):
        for loss, f in [("bce", F.binary_cross_entropy_with_logits), ("hinge", hinge)]:
            row(loss, wave(5, 1, step=1.3, size=size), torch.tensor([[0.0], [1], [1], [0], [1]]), f)
            row(loss, wave(5, 3, step=1.3, size=size), classes, f)
        row("cross-entropy", wave(5, 3, step=1.3, size=size), classes, cross)
    weights = [0.5, 2.0, 3.5]
    row("cross-entropy", wave(5, 3, step=1.3, size=3), classes, lambda o, t: F.cross_entropy(o, t.argmax(1), weight=torch.tensor(weights)), weights)
    row("cross-entropy", wave(5, 3, step=1.3, size=3), classes, lambda o, t: F.cross_entropy(o, t.argmax(1), label_smoothing=0.2), None, 0.2)
    two, answers = [0.5, 3.0], torch.tensor([[0.0], [1], [1], [0], [1]])
    each = torch.tensor(two)[answers.long()]
    row("bce", wave(5, 1, step=1.3, size=3), answers, lambda o, t: F.binary_cross_entropy_with_logits(o, t, each), two)
    soft = answers * 0.8 + 0.1
    row("bce", wave(5, 1, step=1.3, size=3), answers, lambda o, t: F.binary_cross_entropy_with_logits(o, soft), None, 0.2)
    return rows


def metrics():
    rows = []
    for classes, n, size in [(2, 40, 2.0), (2, 9, 0.4), (3, 50, 2.0), (10, 120, 3.0), (4, 6, 1.0)]:
        # Scores of each class, rounded so that some are equal; the fourth set never says and never has some class.
        scores = torch.round(wave(n, classes, step=1.3 + 0.1 * classes, size=size) * 4) / 4
        truth = [(k * k + k // 3) % classes for k in range(n)]
        for k, of in enumerate(truth):
            scores[k, of] += 0.6
        said = scores.argmax(1).tolist()
        labels = list(range(classes))
        each = sk.precision_recall_fscore_support(truth, said, labels=labels, zero_division=0.0)
        mean = sk.precision_recall_fscore_support(truth, said, average="macro", zero_division=0.0)
        ranked = (scores[:, 1] - scores[:, 0]).tolist()
        rows.append({
            "classes": classes, "scores": scores.tolist(), "truth": truth,
            "confusion": sk.confusion_matrix(truth, said, labels=labels).tolist(),
            "accuracy": sk.accuracy_score(truth, said),
            "balanced": sk.balanced_accuracy_score(truth, said),
            "precision": each[0].tolist(), "recall": each[1].tolist(), "f1": each[2].tolist(),
            "macro": [float(mean[0]), float(mean[1]), float(mean[2])],
            "auc": sk.roc_auc_score(truth, ranked) if classes == 2 else None,
        })
    for outputs in (1, 3):
        y, t = wave(30, outputs, step=1.3, size=2), wave(30, outputs, step=0.9, size=1.5)
        rows.append({"classes": 0, "y": y.tolist(), "t": t.tolist(), "r2": sk.r2_score(t, y), "mae": sk.mean_absolute_error(t, y),
                     "mse": sk.mean_squared_error(t, y)})
    return rows


class Lion(optim.Optimizer):
    """Chen et al. 2023, algorithm 2; PyTorch has none."""

    def __init__(self, groups, lr, betas):
        super().__init__(groups, {"lr": lr, "betas": betas, "weight_decay": 0.0})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            b1, b2 = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.sub_(group["lr"] * torch.sign(b1 * m + (1 - b1) * p.grad))
                m.mul_(b2).add_((1 - b2) * p.grad)


def network():
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(2, 5), nn.Tanh(), nn.Linear(5, 4), nn.Tanh(), nn.Linear(4, 1))
    with torch.no_grad():
        for k, p in enumerate(net.parameters()):
            p.copy_(wave(*p.shape, step=0.9 + 0.1 * k, size=0.8))
    return net


def flat(net):
    return torch.cat([p.detach().reshape(-1) for p in net.parameters()]).tolist()


def optimizers():
    x, rows = wave(16, 2, step=1.7, size=2), []
    y = (x[:, :1] * x[:, 1:] > 0).double()
    for name, make, lr, decay, clip_norm, clip_value, l2 in [
        ("sgd", lambda g, lr: optim.SGD(g, lr), 0.5, 0, 0.3, 0, 0.01),
        ("sgd", lambda g, lr: optim.SGD(g, lr), 0.5, 0, 0, 0.02, 0),
        ("momentum", lambda g, lr: optim.SGD(g, lr, momentum=0.9), 0.1, 0, 0.3, 0, 0.01),
        ("nesterov", lambda g, lr: optim.SGD(g, lr, momentum=0.9, nesterov=True), 0.1, 0, 0.3, 0, 0.01),
        ("adagrad", lambda g, lr: optim.Adagrad(g, lr), 0.05, 0, 0.3, 0, 0.01),
        ("adadelta", lambda g, lr: optim.Adadelta(g, lr), 1.0, 0, 0.3, 0, 0.01),
        ("rmsprop", lambda g, lr: optim.RMSprop(g, lr), 0.002, 0, 0.3, 0, 0.01),
        ("adam", lambda g, lr: optim.Adam(g, lr), 0.02, 0, 0.3, 0, 0.01),
        ("adam", lambda g, lr: optim.Adam(g, lr), 0.02, 0, 0, 0, 0),
        ("amsgrad", lambda g, lr: optim.Adam(g, lr, amsgrad=True), 0.02, 0, 0.3, 0, 0.01),
        ("adamw", lambda g, lr: optim.AdamW(g, lr), 0.02, 0.05, 0.3, 0, 0.01),
        ("nadam", lambda g, lr: optim.NAdam(g, lr), 0.02, 0, 0.3, 0, 0.01),
        ("radam", lambda g, lr: optim.RAdam(g, lr), 0.02, 0, 0.3, 0, 0.01),
        ("lion", lambda g, lr: Lion(g, lr, (0.9, 0.99)), 0.005, 0.05, 0.3, 0, 0.01),
    ]:
        net = network()
        weights = [p for p in net.parameters() if p.dim() == 2]
        biases = [p for p in net.parameters() if p.dim() == 1]
        # Decay is for weights alone here.
        rule = make([{"params": weights, "weight_decay": decay}, {"params": biases, "weight_decay": 0.0}], lr)
        after = []
        for step in range(1, 51):
            rule.zero_grad()
            penalty = sum((w**2).sum() for w in weights) * l2 / 2
            (F.binary_cross_entropy_with_logits(net(x), y) + penalty).backward()
            if clip_norm:
                nn.utils.clip_grad_norm_(net.parameters(), clip_norm)
            if clip_value:
                nn.utils.clip_grad_value_(net.parameters(), clip_value)
            rule.step()
            if step % 10 == 0:
                after.append(flat(net))
        rows.append({"optimizer": name, "lr": lr, "decay": decay, "clip_norm": clip_norm, "clip_value": clip_value, "l2": l2, "after": after})
    return [{"x": x.tolist(), "y": y.tolist(), "params": flat(network())}, *rows]


def schedules():
    rows, s = [], optim.lr_scheduler
    plateau = [1 / (k + 1) if k < 30 else 0.04 + 0.001 * math.sin(k) if k < 60 else 0.03 / (k - 58) for k in range(100)]
    for name, every, gamma, mult, low, make in [
        ("constant", 1, 1, 1, 0, lambda o: s.ConstantLR(o, factor=1.0)),
        ("step", 7, 0.5, 1, 0, lambda o: s.StepLR(o, 7, 0.5)),
        ("exponential", 1, 0.95, 1, 0, lambda o: s.ExponentialLR(o, 0.95)),
        ("cosine", 100, 1, 1, 0.001, lambda o: s.CosineAnnealingLR(o, 100, 0.001)),
        ("cosine", 20, 1, 1, 0.001, lambda o: s.CosineAnnealingLR(o, 20, 0.001)),
        ("cosine-restarts", 10, 1, 2, 0.001, lambda o: s.CosineAnnealingWarmRestarts(o, 10, 2, 0.001)),
        ("cosine-restarts", 15, 1, 1, 0, lambda o: s.CosineAnnealingWarmRestarts(o, 15, 1, 0)),
        ("warm-up", 20, 0.1, 1, 0, lambda o: s.LinearLR(o, 0.1, 1.0, 20)),
        ("one-cycle", 100, 1, 1, 0, lambda o: s.OneCycleLR(o, 0.1, total_steps=100, cycle_momentum=False)),
        ("plateau", 4, 0.5, 1, 0.001, lambda o: s.ReduceLROnPlateau(o, factor=0.5, patience=4, min_lr=0.001)),
    ]:
        rule = optim.SGD([nn.Parameter(torch.zeros(1))], 0.1)
        schedule, values = make(rule), []
        for epoch in range(100):
            values.append(rule.param_groups[0]["lr"])
            rule.step()
            if epoch < 99:
                schedule.step(*([plateau[epoch]] if name == "plateau" else []))
        rows.append({"schedule": name, "every": every, "gamma": gamma, "mult": mult, "low": low, "values": values})
    return [{"losses": plateau}, *rows]


def norms():
    rows = []
    for name, make, sizes in [("batch", nn.BatchNorm1d, (8, 5, 2)), ("layer", nn.LayerNorm, (6,))]:
        layer = make(4)
        with torch.no_grad():
            layer.weight.copy_(wave(4, step=0.8, size=1.5))
            layer.bias.copy_(wave(4, step=1.1, size=0.5))
        for k, (n, training) in enumerate([*((n, True) for n in sizes), (3, False)]):
            layer.train(training)
            x, dy = wave(n, 4, step=1.9 + 0.1 * k, size=3).requires_grad_(True), wave(n, 4, step=2.3, size=1)
            y = layer(x)
            dx, d_gain, d_shift = torch.autograd.grad(y, (x, layer.weight, layer.bias), dy)
            running = [layer.running_mean.tolist(), layer.running_var.tolist()] if name == "batch" else []
            rows.append({"norm": name, "training": training, "params": [*layer.weight.tolist(), *layer.bias.tolist()], "x": x.tolist(), "dy": dy.tolist(),
                         "y": y.tolist(), "dx": dx.tolist(), "grads": [*d_gain.tolist(), *d_shift.tolist()], "running": sum(running, [])})
    return rows


def main():
    differing = []
    for make in (activations, losses, optimizers, schedules, norms, metrics):
        text = "[\n" + ",\n".join(json.dumps(row) for row in make()) + "\n]\n"
        path = FOLDER / f"{make.__name__}.json"
        if "--check" not in sys.argv:
            FOLDER.mkdir(exist_ok=True)
            path.write_text(text)
        elif path.read_text() != text:
            differing.append(path.name)
    if differing:
        sys.exit(f"differ from the kept files: {', '.join(differing)}")


main()
