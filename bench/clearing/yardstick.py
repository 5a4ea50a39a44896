"""What a quant writes by hand, timed: python yardstick.py N... prints one line of JSON a figure.

Time of the processor in one thread, the best of several runs. Setting up shares is in no figure.
"""

import json
import sys
import time

import numpy as np
import scipy.sparse as sparse
import scipy.sparse.linalg as linalg

from instances import draw, shocks


def shares(owed, outside):
    due = np.asarray(owed.sum(1)).ravel() + outside
    part = sparse.diags_array(1 / np.where(due > 0, due, 1)) @ owed
    return due, sparse.csr_matrix(part.T)


def picard(paid_to, assets, due, tolerance=1e-10):
    """Passes until no payment moves by more than a part of the largest debt."""
    paid, scale, passes = due.copy(), due.max(), 0
    while True:
        passes += 1
        new = np.clip(paid_to @ paid + assets, 0, due)
        step = np.abs(new - paid).max()
        paid = new
        if step <= tolerance * scale:
            return paid, passes


def fictitious_default(paid_to, assets, due):
    """Rounds of default, each a linear system for BiCGSTAB."""
    paid, failed = due.copy(), np.zeros(len(due), bool)
    while True:
        now = failed | (paid_to @ paid + assets < due * (1 - 1e-13))
        if (now == failed).all():
            return paid
        failed = now
        who = np.flatnonzero(failed)
        rows = paid_to[who]
        right = assets[who] + rows @ np.where(failed, 0, due)
        system = sparse.eye_array(len(who), format="csr") - rows[:, who]
        solved = linalg.bicgstab(system, right, rtol=1e-12, maxiter=3000)[0]
        paid = due.copy()
        paid[who] = np.clip(solved, 0, None)


def batch(paid_to, assets, due, block, tolerance=1e-10):
    """All scenarios of a block in one product."""
    answers = []
    for start in range(0, assets.shape[0], block):
        cash = np.ascontiguousarray(assets[start : start + block].T)
        paid = np.repeat(due[:, None], cash.shape[1], 1)
        while True:
            new = np.clip(paid_to @ paid + cash, 0, due[:, None])
            step = np.abs(new - paid).max()
            paid = new
            if step <= tolerance * due.max():
                break
        answers.append(paid)
    return np.concatenate(answers, 1)


def debt_rank(exposure, distress, tolerance=1e-10):
    last, now = np.zeros_like(distress), distress.copy()
    while True:
        new = np.minimum(1, now + exposure @ (now - last))
        step = np.abs(new - now).max()
        last, now = now, new
        if step <= tolerance:
            return now


def best(run, longest=1.0, runs=100):
    run()
    least, start, count = np.inf, time.process_time(), 0
    while count < 3 or (count < runs and time.process_time() - start < longest):
        before = time.process_time()
        run()
        least = min(least, time.process_time() - before)
        count += 1
        if least > 30:
            break
    return least


def tell(**figure):
    print(json.dumps(figure), flush=True)


def measure(firms):
    owed, regimes, buffer, distress = draw(firms)
    for name, (assets, outside, lost) in regimes.items():
        due, paid_to = shares(owed, outside)
        cash = assets * (1 - lost)
        paid, passes = picard(paid_to, cash, due)
        tell(case=name, firms=firms, how="picard", seconds=best(lambda: picard(paid_to, cash, due)),
             passes=passes, sum=paid.sum())
        if firms <= 100_000:
            tell(case=name, firms=firms, how="fictitious default",
                 seconds=best(lambda: fictitious_default(paid_to, cash, due)),
                 sum=fictitious_default(paid_to, cash, due).sum())
        if firms == 1000:
            hit = 1 - (0.25 * shocks(firms, 512) if name == "mild" else 0.6 + 0.4 * shocks(firms, 512))
            many = assets * hit
            def loop():
                for one in many[:128]:
                    picard(paid_to, one, due)
            tell(case=name, firms=firms, how="loop", seconds=best(loop, runs=5) / 128)
            tell(case=name, firms=firms, how="product",
                 seconds=best(lambda: batch(paid_to, many, due, 256), runs=5) / 512,
                 sum=batch(paid_to, many, due, 256).sum())
    if firms == 10_000:
        _, (_, outside, _) = "hard", regimes["hard"]
        outside = outside * (0.0001 / 0.02)
        due, paid_to = shares(owed, outside)
        paid, passes = picard(paid_to, 0.5 * outside, due)
        tell(case="near-critical", firms=firms, how="picard", passes=passes, sum=paid.sum(),
             seconds=best(lambda: picard(paid_to, 0.5 * outside, due), runs=3))
        tell(case="near-critical", firms=firms, how="fictitious default",
             seconds=best(lambda: fictitious_default(paid_to, 0.5 * outside, due), runs=5),
             sum=fictitious_default(paid_to, 0.5 * outside, due).sum())
    exposure = sparse.csr_matrix(sparse.diags_array(1 / buffer) @ owed.T)
    spread = debt_rank(exposure, distress)
    tell(case="debtrank", firms=firms, how="picard", sum=spread.sum(),
         seconds=best(lambda: debt_rank(exposure, distress)))


if __name__ == "__main__":
    for word in sys.argv[1:]:
        measure(int(word))
