"""Cascades: Furfine, the threshold cascade, DebtRank twice, Elliott-Golub-Jackson.

`owed[i][j]`: i owes j, so j loses when i fails. Everything is exact (Fractions) except
`debtrank_steps`, which is the plain iteration of the paper in floats.
"""

from fractions import Fraction
from itertools import product

from exact import identity_minus, inverse, matrix, rational, solve, times, vector

ZERO, ONE = Fraction(0), Fraction(1)


def book_equity(assets, owed, outside):
    """What a party has and is owed, less what it owes; may be negative."""
    n = len(assets)
    owed = matrix(owed)
    return [
        rational(assets[i]) + sum(owed[j][i] for j in range(n)) - rational(outside[i])
        - sum(owed[i], ZERO)
        for i in range(n)
    ]


def fixed_recovery(equity, owed, recovery, fails):
    """Failures spread in rounds; each failure costs its creditors (1 - recovery) of their claims.

    `fails(i, loss)` says whether i fails after losing `loss`. Returns losses and waves.
    """
    n = len(equity)
    loss, wave = [ZERO] * n, [None] * n
    for k in range(n + 1):
        new = [i for i in range(n) if wave[i] is None and fails(i, loss[i])]
        if not new:
            break
        for i in new:
            wave[i] = k
            for j in range(n):
                loss[j] += (1 - recovery) * owed[i][j]
    return loss, wave


def furfine(equity, owed, recovery=0):
    """Furfine 2003, sequential failures: a party fails when its losses exceed its capital.

    Returns the net worth after the cascade (negative for those that failed; losses that arrive
    after the failure still count) and the wave of each failure. Wave 0 is insolvent at the start.
    """
    equity, owed, recovery = vector(equity), matrix(owed), rational(recovery)
    loss, wave = fixed_recovery(equity, owed, recovery, lambda i, lost: equity[i] < lost)
    return [e - lost for e, lost in zip(equity, loss)], wave


def furfine_by_sets(equity, owed, recovery=0):
    """The same by definition: the smallest set that is exactly the set of its own victims."""
    equity, owed, recovery = vector(equity), matrix(owed), rational(recovery)
    n, fixed = len(equity), []
    for flags in product((False, True), repeat=n):
        after = [
            equity[i] - (1 - recovery) * sum((owed[j][i] for j in range(n) if flags[j]), ZERO)
            for i in range(n)
        ]
        if all((worth < 0) == flag for worth, flag in zip(after, flags)):
            fixed.append((flags, after))
    return min(fixed, key=lambda f: sum(f[0]))[1]


def exhausted(buffer, lost):
    """Whether losses use up a buffer; one of nothing is used up by any loss at all."""
    return buffer < 0 or (lost >= buffer and lost > 0)


def threshold(buffer, owed, loss, recovery=0):
    """Threshold cascade (as in Gai & Kapadia 2010): a party fails once losses reach the buffer.

    Unlike `furfine` a loss equal to the buffer is a failure. Returns total losses (uncapped)
    and waves.
    """
    buffer, owed, loss, recovery = vector(buffer), matrix(owed), vector(loss), rational(recovery)
    fails = lambda i, lost: exhausted(buffer[i], loss[i] + lost)
    extra, wave = fixed_recovery(buffer, owed, recovery, fails)
    return [own + lost for own, lost in zip(loss, extra)], wave


def relative_loss(buffer, loss):
    """The part of the buffer that a loss uses up, 0 to 1."""
    if exhausted(buffer, loss):
        return ONE
    return loss / buffer if buffer > 0 else ZERO


