"""Random webs on which clearing is timed: python instances.py FOLDER N...

One matrix of debts a size: each firm owes about ten others amounts drawn log-normally. Two
regimes over it: mild (half as much again is owed outside, equity of 2 to 12 %, outside assets lose
up to a quarter) and hard (2 % is owed outside, and they lose 60 to 100 %). Buffers and first
distress of DebtRank are drawn after them. The recipe and its seed are those of the yardstick that the
project was given, so that sums can be compared with others'.
"""

import sys

import numpy as np
import scipy.sparse as sparse

REGIMES = {"mild": (0.5, 0.05), "hard": (0.02, 0.005)}


def draw(firms, debts_each=10, seed=42):
    chance = np.random.default_rng(seed)
    debtor = np.repeat(np.arange(firms), debts_each)
    creditor = chance.integers(0, firms - 1, firms * debts_each)
    creditor += creditor >= debtor
    amount = chance.lognormal(0, 1, firms * debts_each)
    owed = sparse.coo_matrix((amount, (debtor, creditor)), (firms, firms)).tocsr()
    owed.sum_duplicates()
    inside = np.asarray(owed.sum(1)).ravel()
    claims = np.asarray(owed.sum(0)).ravel()
    equity = chance.uniform(0.02, 0.12, firms)
    shock = chance.uniform(0, 1, firms)
    regimes = {}
    for name, (outside_part, least_part) in REGIMES.items():
        outside = outside_part * inside
        capital = equity * (claims + inside + outside)
        assets = np.maximum(inside + outside - claims + capital, least_part * (inside + outside))
        lost = 0.25 * shock if name == "mild" else 0.6 + 0.4 * shock
        regimes[name] = (assets, outside, lost)
    buffer = claims * chance.uniform(0.8, 1.6, firms) + 0.1
    distress = np.zeros(firms)
    distress[chance.permutation(firms)[: max(1, firms // 100)]] = 0.5
    return owed, regimes, buffer, distress


def shocks(firms, scenarios, seed=7):
    return np.random.default_rng(seed).uniform(0, 1, (scenarios, firms))


def write(folder, firms, scenarios):
    """Numbers of 64 bits in a row: sizes, the matrix by creditor, two regimes, DebtRank, shocks."""
    owed, regimes, buffer, distress = draw(firms)
    by_creditor = owed.T.tocsr()
    with open(f"{folder}/web-{firms}.bin", "wb") as file:
        np.array([firms, owed.nnz, scenarios], np.int64).tofile(file)
        by_creditor.indptr.astype(np.int64).tofile(file)
        by_creditor.indices.astype(np.int64).tofile(file)
        by_creditor.data.tofile(file)
        for arrays in regimes.values():
            for array in arrays:
                array.tofile(file)
        buffer.tofile(file)
        distress.tofile(file)
        shocks(firms, scenarios).tofile(file)


if __name__ == "__main__":
    for word in sys.argv[2:]:
        write(sys.argv[1], int(word), 512 if int(word) == 1000 else 0)
