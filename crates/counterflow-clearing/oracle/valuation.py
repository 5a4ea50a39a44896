"""NEVA: valuation of claims before maturity (Barucca et al. 2020), in floats.

Equity solves

    E[i] = e[i] + sum_j owed[j][i] V_j(E[j]) - outside[i] - sum_j owed[i][j]

and may be negative. Outside debts are senior. `V_j` is the value today of one unit of what j
owes within the web; the interest rate is zero.
"""

import math

import numpy as np


def normal(x):
    """The standard normal distribution function."""
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


def eisenberg_noe(equity, inside):
    """V = 1 if E >= 0, else what the assets cover."""
    if equity >= 0 or inside == 0:
        return 1.0
    return max(0.0, (equity + inside) / inside)


def furfine(equity, recovery):
    """V = 1 if E >= 0, else the recovery."""
    return 1.0 if equity >= 0 else recovery


def debtrank(equity, book):
    """V = E / E(0) between 0 and 1; `book` is the equity before the shock."""
    if book > 0:
        return min(1.0, max(0.0, equity / book))
    return 1.0 if book == 0 and equity >= 0 else 0.0


def call(spot, strike, sigma):
    """E[(A(T) - strike)+] for A(T) lognormal with mean `spot` and log-deviation `sigma`."""
    if strike <= 0:
        return spot - strike
    d = math.log(spot / strike) / sigma
    return spot * normal(d + sigma / 2) - strike * normal(d - sigma / 2)


def above(spot, strike, sigma):
    """P(A(T) >= strike), the same A(T)."""
    return 1.0 if strike <= 0 else normal(math.log(spot / strike) / sigma - sigma / 2)


def merton(equity, assets, inside, sigma, recovery=1.0):
    """Default at maturity only (Merton 1974), with a factor on what is recovered.

    At maturity a unit is worth min(1, (A(T) - K2)+ / inside), K2 = A - E - inside: a call spread,
    split here at K1 = A - E into the part without and the part with default.
    """
    if inside == 0:
        return 1.0
    if sigma == 0 or assets <= 0:
        return 1.0 if equity >= 0 else recovery * eisenberg_noe(equity, inside)
    k1, k2 = assets - equity, assets - equity - inside
    spread = (call(assets, k2, sigma) - call(assets, k1, sigma)) / inside
    safe = above(assets, k1, sigma)
    return safe + recovery * max(0.0, spread - safe)


def first_passage(equity, assets, sigma):
    """P(the equity reaches zero by maturity): Black & Cox 1976, by reflection.

    The logarithm of A(T) / A has drift -sigma^2 / 2 and must not fall by log(A / (A - E)).
    """
    if equity <= 0:
        return 1.0
    if equity >= assets or sigma == 0:
        return 0.0
    x = math.log(assets / (assets - equity))
    straight = normal(-x / sigma + sigma / 2)
    return min(1.0, straight + math.exp(x) * normal(-x / sigma - sigma / 2))


def black_cox(equity, assets, sigma, recovery=0.0):
    """Default as soon as the equity is gone, with a fixed recovery."""
    return 1.0 - (1.0 - recovery) * first_passage(equity, assets, sigma)


class Neva:
    """A web to be valued. `kind` names the valuation; every option is a number or one a party.

    `assets` are after the shock `loss`; `book` equity, for `debtrank`, is before it.
    """

    KINDS = ("eisenberg-noe", "rogers-veraart", "furfine", "debtrank", "merton", "black-cox")

    def __init__(self, kind, assets, owed, outside, loss=0.0, recovery=None, volatility=0.0,
                 maturity=1.0, alpha=1.0, beta=1.0):
        assert kind in self.KINDS, kind
        n = len(assets)
        each = lambda x: np.broadcast_to(np.array(x, float), n)
        self.kind, self.owed, self.outside = kind, np.array(owed, float), each(outside)
        self.assets = each(assets) - each(loss)
        self.inside = self.owed.sum(axis=1)
        self.book = each(assets) + self.owed.sum(axis=0) - self.outside - self.inside
        self.recovery = {"merton": 1.0}.get(kind, 0.0) if recovery is None else float(recovery)
        self.sigma = each(volatility) * np.sqrt(each(maturity))
        self.alpha, self.beta = each(alpha), each(beta)

    def value(self, i, equity):
        """V_i at this equity."""
        if self.kind in ("eisenberg-noe", "rogers-veraart"):
            return eisenberg_noe(equity, self.inside[i])
        if self.kind == "furfine":
            return furfine(equity, self.recovery)
        if self.kind == "debtrank":
            return debtrank(equity, self.book[i])
        if self.kind == "merton":
            inside, sigma = self.inside[i], self.sigma[i]
            return merton(equity, self.assets[i], inside, sigma, self.recovery)
        return black_cox(equity, self.assets[i], self.sigma[i], self.recovery)

    def values(self, equity):
        return np.array([self.value(i, e) for i, e in enumerate(equity)])

    def equity(self, values):
        """Net worth when claims on j are worth `values[j]` of their face.

        With `rogers-veraart` the costs of default fall on those whose worth before them is
        negative, so that nobody fails of his own costs alone.
        """
        received = self.owed.T @ values
        worth = self.assets + received - self.outside - self.inside
        cost = (1 - self.alpha) * self.assets + (1 - self.beta) * received
        return np.where(worth >= 0, worth, worth - cost)

    def solve(self, worst=False, passes=20000):
        """Picard from V = 1 (greatest) or V = 0 (least): equity, wave, error left.

        The wave of a party is the pass in which its equity first is negative, 0 for the first.
        The error is the last step carried on as a geometric series.
        """
        n = len(self.assets)
        equity = self.equity(np.zeros(n) if worst else np.ones(n))
        wave = [0 if e < 0 else None for e in equity]
        last, left = 0.0, np.inf
        scale = 1e-15 * max(np.abs(self.assets).max(), self.inside.max(), self.outside.max())
        for k in range(1, passes + 1):
            new = self.equity(self.values(equity))
            step = np.abs(new - equity).max()
            equity = new
            wave = [k if w is None and e < 0 else w for w, e in zip(wave, equity)]
            ratio = step / last if last > 0 else 0.0
            left = step * ratio / (1 - ratio) if ratio < 1 else step * passes
            if step <= scale:
                break
            last = step
        return equity, wave, max(left, scale)

    def paid(self, equity):
        """Claims at today's value, and outside debts as far as today's assets cover them."""
        inside = self.values(equity) * self.inside
        return inside + np.clip(self.outside + np.minimum(0.0, equity + self.inside), 0.0,
                                self.outside)
