"""Clearing vectors, exactly: Eisenberg-Noe, Rogers-Veraart, classes of debt, cross-holdings.

One definition covers them all. With `v[i]` what party i has before any cost of default,

    v[i] = e[i] + sum_j sum_s Pi[s][j][i] p[s][j] + sum_j shares[j][i] E[j]
    solvent  (v[i] >= due[i]):  p[s][i] = due[s][i],                E[i] = v[i] - due[i]
    failing  (v[i] <  due[i]):  R = alpha[i] e[i] + beta[i] (v[i] - e[i]),   E[i] = 0,
                                p[s][i] = min(due[s][i], max(0, R - cum[s][i]))

where `cum[s][i]` is what i owes in the classes before s. Special cases and their sources:

* Eisenberg & Noe 2001, Definition 1 (limited liability, absolute priority, proportionality):
  one class, no shares, alpha = beta = 1;
* Rogers & Veraart 2013, the clearing vector with alpha and beta: one class, no shares;
* Elsinger 2009: classes of debt and shares, alpha = beta = 1;
* Suzuki 2002 and Fischer 2014: one class or several, with shares, alpha = beta = 1.

The map is monotone, so a least and a greatest solution exist (Tarski); `extremes` finds both by
trying every regime (who is solvent, and in which class the others stop paying).
"""

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

import numpy as np

from exact import matrix, rational, solve, vector, zeros

ZERO = Fraction(0)
FULL = -1  # pays in full whatever it has; only used while a wave is being counted


@dataclass
class Web:
    """A web of debts. `debts[s][i][j]`: i owes j in class s (0 is paid first).

    `outside[s][i]`: what i owes to outsiders in class s. `shares[i][j]`: the share of i's equity
    that j holds. `alpha`, `beta`: what is left of outside assets and of receipts in a default.
    """

    assets: list
    debts: list
    outside: list
    shares: list
    alpha: list
    beta: list
    due: list = field(init=False)
    total: list = field(init=False)
    before: list = field(init=False)

    def __post_init__(self):
        n, classes = self.size, len(self.debts)
        self.due = [
            [sum(self.debts[s][i], self.outside[s][i]) for i in range(n)] for s in range(classes)
        ]
        self.total = [sum((self.due[s][i] for s in range(classes)), ZERO) for i in range(n)]
        self.before = [
            [sum((self.due[k][i] for k in range(s)), ZERO) for i in range(n)]
            for s in range(classes + 1)
        ]

    @property
    def size(self):
        return len(self.assets)

    @property
    def classes(self):
        return len(self.debts)

    def issues_shares(self, i):
        return any(share != 0 for share in self.shares[i])


def web(assets, debts, outside=None, shares=None, alpha=1, beta=1):
    """A `Web` from numbers of any kind; `debts` n x n (one class) or classes x n x n.

    `outside` is n long (then it ranks in class 0) or classes x n; `alpha`, `beta` one or n.
    """
    n = len(assets)
    debts = [debts] if np.ndim(debts) == 2 else debts
    outside = [0] * n if outside is None else outside
    if np.ndim(outside) == 1:
        outside = [outside] + [[0] * n] * (len(debts) - 1)
    each = lambda x: vector(x) if hasattr(x, "__len__") else [rational(x)] * n
    return Web(
        vector(assets),
        [matrix(layer) for layer in debts],
        matrix(outside),
        zeros(n) if shares is None else matrix(shares),
        each(alpha),
        each(beta),
    )


@dataclass
class Outcome:
    """A solution: payments by class, totals, value before costs, equity, and who fails."""

    by_class: list
    paid: list
    value: list
    equity: list
    default: list

    def key(self):
        return [p for layer in self.by_class for p in layer] + self.equity


def share_of_class(w, s, i, j):
    """The part of what i pays in class s that goes to j."""
    return w.debts[s][i][j] / w.due[s][i] if w.due[s][i] else ZERO


