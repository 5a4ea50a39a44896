"""Second algorithms, written apart from the first, to check the oracle against itself."""

import math
from fractions import Fraction

import numpy as np

from clearing import Floats, iterate
from exact import identity_minus, solve

ZERO = Fraction(0)


def greatest_by_rounds(w):
    """Greatest vector for one class and no shares: Rogers & Veraart 2013, Definition 3.6.

    With alpha = beta = 1 the fictitious sequential default algorithm of Eisenberg & Noe 2001.
    Returns the exact payments and the rounds of default.
    """
    n, due = w.size, w.total
    pi = [[x / d if d else ZERO for x in row] for row, d in zip(w.debts[0], due)]
    paid, failed, rounds = list(due), set(), []
    while True:
        have = [w.assets[i] + sum((pi[j][i] * paid[j] for j in range(n)), ZERO) for i in range(n)]
        new = {i for i in range(n) if have[i] < due[i]} - failed
        if not new:
            return paid, rounds
        rounds.append(sorted(new))
        failed |= new
        f = sorted(failed)
        m = [[w.beta[i] * pi[j][i] for j in f] for i in f]
        c = [
            w.alpha[i] * w.assets[i]
            + w.beta[i] * sum((pi[j][i] * due[j] for j in range(n) if j not in failed), ZERO)
            for i in f
        ]
        x, kernel = solve(identity_minus(m), c)
        assert not kernel, "a round of the greatest algorithm is regular"
        for i, value in zip(f, x):
            paid[i] = value


def is_clearing(w, by_class, equity, value):
    """The definition, condition by condition, in exact arithmetic.

    Value is what is held and received; limited liability; a solvent party pays all and keeps the
    rest; a failing one hands over all that its default leaves, class after class.
    """
    n = w.size
    for i in range(n):
        have = w.assets[i] + sum((w.shares[j][i] * equity[j] for j in range(n)), ZERO)
        for s in range(w.classes):
            for j in range(n):
                if w.due[s][j]:
                    have += by_class[s][j] * w.debts[s][j][i] / w.due[s][j]
        if have != value[i]:
            return False
        paid = [by_class[s][i] for s in range(w.classes)]
        if have >= w.total[i]:
            if any(p != w.due[s][i] for s, p in enumerate(paid)):
                return False
            if equity[i] != have - w.total[i]:
                return False
            continue
        left = w.alpha[i] * w.assets[i] + w.beta[i] * (have - w.assets[i])
        if equity[i] != 0:
            return False
        for s, p in enumerate(paid):
            if p != min(left, w.due[s][i]):
                return False
            left -= p
    return True


def greatest_by_iteration(w, passes=20000):
    """Picard downward in floats: payments, equity, and whether it came to rest."""
    paid, equity, _ = iterate(w, False, passes, slack=1e-12)
    again, wealth, _ = Floats(w).step(paid, equity, 1e-12)
    return paid, equity, bool(np.allclose(again, paid, rtol=1e-15, atol=0)
                              and np.allclose(wealth, equity, rtol=1e-13, atol=1e-13))


def least_by_restart(w, passes=20000):
    """Least solution for any web in floats: upward, with a restart after each jump.

    Returns payments, equity, and whether every climb came to rest.

    Upward iteration may stop just below a jump at which a party becomes solvent, at a point that
    is no solution. So each party is kept failing until the limit shows that it is solvent; then
    it pays in full, and the iteration goes on.
    """
    f = Floats(w)
    solvent = f.total == 0
    paid, equity, rested = np.zeros_like(f.due), np.zeros(w.size), True
    while True:
        for _ in range(passes):
            new, wealth, value = f.step(paid, equity, costless=solvent)
            if (new == paid).all() and (wealth == equity).all():
                break
            paid, equity = new, wealth
        else:
            rested = False
        more = solvent | (value >= f.total * (1 - 1e-9))
        if (more == solvent).all():
            return paid, equity, rested
        solvent = more


