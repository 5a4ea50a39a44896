"""Every shared case with a known answer against the oracle: `python test_cases.py`.

The cases lie in `shared/cases` beside the checkout; without them there is nothing to do, and the
run says so.
"""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np

from models import (Neva, book_equity, debtrank_2012, debtrank_2015, egj, extremes, furfine,
                    impact, leverage_targeting, ownership, threshold, waves, web)
from second import greatest_by_rounds, is_clearing, least_by_restart

ROOT = Path(__file__).resolve().parents[3]
CASES = ROOT.parent / "shared" / "cases"


class Count:
    """Counts what was compared."""

    def __init__(self):
        self.checks = 0

    def near(self, found, expected, tolerance):
        found, expected = np.array(found, float), np.array(expected, float)
        assert found.shape == expected.shape, (found, expected)
        assert np.allclose(found, expected, rtol=0, atol=tolerance), (found, expected)
        self.checks += found.size

    def same(self, found, expected):
        assert found == expected, (found, expected)
        self.checks += 1


def rounds(wave):
    """The parties of each wave."""
    last = max((k for k in wave if k is not None), default=-1)
    return [[i for i, w in enumerate(wave) if w == k] for k in range(last + 1)]


def clearing_case(case, count):
    """Eisenberg-Noe and Rogers-Veraart, greatest and least, default sets and rounds."""
    given, want, tolerance = case["inputs"], case["expected"], case["tolerance"]
    w = web(given["e"], given["L"], given.get("el"), None, given.get("alpha", 1),
            given.get("beta", 1))
    least, greatest = extremes(w, brute=True)
    for o in (least, greatest):
        count.same(is_clearing(w, o.by_class, o.equity, o.value), True)
    count.near(greatest.paid, want.get("clearing", want.get("greatest")), tolerance)
    wave, end = waves(w)
    count.same(end.paid, greatest.paid)
    count.same(greatest_by_rounds(w), (greatest.paid, rounds(wave)))
    if "least" in want:
        count.near(least.paid, want["least"], tolerance)
        count.near(least_by_restart(w)[0].sum(axis=0), want["least"], 1e-9)
    if "clearing_exact" in want:
        count.same(greatest.paid, [Fraction(x) for x in want["clearing_exact"]])
    if "unique" in want:
        count.same(least.key() == greatest.key(), want["unique"])
    if "number_of_clearing_vectors" in want:
        number = want["number_of_clearing_vectors"]
        count.same(1 if least.key() == greatest.key() else 2, number)
    if "defaults" in want:
        count.same([i for i, d in enumerate(greatest.default) if d], want["defaults"])
    if "default_rounds" in want:
        count.same(rounds(wave), want["default_rounds"])
    if "equity_after" in want:
        after = [v - t for v, t in zip(greatest.value, w.total)]
        count.near(after, want["equity_after"], tolerance)
    if "book_equity_before" in want:
        before = book_equity(given["e"], given["L"], [0] * w.size)
        count.near(before, want["book_equity_before"], tolerance)


def holdings_case(case, count):
    """Cross-holdings without debts, or Elsinger's three firms with two classes."""
    given, want = case["inputs"], case["expected"]
    n = len(given["e"])
    debts = given.get("L", [[0] * n for _ in range(n)])
    w = web(given["e"], debts, None, given["Theta"])
    least, greatest = extremes(w, brute=True)
    count.same(least.key(), greatest.key())
    equity = want.get("equity", want.get("equity_limited_liability"))
    count.near(greatest.equity, equity, case["tolerance"])
    if "paid_by_seniority" in want:
        count.near(greatest.by_class, want["paid_by_seniority"], case["tolerance"])
        count.same([i for i, d in enumerate(greatest.default) if d], want["defaults"])
    if "outside_owned_value" in want:
        kept = [e * (1 - sum(row)) for e, row in zip(greatest.equity, w.shares)]
        count.near(kept, want["outside_owned_value"], case["tolerance"])
        count.near([sum(greatest.equity)], [want["sum_of_equity"]], case["tolerance"])