def debtrank_2012(buffer, owed, loss):
    """DebtRank of Battiston et al. 2012: a party passes its distress on only once.

    Impact is W[i][j] = min(1, owed[j][i] / buffer[i]) from j on i. Returns h, and the step at
    which h reached 1 (0 at the start) or None.
    """
    buffer, owed, loss = vector(buffer), matrix(owed), vector(loss)
    n = len(buffer)
    h = [relative_loss(b, x) for b, x in zip(buffer, loss)]
    impact = [[relative_loss(buffer[i], owed[j][i]) for j in range(n)] for i in range(n)]
    wave = [0 if x == 1 else None for x in h]
    active, spent = {i for i in range(n) if h[i] > 0}, set()
    step = 0
    while active:
        step += 1
        arrived = [min(ONE, h[i] + sum((impact[i][j] * h[j] for j in active), ZERO))
                   for i in range(n)]
        spent |= active
        active = {i for i in range(n) if arrived[i] > 0 and i not in spent}
        h = arrived
        wave = [step if w is None and x == 1 else w for w, x in zip(wave, h)]
    return h, wave


def debtrank_2015(buffer, owed, loss):
    """The limit of the DebtRank of Bardoscia et al. 2015, exactly.

    The differences telescope to h[i] = min(1, (loss[i] + sum_j owed[j][i] h[j]) / buffer[i]), of
    which the iteration finds the least solution. Here: every split into parties with h = 1 and
    others, the others by elimination; the least of all solutions.
    """
    buffer, owed, loss = vector(buffer), matrix(owed), vector(loss)
    n = len(buffer)
    _, sure, _ = debtrank_steps(buffer, owed, loss, passes=400)
    options = [
        [True] if b < 0 or surely else [False, True] if b > 0 or any(owed[j][i] for j in range(n))
        else [exhausted(b, loss[i])]
        for i, (b, surely) in enumerate(zip(buffer, sure))
    ]
    found = [split(buffer, owed, loss, flags) for flags in product(*options)]
    found = [h for h in found if h is not None]
    end = [min(column) for column in zip(*found)]
    assert end in found, "no solution is least in every component"
    return end


def split(buffer, owed, loss, failed):
    """The least h in which exactly the parties `failed` have h = 1, or None."""
    n = len(buffer)
    low = [i for i in range(n) if not failed[i]]
    base = {i: loss[i] + sum((owed[j][i] for j in range(n) if failed[j]), ZERO) for i in low}
    if any(buffer[i] == 0 and base[i] > 0 for i in low):
        return None
    reached = {i for i in low if base[i] > 0}
    while True:
        more = {i for i in low if any(owed[j][i] > 0 for j in reached)} - reached
        if not more:
            break
        reached |= more
    if any(buffer[i] == 0 for i in reached):
        return None
    order = sorted(reached)
    gain = [[owed[j][i] / buffer[i] for j in order] for i in order]
    solved = solve(identity_minus(gain), [base[i] / buffer[i] for i in order])
    if solved is None or solved[1] or any(x < 0 or x >= 1 for x in solved[0]):
        return None
    h = [ONE if flag else ZERO for flag in failed]
    for i, x in zip(order, solved[0]):
        h[i] = x
    raw = [loss[i] + sum((owed[j][i] * h[j] for j in range(n)), ZERO) for i in range(n)]
    good = all(exhausted(buffer[i], raw[i]) for i in range(n) if failed[i])
    return h if good else None


def debtrank_steps(buffer, owed, loss, passes):
    """The recursion of Bardoscia et al. 2015 in floats: h, who surely gets to 1, and when.

    h(t+1) = min(1, h(t) + sum_j owed[j][i] / buffer[i] (h[j](t) - h[j](t-1))), h(-1) = 0.
    """
    n = len(buffer)
    b, x = [float(v) for v in buffer], [float(v) for v in loss]
    a = [[float(v) for v in row] for row in owed]
    h = [1.0 if b[i] < 0 or (x[i] >= b[i] and x[i] > 0) else x[i] / b[i] if b[i] > 0 else 0.0
         for i in range(n)]
    before, step = [0.0] * n, [0 if v == 1.0 else None for v in h]
    sure = [v == 1.0 for v in h]
    for t in range(1, passes + 1):
        new = []
        for i in range(n):
            more = sum(a[j][i] * (h[j] - before[j]) for j in range(n))
            if b[i] > 0:
                raw = h[i] + more / b[i]
                sure[i] = sure[i] or raw > 1 + 1e-9
                new.append(min(1.0, raw))
            else:
                sure[i] = sure[i] or more > 0
                new.append(1.0 if sure[i] else h[i])
            if step[i] is None and new[i] == 1.0:
                step[i] = t
        before, h = h, new
        if before == h:
            break
    return h, sure, step