def debtrank_by_active_set(buffer, owed, loss):
    """Least h of the 2015 model in floats for positive buffers: iterate, then solve.

    After a while of iteration the parties at 1 are held there and the others that distress has
    reached are solved for at once. A solution below 1, and not below the iterate, is the least;
    otherwise the iteration goes on.
    """
    b, x, a = (np.array(v, float) for v in (buffer, loss, owed))
    gain, h0 = a.T / b[:, None], x / b
    h = np.minimum(1.0, h0)
    for _ in range(1000):
        for _ in range(20):
            h = np.minimum(1.0, h0 + gain @ h)
        free = np.flatnonzero((h > 0) & (h < 1 - 1e-13))
        inner = np.eye(len(free)) - gain[np.ix_(free, free)]
        given = h0[free] + gain[free] @ (h >= 1 - 1e-13)
        y = np.linalg.lstsq(inner, given, rcond=None)[0]
        if (y < 1).all() and (y >= h[free] - 1e-12).all():
            h[free] = y
            return h
    return h


def merton_by_quadrature(equity, assets, inside, sigma, recovery=1.0, points=400001):
    """The Merton valuation by the trapezoid rule over the normal density."""
    z = np.linspace(-10.0, 10.0, points)
    worth = equity - assets + assets * np.exp(sigma * z - sigma * sigma / 2)
    unit = np.where(worth >= 0, 1.0, recovery * np.clip((worth + inside) / inside, 0.0, 1.0))
    density = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return float((unit * density).sum() * (z[1] - z[0]))


def first_passage_by_heat(equity, assets, sigma, steps=4000):
    """Black-Cox first passage by a trinomial walk of log A with an absorbing wall.

    The wall lies on the grid, so the error falls with the square of the step.
    """
    x = math.log(assets / (assets - equity))
    per_wall = max(4, int(round(x / (sigma * math.sqrt(3.0 / steps)))))
    dx = x / per_wall
    dt = dx * dx / 3.0
    count = max(1, int(round(sigma * sigma / dt)))
    dt = sigma * sigma / count
    drift = -dt / 2
    up = (dt + drift * drift) / (2 * dx * dx) + drift / (2 * dx)
    down = up - drift / dx
    width = int(12 * sigma / dx) + per_wall + 2
    alive = np.zeros(width)
    alive[per_wall - 1] = 1.0
    for _ in range(count):
        new = alive * (1 - up - down)
        new[1:] += up * alive[:-1]
        new[:-1] += down * alive[1:]
        alive = new
    return 1.0 - float(alive.sum())


def debtrank_2012_by_states(buffer, owed, loss):
    """The 2012 model in floats as its authors state it: undistressed, distressed, inactive."""
    b, x, a = (np.array(v, float) for v in (buffer, loss, owed))
    with np.errstate(divide="ignore", invalid="ignore"):
        w = np.where(a.T > 0, np.minimum(1.0, np.abs(a.T / b[:, None])), 0.0)
        w = np.where((b[:, None] < 0), 1.0, w)
        h = np.where(x > 0, np.minimum(1.0, np.abs(x / b)), 0.0)
    h = np.where((b < 0) | ((b == 0) & (x > 0)), 1.0, h)
    state = np.where(h > 0, "D", "U")
    while (state == "D").any():
        new = np.minimum(1.0, h + w @ np.where(state == "D", h, 0.0))
        state = np.where(state == "D", "I", np.where((new > 0) & (state != "I"), "D", state))
        h = new
    return h


def neva_in_turn(neva, passes=20000):
    """The greatest NEVA equity with every revaluation used at once, party after party."""
    values = np.ones(len(neva.assets))
    for _ in range(passes):
        before = values.copy()
        for i in range(len(values)):
            values[i] = neva.value(i, neva.equity(values)[i])
        if (before == values).all():
            break
    return neva.equity(values)
