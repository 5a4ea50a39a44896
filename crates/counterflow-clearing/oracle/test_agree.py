"""The oracle against itself on random webs: `python test_agree.py [WEBS] [SEED]`.

For every model two algorithms that share no code must agree, and every solution must have the
properties that its definition promises. Exact algorithms are compared exactly.
"""

import sys
from collections import Counter
from itertools import product

import numpy as np

from cascades import debtrank_steps, egj_by_sets, exhausted, furfine_by_sets
from clearing import best, on_edge, regimes, solutions
from exact import matrix, vector
from models import (Market, Neva, book_equity, debtrank_2012, debtrank_2015, egj, extremes,
                    furfine, ownership, threshold, waves, web)
from second import (debtrank_2012_by_states, debtrank_by_active_set, first_passage_by_heat,
                    greatest_by_iteration, greatest_by_rounds, is_clearing, least_by_restart,
                    merton_by_quadrature, neva_in_turn)
from test_cases import rounds
from valuation import first_passage, merton
from webs import draw

COUNT = Counter()


def near(name, found, expected, scale, tolerance=1e-7):
    """Floats agree to a part of the scale."""
    found, expected = np.array(found, float), np.array(expected, float)
    assert np.abs(found - expected).max(initial=0.0) <= tolerance * scale, (name, found, expected)
    COUNT[name] += 1


def same(name, found, expected):
    """Exactly equal."""
    assert found == expected, (name, found, expected)
    COUNT[name] += 1


def one_class(d, alpha, beta):
    """Every regime, pruned regimes, rounds of default and iteration from both ends."""
    name = "eisenberg-noe" if alpha == beta == 1 else "rogers-veraart"
    w = web(d.assets, d.owed, d.outside.sum(axis=0), None, alpha, beta)
    least, greatest = extremes(w)
    if w.size <= 6:
        low, high = extremes(w, brute=True)
        same(f"{name}: all regimes = pruned", (low.key(), high.key()),
             (least.key(), greatest.key()))
    for o in (least, greatest):
        assert is_clearing(w, o.by_class, o.equity, o.value), (name, d.seed)
    paid, steps = greatest_by_rounds(w)
    wave, end = waves(w)
    same(f"{name}: regimes = rounds of default", paid, greatest.paid)
    same(f"{name}: waves = rounds of default", (rounds(wave), end.key()), (steps, greatest.key()))
    scale = float(max(max(w.total), max(w.assets), 1e-300))
    floats(name, w, least, greatest, scale)
    properties(d, w, least, greatest, alpha, beta)


def floats(name, w, least, greatest, scale):
    """Iteration from both ends: the same where it comes to rest, on the right side where not."""
    if on_edge(w, least):
        COUNT[f"{name}: on edge, floats not compared"] += 1
        return
    for end, run, exact, sign in (("greatest", greatest_by_iteration, greatest, 1),
                                  ("least", least_by_restart, least, -1)):
        paid, equity, rested = run(w)
        ahead = sign * (np.array(exact.by_class, float) - paid)
        assert ahead.max(initial=0.0) <= 1e-7 * scale, (name, end, ahead)
        COUNT[f"{name}: {end} is not passed by iteration"] += 1
        if rested:
            near(f"{name}: {end} = iteration", paid, exact.by_class, scale)
            near(f"{name}: {end} equity = iteration", equity, exact.equity, scale)


def properties(d, w, least, greatest, alpha, beta):
    """What every clearing outcome must obey."""
    n = w.size
    for o in (least, greatest):
        assert all(0 <= p <= t for p, t in zip(o.paid, w.total)) and min(o.equity) >= 0
        if alpha == beta == 1:
            assert sum(w.assets) + sum(o.paid) - sum(w.outside[0][i] * o.paid[i] / w.total[i]
                   for i in range(n) if w.total[i]) == sum(o.paid) + sum(o.equity)
            COUNT["property: money is conserved"] += 1
    if alpha == beta == 1:
        same("property: least and greatest equity agree", least.equity, greatest.equity)
    if not any(w.total):
        same("property: no debt, nothing happens", greatest.equity, w.assets)
    turn = np.random.default_rng(d.seed).permutation(n)
    turned = web(d.assets[turn], d.owed[np.ix_(turn, turn)], d.outside.sum(axis=0)[turn], None,
                 alpha, beta)
    for o, p in zip(extremes(turned), (least, greatest)):
        same("property: relabelling", o.paid, [p.paid[i] for i in turn])
    eight = web(d.assets * 8, d.owed * 8, d.outside.sum(axis=0) * 8, None, alpha, beta)
    same("property: scale", extremes(eight)[1].paid, [8 * p for p in greatest.paid])
    richer = web(d.assets + d.loss, d.owed, d.outside.sum(axis=0), None, alpha, beta)
    for o, p in zip(extremes(richer), (least, greatest)):
        assert all(x >= y for x, y in zip(o.key(), p.key())), d.seed
        COUNT["property: monotone in assets"] += 1