def debtrank_waves(buffer, owed, loss, steps=40):
    """The step of that recursion at which each party has h = 1, exactly; None if later.

    Also whether some party was within 1e-9 of 1 on the way, so that rounding could move the step.
    """
    buffer, owed, loss = vector(buffer), matrix(owed), vector(loss)
    n = len(buffer)
    h = [relative_loss(b, x) for b, x in zip(buffer, loss)]
    wave, close = [0 if x == 1 else None for x in h], False
    for step in range(1, steps + 1):
        total = [loss[i] + sum(owed[j][i] * h[j] for j in range(n)) for i in range(n)]
        h = [relative_loss(b, x) for b, x in zip(buffer, total)]
        wave = [step if w is None and x == 1 else w for w, x in zip(wave, h)]
        close = close or any(0 < 1 - x < Fraction(1, 10**9) for x in h)
    return wave, close


def impact(h, start, weight):
    """The part of the weights lost in the spread: sum w (h - h0) / sum w."""
    gained = sum(w * (x - y) for w, x, y in zip(weight, h, start))
    return gained / sum(weight) if sum(weight) else 0


def ownership(holdings):
    """A = C-hat (I - C)^-1 of Elliott, Golub & Jackson 2014.

    `holdings[i][j]`: the share of j that i holds; C-hat is what outsiders hold of each party.
    """
    c = matrix(holdings)
    n = len(c)
    full = inverse(identity_minus(c))
    hat = [1 - sum((c[k][j] for k in range(n)), ZERO) for j in range(n)]
    return [[hat[i] * full[i][j] for j in range(n)] for i in range(n)]


def market_value(a, assets, cost, failed):
    """v = A (p - b 1{failed}): the cost of failure is taken from the assets, before ownership."""
    return times(a, [p - (b if f else 0) for p, b, f in zip(assets, cost, failed)])


def egj(a, assets, limit, cost, worst=False):
    """(values, waves) of their algorithm, from the best case, or from the worst.

    A party fails when its value is below `limit`. From the best case wave k holds those that
    newly fail. From the worst everybody is taken to have failed and those whose value reaches
    the limit recover, round by round; what is left gets the waves of the best case, and one
    wave more for those that fail only because they are expected to.
    """
    a, assets, limit, cost = matrix(a), vector(assets), vector(limit), vector(cost)
    n, wave, k = len(assets), [None] * len(assets), 0
    while True:
        value = market_value(a, assets, cost, [w is not None for w in wave])
        new = [i for i in range(n) if wave[i] is None and value[i] < limit[i]]
        if not new:
            break
        for i in new:
            wave[i] = k
        k += 1
    if not worst:
        return value, wave
    failed = [True] * n
    while True:
        value = market_value(a, assets, cost, failed)
        if not any(f and x >= m for f, x, m in zip(failed, value, limit)):
            break
        failed = [f and x < m for f, x, m in zip(failed, value, limit)]
    return value, [k if f and w is None else w if f else None for f, w in zip(failed, wave)]


def egj_by_sets(a, assets, limit, cost):
    """Every consistent set of failures: the values of the smallest and of the largest set."""
    a, assets, limit, cost = matrix(a), vector(assets), vector(limit), vector(cost)
    good = []
    for flags in product((False, True), repeat=len(assets)):
        value = market_value(a, assets, cost, flags)
        if all((x < m) == f for x, m, f in zip(value, limit, flags)):
            good.append((sum(flags), value))
    return min(good)[1], max(good)[1]