def suzuki_case(case, count):
    given, want = case["inputs"], case["expected"]
    shares = np.array(given["Ms"]).T
    debts = np.array(given["Md"]).T * np.array(given["d"])[:, None]
    outside = np.array(given["d"]) - debts.sum(axis=1)
    w = web(given["a"], debts, outside, shares)
    least, greatest = extremes(w, brute=True)
    count.near(greatest.equity, want["equity"], case["tolerance"])
    count.near(least.equity, want["equity"], case["tolerance"])
    count.near(greatest.paid, want["debt"], case["tolerance"])
    count.same(not any(greatest.default), want["all_solvent"])


def ring_case(case, count):
    given, want = case["inputs"], case["expected"]
    after, owed, outside = given["Ae_after"], given["L"], given["Le"]
    loss = [a - b for a, b in zip(given["Ae_before"], after)]
    before = book_equity(given["Ae_before"], owed, outside)
    count.near(book_equity(after, owed, outside), want["equity_before_contagion"], 0)
    w = web(after, [np.zeros((3, 3)).tolist(), owed], [outside, [0] * 3])
    greatest = extremes(w, brute=True)[1]
    worth = [v - t for v, t in zip(greatest.value, w.total)]
    count.near(worth, want["eisenberg_noe"]["equity"], case["tolerance"])
    count.near(greatest.by_class[1], want["eisenberg_noe"]["paid_interfirm"], case["tolerance"])
    worth, wave = furfine(book_equity(after, owed, outside), owed, 0)
    count.near(worth, want["furfine_recovery0"]["equity"], case["tolerance"])
    count.same(rounds(wave), want["furfine_recovery0"]["default_rounds"])
    debtrank = want["linear_debtrank"]
    count.near(before, debtrank["book_equity_before_shock"], 0)
    h = debtrank_2015(before, owed, loss)
    worth = [before[i] - loss[i] - sum(owed[j][i] * h[j] for j in range(3)) for i in range(3)]
    count.near(worth, debtrank["equity"], case["tolerance"])
    for kind, want_equity, options in [
        ("eisenberg-noe", want["eisenberg_noe"]["equity"], {}),
        ("rogers-veraart", want["rogers_veraart_alpha1_beta1"]["equity"], {}),
        ("furfine", want["furfine_recovery0"]["equity"], {}),
        ("debtrank", debtrank["equity"], {}),
        ("merton", want["neva_vol_1e_minus5_recovery1"]["equity"], {"volatility": 1e-5}),
    ]:
        found = Neva(kind, given["Ae_before"], owed, outside, loss, **options).solve()[0]
        tolerance = 1e-3 if kind == "merton" else case["tolerance"]
        count.near(found, want_equity, tolerance)


def debtrank_case(case, count):
    given, want = case["inputs"], case["expected"]
    buffer, weight = given["buffer"], given["weights"]
    owed = np.array(given["A"]).T.tolist()
    n = len(buffer)
    for model, name in ((debtrank_2012, "battiston_2012"), (debtrank_2015, "bardoscia_2015")):
        solved = (lambda x: model(buffer, owed, x)[0]) if model is debtrank_2012 else (
            lambda x: model(buffer, owed, x))
        for i in range(n):
            loss = [b if k == i else 0.0 for k, b in enumerate(buffer)]
            start = [float(k == i) for k in range(n)]
            stress = impact(solved(loss), start, weight)
            expected = want[name]["additional_stress_by_initial_default"][i]
            count.near([stress], [expected], case["tolerance"])
        h = solved([b * 0.1 for b in buffer])
        count.near(h, want[name]["uniform_10pct"]["h"], case["tolerance"])
        stress = impact(h, [0.1] * n, weight)
        count.near([stress], [want[name]["uniform_10pct"]["additional_stress"]], case["tolerance"])