def settle(w, regime):
    """The least solution in which the parties behave as `regime` says, or None.

    `regime[i]` is `w.classes` for solvent, k for failing within class k, or FULL. Everything is
    linear within a regime; what is left is to check that the solution belongs to it.
    """
    n, classes = w.size, w.classes
    unknown = [i for i in range(n) if regime[i] not in (FULL, classes)]
    unknown += [i for i in range(n) if regime[i] == classes and w.issues_shares(i)]
    place = {i: at for at, i in enumerate(unknown)}
    fixed = list(w.assets)
    weight = [[ZERO] * len(unknown) for _ in range(n)]
    for j in range(n):
        in_full = classes if regime[j] in (FULL, classes) else regime[j]
        for i in range(n):
            fixed[i] += sum((w.debts[s][j][i] for s in range(in_full)), ZERO)
            if in_full < classes:
                weight[i][place[j]] = share_of_class(w, in_full, j, i)
            elif j in place:
                weight[i][place[j]] = w.shares[j][i]
    a, b = [], []
    for at, i in enumerate(unknown):
        if regime[i] == classes:
            factor, constant = Fraction(1), fixed[i] - w.total[i]
        else:
            factor = w.beta[i]
            kept = w.alpha[i] * w.assets[i] + w.beta[i] * (fixed[i] - w.assets[i])
            constant = kept - w.before[regime[i]][i]
        a.append([Fraction(int(at == k)) - factor * weight[i][k] for k in range(len(unknown))])
        b.append(constant)
    found = solve(a, b)
    if found is None:
        return None
    y = least_above_zero(*found)
    value = [f + sum((u * x for u, x in zip(row, y)), ZERO) for f, row in zip(fixed, weight)]
    return consistent(w, regime, place, y, value)


def least_above_zero(x, kernel):
    """The least x + sum t k that is nowhere negative, when it exists.

    A kernel vector is a circulation within a closed circle of failing parties; circles do not
    share parties, so each is lowered by itself until one member pays nothing.
    """
    for k in kernel:
        t = max(-u / step for u, step in zip(x, k) if step > 0)
        x = [u + t * step for u, step in zip(x, k)]
    return x


def consistent(w, regime, place, y, value):
    """The outcome, if every party is where the regime puts it; otherwise None."""
    n, classes = w.size, w.classes
    by_class = [[ZERO] * n for _ in range(classes)]
    equity = [ZERO] * n
    for i, r in enumerate(regime):
        short = value[i] < w.total[i]
        if r == classes and short or 0 <= r < classes and not short:
            return None
        if r == FULL and w.issues_shares(i) and not short:
            return None
        in_full = classes if r in (FULL, classes) else r
        for s in range(in_full):
            by_class[s][i] = w.due[s][i]
        if in_full < classes:
            if not 0 <= y[place[i]] < w.due[r][i]:
                return None
            by_class[r][i] = y[place[i]]
        else:
            equity[i] = max(ZERO, value[i] - w.total[i])
    paid = [sum((layer[i] for layer in by_class), ZERO) for i in range(n)]
    default = [value[i] < w.total[i] for i in range(n)]
    return Outcome(by_class, paid, value, equity, default)


def regimes(w, failable=None):
    """For each party the regimes it could be in; `failable` limits who may fail (and does)."""
    out = []
    for i in range(w.size):
        fails = [k for k in range(w.classes) if w.due[k][i] > 0]
        if failable is None:
            out.append([w.classes] + fails)
        elif i in failable:
            out.append(fails)
        else:
            out.append([w.classes, FULL] if w.issues_shares(i) else [FULL])
    return out


class Floats:
    """The same map in floats, for bounds and for plain iteration."""

    def __init__(self, w, failable=None):
        self.e, self.alpha, self.beta = (np.array(x, float) for x in (w.assets, w.alpha, w.beta))
        self.due = np.array(w.due, float)
        self.before = np.array(w.before, float)[:-1]
        self.total = np.array(w.total, float)
        debts = np.array(w.debts, float)
        safe = np.where(self.due > 0, self.due, 1.0)
        self.pi = debts / safe[:, :, None]
        self.shares = np.array(w.shares, float)
        self.sure = np.array([failable is not None and i not in failable for i in range(w.size)])

    def step(self, paid, equity, slack=0.0, costless=None):
        """One application; `slack` moves the line of solvency down (a bound from above)."""
        received = np.einsum("sji,sj->i", self.pi, paid) + self.shares.T @ equity
        value = self.e + received
        solvent = self.sure | (value >= self.total * (1 - slack))
        if costless is not None:
            solvent = self.sure | costless
        rest = self.alpha * self.e + self.beta * received
        failing = np.clip(rest - self.before, 0.0, self.due)
        return np.where(solvent, self.due, failing), np.maximum(0.0, value - self.total), value


