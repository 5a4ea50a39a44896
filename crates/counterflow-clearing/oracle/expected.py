"""What `counterflow clear` must answer for a drawn web, model by model.

`MODELS` maps a name to a function of a `Draw` and a random generator that returns a `Question`:
the options and columns to give, and for the least and the greatest solution what must come back.
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from clearing import near, on_edge
from exact import rational
from models import (Market, Neva, book_equity, debtrank_2012, debtrank_2015, debtrank_waves, egj,
                    extremes, furfine, ownership, threshold, waves, web)
from webs import draw

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass
class Answer:
    """One solution. Lists have one entry a party; `wave` holds None for the solvent.

    `more` holds what some models add to a party, by field; `exact` says whether `paid` is exact.
    """

    due: list
    paid: list
    equity: list
    wave: list
    more: dict = field(default_factory=dict)
    exact: bool = True


@dataclass
class Question:
    """A web as it is asked: `write` are keywords of `tables.write_web`, `options` of the command.

    `unique` is None for cascades, which have one answer by construction and no `--solution`.
    `close` says that the outcome hangs on less than a rounding error, so that no program working
    in floats can be asked to agree. `again(assets)` is the greatest answer with other assets.
    """

    web: object
    options: list
    write: dict
    least: Answer
    greatest: Answer
    unique: bool | None
    close: bool = False
    again: object = None


def later(wave, failing):
    """Waves of a least solution: those of the greatest, and one more for the others failing."""
    last = max((k for k in wave if k is not None), default=-1)
    return [(last + 1 if k is None else k) if f else None for k, f in zip(wave, failing)]


def is_close(value, due):
    """Whether a party lies so near the line, but not on it, that rounding could move it across."""
    return any(near(v, t) for v, t in zip(value, due))


def cleared(d, shares, alpha, beta):
    """Least and greatest answers of the clearing models."""
    w = web(d.assets, d.debts, d.outside, d.shares if shares else None, alpha, beta)
    least, greatest = extremes(w)
    wave, end = waves(w)
    assert end.key() == greatest.key(), d.seed
    answers = [
        Answer(w.total, o.paid, o.equity, later(wave, o.default)) for o in (least, greatest)
    ]
    return answers[0], answers[1], least.key() == greatest.key(), on_edge(w, least)


def clearing_question(d, model, alpha=1.0, beta=1.0, shares=False, options=(), own_costs=False):
    columns = {}
    if len(d.debts) > 1:
        columns["external_seniority"] = [int(s) for s in d.outside_class]
    if own_costs:
        columns["alpha"], columns["beta"] = list(map(float, alpha)), list(map(float, beta))
    write = {"columns": columns, "stakes": shares, "classes": len(d.debts) > 1}
    least, greatest, unique, close = cleared(d, shares, alpha, beta)
    def again(assets):
        answer = cleared(replace(d, assets=assets), shares, alpha, beta)
        return answer[1], answer[3]

    options = ["--model", model, *options]
    return Question(d, options, write, least, greatest, unique, close, again)


def eisenberg_noe(seed, rng):
    return clearing_question(draw(seed), "eisenberg-noe")


def seniority(seed, rng):
    return clearing_question(draw(seed, largest=5, classes=3), "eisenberg-noe")


def rogers_veraart(seed, rng):
    """Costs by options for all, or by columns for each."""
    d = draw(seed)
    if rng.random() < 0.5:
        options = ["--alpha", repr(d.alpha), "--beta", repr(d.beta)]
        return clearing_question(d, "rogers-veraart", d.alpha, d.beta, options=options)
    alpha, beta = rng.integers(0, 5, (2, len(d.names))) / 4.0
    return clearing_question(d, "rogers-veraart", alpha, beta, own_costs=True)


def cross_holdings(seed, rng):
    return clearing_question(draw(seed, largest=5, classes=2), "cross-holdings", shares=True)


def elliott_golub_jackson(seed, rng):
    d = draw(seed)
    a = ownership(d.shares.T)
    answers, close = [], False
    limit = [rational(x) for x in d.threshold]
    for worst in (True, False):
        value, wave = egj(a, d.assets, d.threshold, d.failure_cost, worst)
        close = close or is_close(value, limit)
        for trace in (1 - 1e-11, 1 + 1e-11):
            close = close or egj(a, d.assets, d.threshold * trace, d.failure_cost, worst)[1] != wave
        answers.append(Answer(limit, value, [max(ZERO, v) for v in value], wave,
                              {"value": value}))
    columns = {"threshold": list(map(float, d.threshold)),
               "failure_cost": list(map(float, d.failure_cost))}
    write = {"columns": columns, "debts": False, "stakes": True}
    d.outside[:] = 0.0
    same = answers[0].paid == answers[1].paid
    return Question(d, ["--model", "elliott-golub-jackson"], write, *answers, same, close)


def due_of(d):
    owed, outside = d.owed, d.outside.sum(axis=0)
    return [sum(map(rational, row), rational(o)) for row, o in zip(owed, outside)]


def furfine_question(seed, rng):
    """Capital from the balance sheet, or the column `buffer` less the column `loss`."""
    d = draw(seed)
    recovery = float(rng.choice([0.0, 0.25, 0.5, 1.0]))
    columns = {}
    if rng.random() < 0.5:
        start = book_equity(d.assets, d.owed, d.outside.sum(axis=0))
    else:
        columns = {"buffer": list(map(float, d.buffer)), "loss": list(map(float, d.loss))}
        start = [rational(b) - rational(x) for b, x in zip(d.buffer, d.loss)]
    worth, wave = furfine(start, d.owed, recovery)
    due = due_of(d)
    paid = [t if w is None else t * rational(recovery) for t, w in zip(due, wave)]
    answer = Answer(due, paid, [max(ZERO, x) for x in worth], wave, {"value": worth})
    close = any(0 < abs(x) <= Fraction(1, 10**9) * (abs(s) + t)
                for x, s, t in zip(worth, start, due))
    options = ["--model", "furfine", "--recovery", repr(recovery)]
    return Question(d, options, {"columns": columns}, answer, answer, None, close)


def threshold_question(seed, rng):
    d = draw(seed)
    recovery = float(rng.choice([0.0, 0.5]))
    total, wave = threshold(d.buffer, d.owed, d.loss, recovery)
    due = due_of(d)
    paid = [t if w is None else t * rational(recovery) for t, w in zip(due, wave)]
    worth = [rational(b) - x for b, x in zip(d.buffer, total)]
    answer = Answer(due, paid, [max(ZERO, x) for x in worth], wave, {"value": worth})
    columns = {"buffer": list(map(float, d.buffer)), "loss": list(map(float, d.loss))}
    options = ["--model", "threshold", "--recovery", repr(recovery)]
    close = is_close(total, [rational(b) for b in d.buffer])
    return Question(d, options, {"columns": columns}, answer, answer, None, close)


def debtrank_question(model, seed, rng):
    """Claims on a party are worth 1 - h of their face; equity is 1 - h of the buffer."""
    d = draw(seed)
    columns = {"loss": list(map(float, d.loss)), "weight": list(map(float, d.weight))}
    if rng.random() < 0.25:
        d.buffer = book_equity(d.assets, d.owed, d.outside.sum(axis=0))
    else:
        columns["buffer"] = list(map(float, d.buffer))
    if model == "debtrank":
        h = debtrank_2015(d.buffer, d.owed, d.loss)
        wave, close = debtrank_waves(d.buffer, d.owed, d.loss)
    else:
        (h, wave), close = debtrank_2012(d.buffer, d.owed, d.loss), False
    due, buffer = due_of(d), [rational(b) for b in d.buffer]
    paid = [t * (1 - x) for t, x in zip(due, h)]
    equity = [max(ZERO, b) * (1 - x) for b, x in zip(buffer, h)]
    answer = Answer(due, paid, equity, wave, {"h": h})
    close = close or any(near(x, ONE) for x in h)
    close = close or any(x == 1 and k is None for x, k in zip(h, wave))
    return Question(d, ["--model", model], {"columns": columns}, answer, answer, None, close)


def neva_question(seed, rng):
    """One of the six valuations; outside debts are senior, equity may be negative."""
    d = draw(seed)
    kind = str(rng.choice(Neva.KINDS))
    n, outside = len(d.names), d.outside.sum(axis=0)
    loss = np.minimum(d.loss, d.assets)
    given = {"loss": loss}
    options = ["--model", "neva", "--valuation", kind]
    columns = {"loss": list(map(float, loss))}
    if kind in ("merton", "black-cox"):
        given |= {"volatility": rng.integers(1, 9, n) / 10.0, "maturity": rng.integers(1, 5, n)}
        columns["volatility"] = list(map(float, given["volatility"]))
        columns["maturity"] = list(map(float, given["maturity"]))
    if kind in ("merton", "black-cox", "furfine"):
        given["recovery"] = float(rng.choice([0.0, 0.5, 1.0]))
        options += ["--recovery", repr(given["recovery"])]
    if kind == "rogers-veraart":
        given |= {"alpha": d.alpha, "beta": d.beta}
        options += ["--alpha", repr(d.alpha), "--beta", repr(d.beta)]
    neva = Neva(kind, d.assets, d.owed, outside, **given)
    due, answers = [float(x) for x in due_of(d)], []
    scale = max(due + list(d.assets))
    low, _, low_left = neva.solve(worst=True)
    high, wave, left = neva.solve()
    for equity in (low, high):
        ordered = later(wave, [e < 0 for e in equity])
        worth = [float(e) for e in equity]
        answers.append(Answer(due, [float(p) for p in neva.paid(equity)],
                              [max(0.0, e) for e in worth], ordered, {"value": worth}, False))
    close = max(left, low_left) > 1e-10 * scale or any(
        0 < abs(e) <= 1e-9 * scale for pair in (low, high) for e in pair)
    jumps = kind in ("furfine", "rogers-veraart", "eisenberg-noe")
    same = bool(np.abs(low - high).max() <= 1e-9 * scale)
    return Question(d, options, {"columns": columns}, *answers, same, close or jumps and not same)


def fire_sale(seed, rng):
    """Money in `external_assets`, units in `illiquid`; the price before any sale is 1."""
    d = draw(seed)
    rule = str(rng.choice(Market.RULES))
    requirement = {"capital": [0.05, 0.1, 0.2], "liquidity": [0.5, 1.0], "leverage": [5.0, 10.0]}
    requirement = rng.choice(requirement[rule], len(d.names))
    own = rng.random() < 0.3
    if not own:
        requirement[:] = requirement[0]
    impact = float(rng.choice([0.1, 0.5, 1.0])) / float(d.units.sum() or 1.0)
    market = Market(d.assets, d.units, d.owed, d.outside.sum(axis=0), rule, requirement, impact)
    answers, prices, close = [], [], False
    due = [float(t) for t in market.due]
    for worst in (True, False):
        price, paid, equity, _, step = market.solve(worst)
        value = d.assets + price * d.units + market.pi.T @ paid
        close = close or step > 1e-13 or is_close(value, due)
        scaled = web(d.assets + price * d.units, d.owed, d.outside.sum(axis=0))
        wave = later(waves(scaled)[0], [v < t * (1 - 1e-12) for v, t in zip(value, due)])
        answers.append(Answer(due, [float(p) for p in paid], [float(e) for e in equity], wave,
                              exact=False))
        prices.append(price)
    options = ["--model", "fire-sale", "--rule", rule, "--price-impact", repr(impact)]
    columns = {"illiquid": list(map(float, d.units))}
    if own:
        columns["requirement"] = list(map(float, requirement))
    else:
        options += ["--requirement", repr(float(requirement[0]))]
    write = {"columns": columns}
    same = abs(prices[0] - prices[1]) <= 1e-12 and np.allclose(
        answers[0].paid, answers[1].paid, rtol=0, atol=1e-9 * max(due + [1e-300]))
    return Question(d, options, write, *answers, bool(same), close)


MODELS = {
    "eisenberg-noe": eisenberg_noe,
    "seniority": seniority,
    "rogers-veraart": rogers_veraart,
    "cross-holdings": cross_holdings,
    "elliott-golub-jackson": elliott_golub_jackson,
    "furfine": furfine_question,
    "threshold": threshold_question,
    "debtrank": lambda seed, rng: debtrank_question("debtrank", seed, rng),
    "debtrank-2012": lambda seed, rng: debtrank_question("debtrank-2012", seed, rng),
    "neva": neva_question,
    "fire-sale": fire_sale,
}