def order_case(case, count):
    given, want = case["inputs"], case["expected"]
    owed = np.array(given["A"]).T
    for order in ([0, 1, 2], [2, 1, 0], [1, 0, 2]):
        pick = lambda x: [x[i] for i in order]
        turned = owed[np.ix_(order, order)]
        h = debtrank_2015(pick(given["equity"]), turned.tolist(), pick(given["loss"]))
        count.near(h, pick(want["h"]), case["tolerance"])
        equity = [e * (1 - x) for e, x in zip(pick(given["equity"]), h)]
        count.near(equity, pick(want["equity"]), case["tolerance"])


def threshold_case(case, count):
    given = case["inputs"]
    owed, buffer = np.array(given["A"]).T.tolist(), given["buffer"]
    for want, raw in zip(case["expected"]["by_initial_default"],
                         case["expected"]["raw_stress_uncapped"]):
        start = want["shock"]
        loss = [b if k == start else 0.0 for k, b in enumerate(buffer)]
        total, wave = threshold(buffer, owed, loss)
        more = [i for i, w in enumerate(wave) if w is not None and i != start]
        count.same(more, want["additional_defaults"])
        stress = [float(x / b) for x, b in zip(total, map(Fraction, buffer))]
        count.near(stress, raw, case["tolerance"])


def egj_case(case, count):
    given, want = case["inputs"], case["expected"]
    names, owed = given["countries"], [[Fraction(x) for x in r] for r in given["G_usd_millions"]]
    n = len(names)
    holdings = [[owed[j][i] / (3 * sum(owed[j])) for j in range(n)] for i in range(n)]
    a = ownership(holdings)
    count.near(a, want["A_full_precision"], case["tolerance"])
    rounded = [[round(float(x), 2) for x in row] for row in a]
    for key, used in [("waves_full_precision", a), ("waves_A_rounded_from_full", rounded),
                      ("waves_A_printed_p_full", given["A_printed_two_decimals"])]:
        for theta in given["thetas"]:
            m = [[Fraction(x) for x in row] for row in used]
            old = [sum(x * Fraction(p) for x, p in zip(row, given["p_2008"])) for row in m]
            limit = [Fraction(theta) * v for v in old]
            cost = [v / 2 for v in limit]
            _, wave = egj(m, given["p_2011"], limit, cost)
            count.same([[names[i] for i in r] for r in rounds(wave)], want[key][str(theta)])


def firesale_case(case, count):
    given, want = case["inputs"], case["expected"]
    for end, worst in (("least", False), ("greatest", True)):
        d, sold = leverage_targeting(given["equity"], given["securities"], given["loans"],
                                     given["lambda_max"], given["impact_coefficient"], worst)
        count.near([d], [want[end]["discount"]], case["tolerance"])
        count.near(sold, want[end]["theta"], case["tolerance"])


RUN = {
    "eisenberg_noe": clearing_case,
    "rogers_veraart": clearing_case,
    "elsinger_seniority_cross_holdings": holdings_case,
    "debtrank_2012|debtrank_linear": debtrank_case,
    "debtrank_linear": order_case,
    "threshold_cascade": threshold_case,
    "elliott_golub_jackson": egj_case,
    "fire_sale_leverage_fixed_point": firesale_case,
    "furfine|eisenberg_noe|rogers_veraart|debtrank|neva": ring_case,
}


def main():
    if not CASES.is_dir():
        print("cases: no folder `shared/cases` beside the checkout, nothing compared")
        return
    count, files = Count(), sorted(CASES.glob("*.json"))
    for path in files:
        case = json.loads(path.read_text())
        if case["model"] == "suzuki_elsinger_fischer":
            run = holdings_case if "Theta" in case["inputs"] else suzuki_case
        else:
            run = RUN[case["model"]]
        before = count.checks
        run(case, count)
        print(f"{path.stem:45} {count.checks - before:4} numbers agree")
    print(f"cases: {len(files)} files, {count.checks} numbers agree")


if __name__ == "__main__":
    main()