def iterate(w, upward, passes=200, failable=None, slack=1e-12):
    """Picard iteration from nothing or from everything; returns payments, equity and value.

    Upward needs somewhere to start that is below every solution, which zero is; downward, the
    equities when everybody pays in full, solved with no party below zero, times a margin.
    """
    f = Floats(w, failable)
    if upward:
        paid, equity = np.zeros_like(f.due), np.zeros(w.size)
    else:
        inflow = np.einsum("sji,sj->i", f.pi, f.due) + f.e
        paid = f.due.copy()
        equity = np.linalg.solve(np.eye(w.size) - f.shares.T, inflow) * (1 + 1e-9)
    value = f.e
    for _ in range(passes):
        new, wealth, value = f.step(paid, equity, -slack if upward else slack)
        if (new == paid).all() and (wealth == equity).all():
            break
        paid, equity = new, wealth
    return paid, equity, value


def pruned(w, failable=None, passes=60):
    """`regimes` without those that bounds from both ends rule out (with a wide margin)."""
    lo, hi = (iterate(w, up, passes, failable)[2] for up in (True, False))
    margin = 1e-9 * (hi + np.array(w.total, float)) + 1e-12 * hi.max(initial=0.0)
    lo, hi = lo - margin, hi + margin
    f = Floats(w)
    kept = [f.alpha * f.e + f.beta * (x - f.e) for x in (lo - margin, hi + margin)]
    out = []
    for i, options in enumerate(regimes(w, failable)):
        ends = lambda k: (float(w.before[k][i]), float(w.before[k + 1][i]))
        stays = [
            r for r in options
            if (r == FULL and (len(options) == 1 or lo[i] < f.total[i]))
            or (r == w.classes and hi[i] >= f.total[i])
            or (0 <= r < w.classes and lo[i] < f.total[i]
                and kept[1][i] >= ends(r)[0] and kept[0][i] < ends(r)[1])
        ]
        out.append(stays)
    return out


def solutions(w, options):
    """The least solution of every regime that has one."""
    return [o for o in (settle(w, regime) for regime in product(*options)) if o is not None]


def best(outcomes, pick):
    """The outcome that is `pick` (max or min) in every component at once, as Tarski promises."""
    keys = [o.key() for o in outcomes]
    end = [pick(column) for column in zip(*keys)]
    found = [o for o, key in zip(outcomes, keys) if key == end]
    assert found, "no outcome is extreme in every component"
    return found[0]


def extremes(w, brute=False):
    """The least and the greatest clearing outcome, exactly.

    With `brute`, over all regimes; otherwise over those that the bounds leave.
    """
    options = regimes(w) if brute else pruned(w)
    if not brute and np.prod([len(o) for o in options]) > 64:
        options = pruned(w, passes=3000)
    outcomes = solutions(w, options)
    return best(outcomes, min), best(outcomes, max)


def sequence(w):
    """The wave of each party's failure, and the outcomes of all rounds of the sequence.

    Eisenberg & Noe 2001, the fictitious sequential default algorithm; Rogers & Veraart 2013,
    Definition 3.6. Wave k holds those that
    newly fall short when the web is cleared with only the parties of earlier waves failing, and
    all others paying in full. Wave 0 falls short although everybody pays.
    """
    wave, outcomes = [None] * w.size, []
    for k in range(w.size + 1):
        failing = {i for i in range(w.size) if wave[i] is not None}
        outcome = best(solutions(w, pruned(w, failing)), max)
        outcomes.append(outcome)
        new = [i for i in range(w.size) if outcome.default[i] and i not in failing]
        if not new:
            return wave, outcomes
        for i in new:
            wave[i] = k
    raise AssertionError("a round without a new failure ends the sequence")


def waves(w):
    """The waves, and the outcome that the sequence ends in, which is the greatest."""
    wave, outcomes = sequence(w)
    return wave, outcomes[-1]


def near(value, line):
    """Whether a number is within rounding of a line, but not on it."""
    return value != line and abs(value - line) <= Fraction(1, 10**9) * (abs(value) + abs(line))


def on_edge(w, least):
    """Whether rounding of the inputs could change who fails, or in which wave.

    Exact ties do not count: they are solvent. A party just off the line in a round of the
    sequence counts, and so does a least solution that a trace more money would change.
    """
    if any(near(v, t) for o in [*sequence(w)[1], least] for v, t in zip(o.value, w.total)):
        return True
    trace = 1 + Fraction(1, 10**11)
    more = Web([e * trace for e in w.assets], w.debts, w.outside, w.shares,
               [min(1, a * trace) for a in w.alpha], [min(1, b * trace) for b in w.beta])
    return extremes(more)[0].default != least.default