def many_classes(d, alpha, beta, shares):
    """Classes of debt, with and without shares: every regime, pruned, and iteration."""
    name = ("cross-holdings" if shares else "classes") + (", costs" if alpha * beta < 1 else "")
    w = web(d.assets, d.debts, d.outside, d.shares if shares else None, alpha, beta)
    least, greatest = extremes(w)
    outcomes = solutions(w, regimes(w))
    same(f"{name}: all regimes = pruned", (best(outcomes, min).key(), best(outcomes, max).key()),
         (least.key(), greatest.key()))
    for o in outcomes:
        assert is_clearing(w, o.by_class, o.equity, o.value), (name, d.seed)
    same(f"{name}: waves end in the greatest", waves(w)[1].key(), greatest.key())
    scale = float(max(max(w.total), max(greatest.value), 1e-300))
    floats(name, w, least, greatest, scale)
    for o in (least, greatest):
        for s in range(1, w.classes):
            for i in range(w.size):
                assert o.by_class[s][i] == 0 or o.by_class[s - 1][i] == w.due[s - 1][i]
        COUNT["property: a class is paid before the next"] += 1
    if shares:
        held = [e * (1 - sum(row)) for e, row in zip(greatest.equity, w.shares)]
        out = sum(o * p / t for s in range(w.classes)
                  for o, p, t in zip(w.outside[s], greatest.by_class[s], w.due[s]) if t)
        if alpha == beta == 1:
            same("property: outsiders own all there is", sum(held) + out, sum(w.assets))


def threshold_by_sets(buffer, owed, loss, recovery):
    """The smallest set of failures that is just the set of its own victims."""
    buffer, owed, loss = vector(buffer), matrix(owed), vector(loss)
    n, fixed = len(buffer), []
    for flags in product((False, True), repeat=n):
        total = [loss[i] + (1 - recovery) * sum(owed[j][i] for j in range(n) if flags[j])
                 for i in range(n)]
        if all(exhausted(b, x) == f for b, x, f in zip(buffer, total, flags)):
            fixed.append((sum(flags), total))
    return min(fixed)[1]


def cascades(d):
    """Sequential cascades against sets; DebtRank against iteration and active sets."""
    owed, n = d.owed, len(d.assets)
    equity = book_equity(d.assets, owed, d.outside.sum(axis=0))
    for recovery in (0, 0.5):
        found = furfine(equity, owed, recovery)
        same("furfine: rounds = sets", found[0], furfine_by_sets(equity, owed, recovery))
        total = threshold(d.buffer, owed, d.loss, recovery)[0]
        expected = threshold_by_sets(d.buffer, owed, d.loss, vector([recovery])[0])
        same("threshold: rounds = sets", total, expected)
    h = debtrank_2012(d.buffer, owed, d.loss)[0]
    near("debtrank 2012: exact = states", h, debtrank_2012_by_states(d.buffer, owed, d.loss), 1)
    h = debtrank_2015(d.buffer, owed, d.loss)
    steps, _, _ = debtrank_steps(d.buffer, owed, d.loss, 20000)
    near("debtrank 2015: exact = iteration", steps, h, 1, 1e-3)
    assert all(float(s) <= float(x) + 1e-9 for s, x in zip(steps, h)), d.seed
    if min(d.buffer) > 0:
        found = debtrank_by_active_set(d.buffer, owed, d.loss)
        near("debtrank 2015: exact = active set", found, h, 1, 1e-6)
    a = ownership(d.shares.T)
    best_case, _ = egj(a, d.assets, d.threshold, d.failure_cost)
    worst, _ = egj(a, d.assets, d.threshold, d.failure_cost, worst=True)
    sets = egj_by_sets(a, d.assets, d.threshold, d.failure_cost)
    same("elliott-golub-jackson: waves = sets", (best_case, worst), sets)
    same("property: outsiders own all assets", [sum(row[j] for row in a) for j in range(n)],
         [1] * n)


