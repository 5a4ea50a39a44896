"""Random small webs that are unkind: ties, circles, no outsiders, tiny and huge amounts.

`draw(seed)` is the same web for the same seed on every machine. Amounts are floats; kinds other
than `lognormal` and `wide` use integers or quarters, so that sums are exact and parties land just
on the line between solvent and not.
"""

from dataclasses import dataclass

import numpy as np

KINDS = ("integers", "small-integers", "quarters", "lognormal", "wide")


@dataclass
class Draw:
    """A web as arrays of floats, ready for every model.

    Shapes: `debts` classes x n x n, `outside` classes x n (one class a party), the rest n or
    n x n. `shares[i][j]`: the share of i's equity that j holds, row sums below 1.
    """

    seed: int
    kind: str
    names: list
    assets: np.ndarray
    debts: np.ndarray
    outside: np.ndarray
    outside_class: np.ndarray
    shares: np.ndarray
    alpha: float
    beta: float
    loss: np.ndarray
    buffer: np.ndarray
    threshold: np.ndarray
    failure_cost: np.ndarray
    weight: np.ndarray
    units: np.ndarray

    @property
    def owed(self):
        """Debts of all classes together."""
        return self.debts.sum(axis=0)


def amounts(rng, kind, shape):
    """Positive amounts of a kind."""
    if kind == "integers":
        return rng.integers(1, 13, shape).astype(float)
    if kind == "small-integers":
        return rng.integers(1, 4, shape).astype(float)
    if kind == "quarters":
        return rng.integers(1, 41, shape) / 4.0
    if kind == "lognormal":
        return rng.lognormal(0.0, 1.0, shape)
    return rng.lognormal(0.0, 1.0, shape) * 10.0 ** rng.integers(-6, 7, shape)


def links(rng, n):
    """Who owes whom: a random graph, a circle, a star, or two parts that do not touch."""
    shape = rng.choice(["random", "dense", "circle", "star", "parts"])
    if shape == "circle":
        order = rng.permutation(n)
        link = np.zeros((n, n), bool)
        link[order, np.roll(order, -1)] = True
        link |= rng.random((n, n)) < 0.1
    elif shape == "star":
        link = np.zeros((n, n), bool)
        link[0, 1:], link[1:, 0] = rng.random(n - 1) < 0.7, rng.random(n - 1) < 0.7
    else:
        link = rng.random((n, n)) < {"random": 0.35, "dense": 0.8, "parts": 0.7}[shape]
        if shape == "parts":
            side = rng.random(n) < 0.5
            link &= side[:, None] == side[None, :]
    link &= ~np.eye(n, dtype=bool)
    if n > 2 and rng.random() < 0.3:
        alone = rng.integers(n)
        link[alone, :] = link[:, alone] = False
    return link


def balance(rng, assets, debts, outside):
    """Some parties get just the assets with which they can pay if everybody pays."""
    due = debts.sum(axis=(0, 2)) + outside.sum(axis=0)
    gap = due - debts.sum(axis=(0, 1))
    exact = (rng.random(len(assets)) < 0.5) & (gap >= 0)
    return np.where(exact, gap, assets)


def stakes(rng, n):
    """Shares whose owners together hold less than the whole."""
    if rng.random() < 0.2:
        return np.zeros((n, n))
    held = rng.integers(1, 4, (n, n)) * (rng.random((n, n)) < 0.35)
    np.fill_diagonal(held, 0)
    parts = rng.choice([8.0, 10.0, 20.0])
    rows = held.sum(axis=1)
    return held / np.maximum(parts, rows + 1.0)[:, None]


def draw(seed, largest=8, classes=1):
    """The web of this seed, of 2 to `largest` parties, with up to `classes` classes of debt."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, largest + 1))
    kind = str(rng.choice(KINDS, p=[0.35, 0.2, 0.2, 0.15, 0.1]))
    layers = int(rng.integers(1, classes + 1))
    debts = np.where(links(rng, n), amounts(rng, kind, (n, n)), 0.0)
    layer = rng.integers(0, layers, (n, n))
    debts = np.stack([np.where(layer == s, debts, 0.0) for s in range(layers)])
    outside_class = rng.integers(0, layers, n)
    owed_out = amounts(rng, kind, n) * (rng.random(n) < rng.choice([0.0, 0.3, 0.8]))
    outside = np.stack([np.where(outside_class == s, owed_out, 0.0) for s in range(layers)])
    assets = amounts(rng, kind, n) * (rng.random(n) < rng.choice([0.2, 0.6, 1.0]))
    if kind in ("integers", "small-integers", "quarters") and rng.random() < 0.3:
        assets = balance(rng, assets, debts, outside)
    if rng.random() < 0.12:
        outside = outside * 2.0**-20  # hardly any outsiders: circles that close but for a trace
        assets = assets * rng.choice([1.0, 2.0**-20])
    costs = [0.0, 0.25, 0.5, 0.7, 0.9, 1.0]
    loss = amounts(rng, kind, n) * (rng.random(n) < 0.4)
    buffer = amounts(rng, kind, n) * rng.choice([1.0, 2.0, 4.0], n)
    if rng.random() < 0.15:
        buffer[rng.integers(n)] *= rng.choice([0.0, -1.0])
    shares = stakes(rng, n)
    reach = np.linalg.inv(np.eye(n) - shares.T) @ assets * (1 - shares.sum(axis=1))
    limit = reach * rng.choice([0.5, 0.9, 0.99, 1.01, 1.2], n)
    if rng.random() < 0.4:
        limit = np.round(limit)
    return Draw(
        seed, kind, [f"p{i}" for i in range(n)], assets, debts, outside, outside_class, shares,
        float(rng.choice(costs)), float(rng.choice(costs)), loss, buffer,
        limit, assets * rng.choice([0.0, 0.25, 0.5, 1.0], n),
        amounts(rng, kind, n), amounts(rng, kind, n) * (rng.random(n) < 0.7),
    )
