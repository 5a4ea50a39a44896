"""Fire sales: one illiquid asset, a price that falls with what is sold, and clearing at it.

Cifuentes, Ferrucci & Shin 2005: with q units sold in all the price is exp(-impact q).
At a price each party sells just as much as its rule asks (all, if nothing less will do), and
debts are cleared as in Eisenberg & Noe with the holding at that price. Floats throughout.
"""

import math

import numpy as np


class Market:
    """`liquid` money, `units` held of the illiquid asset, debts, a rule and its `requirement`.

    The rules, with claims = what is received from debtors, worth = liquid + price units + claims
    - due, and s the least number of units sold that satisfies the rule:

    * `capital` (the same paper): worth >= requirement (price (units - s) + claims). Money has no
      risk weight; claims and the illiquid asset have weight one.
    * `liquidity` (Amini, Filipovic & Minca 2016): liquid + claims + price s >= requirement due.
    * `leverage` (Greenwood, Landier & Thesmar 2015, with sales used to repay debt):
      liquid + price (units - s) + claims <= requirement worth.
    """

    RULES = ("capital", "liquidity", "leverage")

    def __init__(self, liquid, units, owed, outside, rule, requirement, impact):
        assert rule in self.RULES, rule
        n = len(liquid)
        self.liquid, self.units = np.array(liquid, float), np.array(units, float)
        self.owed, self.outside = np.array(owed, float), np.array(outside, float)
        self.due = self.owed.sum(axis=1) + self.outside
        self.pi = self.owed / np.where(self.due > 0, self.due, 1.0)[:, None]
        self.rule, self.impact = rule, float(impact)
        self.requirement = np.broadcast_to(np.array(requirement, float), n)

    def clear(self, price, worst=False):
        """Eisenberg-Noe at this price by rounds of failure, each one a dense linear solve.

        Downward the rounds end in the greatest vector. Upward everybody is taken to fail at
        first, and what each could pay is capped at what it owes.
        """
        n, assets = len(self.due), self.liquid + price * self.units
        if worst:
            paid = np.zeros(n)
            for _ in range(200000):
                new = np.minimum(self.due, assets + self.pi.T @ paid)
                if np.abs(new - paid).max() <= 1e-16 * self.due.max(initial=0.0):
                    break
                paid = new
            return paid
        paid, failing = self.due.copy(), np.zeros(n, bool)
        while True:
            value = assets + self.pi.T @ paid
            more = failing | (value < self.due * (1 - 1e-13))
            if (more == failing).all():
                return paid
            failing = more
            f = np.flatnonzero(failing)
            known = assets[f] + self.pi[~failing][:, f].T @ self.due[~failing]
            paid[f] = np.linalg.solve(np.eye(len(f)) - self.pi[np.ix_(f, f)].T, known)

    def sales(self, price, paid):
        """What each party sells at this price."""
        claims = self.pi.T @ paid
        worth = self.liquid + price * self.units + claims - self.due
        r = self.requirement
        if self.rule == "liquidity":
            need = (r * self.due - self.liquid - claims) / price
        elif self.rule == "capital":
            safe = np.where(r > 0, r, 1.0)
            need = np.where(r > 0, self.units - (worth / safe - claims) / price, 0.0)
        else:
            need = (self.liquid + price * self.units + claims - r * worth) / price
        if self.rule != "liquidity":
            need = np.where(worth <= 0, self.units, need)
        return np.clip(need, 0.0, self.units)

    def response(self, price, worst=False):
        """The price after everybody has sold what this price makes them sell."""
        return math.exp(-self.impact * self.sales(price, self.clear(price, worst)).sum())

    def solve(self, worst=False, passes=20000):
        """The greatest price by iteration from 1, or the least by iteration from all sold.

        Returns price, payments, equity, units sold and the last step.
        """
        price = math.exp(-self.impact * self.units.sum()) if worst else 1.0
        step = math.inf
        for _ in range(passes):
            new = self.response(price, worst)
            step, price = abs(new - price), new
            if step <= 1e-16:
                break
        paid = self.clear(price, worst)
        worth = self.liquid + price * self.units + self.pi.T @ paid - self.due
        return price, paid, np.maximum(0.0, worth), self.sales(price, paid), step

    def crossings(self, worst=False, grid=2000):
        """Every price at which the response crosses it, by a fine grid and bisection."""
        low = math.exp(-self.impact * self.units.sum())
        points = np.linspace(low, 1.0, grid + 1)
        gap = [self.response(p, worst) - p for p in points]
        found = [p for p, g in zip(points, gap) if g == 0]
        for a, b, u, w in zip(points, points[1:], gap, gap[1:]):
            if u * w >= 0:
                continue
            for _ in range(80):
                middle = (a + b) / 2
                if (self.response(middle, worst) - middle) * u > 0:
                    a = middle
                else:
                    b = middle
            found.append((a + b) / 2)
        return sorted(found)


def leverage_targeting(equity, bonds, loans, limit, coefficient, worst=False, passes=1000):
    """Bond sales under a leverage limit with a square-root discount d (Breuer et al. 2021, A.3).

    A bank whose leverage (S (1 - d) + L) / (e - S d) is above `limit` sells the share of its bonds
    that brings it back, or all; d = sqrt(coefficient sum sold). Returns (d, shares sold), the
    least discount or, with `worst`, the greatest.
    """
    e, s, loans = (np.array(x, float) for x in (equity, bonds, loans))
    sold = np.ones(len(e)) if worst else np.zeros(len(e))
    for _ in range(passes):
        d = math.sqrt(coefficient * (sold * s).sum())
        worth, held = e - s * d, s * (1 - d)
        with np.errstate(divide="ignore", invalid="ignore"):
            needed = np.where(held > 0, 1 - (limit * worth - loans) / held, 0.0)
        sold = np.clip(np.where(worth <= 0, 1.0, needed), 0.0, 1.0)
    return math.sqrt(coefficient * (sold * s).sum()), sold