def valuations(d):
    """NEVA's special cases are the other models; the rest in another order of revaluation."""
    owed, outside = d.owed, d.outside.sum(axis=0)
    n, scale = len(d.assets), max(d.assets.max(), owed.max(), outside.max(), 1e-300)
    zero = np.zeros_like(owed)
    for kind, alpha, beta in (("eisenberg-noe", 1, 1), ("rogers-veraart", d.alpha, d.beta)):
        w = web(d.assets, [zero, owed], [outside, [0] * n], None, alpha, beta)
        exact = extremes(w)[1]
        kept = [a * e + b * (v - e) if f else v for a, b, e, v, f in
                zip(w.alpha, w.beta, w.assets, exact.value, exact.default)]
        neva = Neva(kind, d.assets, owed, outside, alpha=alpha, beta=beta)
        equity, _, left = neva.solve()
        if left < 1e-9 * scale:
            expected = [k - t for k, t in zip(kept, w.total)]
            near(f"neva {kind}: iteration = clearing", equity, expected, scale)
            near(f"neva {kind}: paid = clearing", neva.paid(equity), exact.paid, scale)
    loss = np.minimum(d.loss, d.assets)
    equity = Neva("furfine", d.assets, owed, outside, loss, recovery=0.25).solve()[0]
    start = book_equity(d.assets - loss, owed, outside)
    near("neva furfine: iteration = rounds", equity, furfine(start, owed, 0.25)[0], scale)
    neva = Neva("debtrank", d.assets, owed, outside, loss)
    if min(abs(neva.book)) > 0:
        h = debtrank_2015(neva.book, owed, loss)
        equity = neva.solve()[0]
        expected = neva.book - loss - owed.T @ np.array(h, float)
        near("neva debtrank: iteration = debtrank 2015", equity, expected, scale, 1e-3)
    for kind in ("merton", "black-cox"):
        neva = Neva(kind, d.assets, owed, outside, loss, volatility=0.3, maturity=2.0)
        equity, _, left = neva.solve()
        if left > 1e-9 * scale:
            COUNT[f"neva {kind}: too near critical to compare"] += 1
            continue
        low, _, _ = neva.solve(worst=True)
        assert (low <= equity + 1e-9 * scale).all(), d.seed
        near(f"neva {kind}: a fixed point", neva.equity(neva.values(equity)), equity, scale)
        near(f"neva {kind}: at once = in turn", neva_in_turn(neva), equity, scale, 1e-6)


def functions(rng):
    """The two valuation functions against quadrature and a walk."""
    assets, inside = rng.uniform(0.5, 20, 2)
    equity, sigma = rng.uniform(-1.2 * inside, assets), rng.uniform(0.05, 0.8)
    recovery = rng.choice([1.0, 0.6])
    found = merton(equity, assets, inside, sigma, recovery)
    expected = merton_by_quadrature(equity, assets, inside, sigma, recovery)
    near("merton: closed form = quadrature", [found], [expected], 1, 1e-4)
    equity = rng.uniform(0.02, 0.9) * assets
    sigma = rng.uniform(0.1, 0.6)
    walk = first_passage_by_heat(equity, assets, sigma)
    near("black-cox: reflection = walk", [first_passage(equity, assets, sigma)], [walk], 1, 2e-3)


def fire_sales(d):
    """Iteration from both ends against every crossing of price and response."""
    for rule, requirement in (("capital", 0.1), ("liquidity", 1.0), ("leverage", 8.0)):
        impact = 0.8 / max(d.units.sum(), 1e-300)
        market = Market(d.assets, d.units, d.owed, d.outside.sum(axis=0), rule, requirement,
                        impact)
        found = [market.solve(worst)[0] for worst in (True, False)]
        crossings = market.crossings()
        assert found[0] <= found[1] + 1e-12, d.seed
        if crossings:
            ends = [crossings[0], crossings[-1]]
            near(f"fire sale, {rule}: iteration = crossings", found, ends, 1, 1e-6)


def main():
    webs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for k in range(webs):
        d = draw(seed * 1_000_003 + k)
        one_class(d, 1, 1)
        one_class(d, d.alpha, d.beta)
        cascades(d)
        if d.kind != "wide":
            valuations(d)
        few = draw(seed * 1_000_003 + k + 500_000, largest=4, classes=3)
        many_classes(few, 1, 1, shares=False)
        many_classes(few, few.alpha, few.beta, shares=False)
        many_classes(few, 1, 1, shares=True)
        many_classes(few, few.alpha, few.beta, shares=True)
        if k % 10 == 0:
            functions(np.random.default_rng(d.seed))
            fire_sales(d)
    for name, number in sorted(COUNT.items()):
        print(f"{name:52} {number:6}")
    print(f"{webs} webs, {sum(COUNT.values())} agreements, no difference")


if __name__ == "__main__":
    main()
