"""Rational linear algebra: slow, dense, and without a rounding error.

Every number is a `fractions.Fraction`. A float is taken at its binary value, so that what the
oracle solves is the very problem that a program reading 64-bit floats has to solve.
"""

from fractions import Fraction


def rational(x):
    """`x` (int, float, numpy scalar, string or Fraction) as an exact Fraction."""
    if isinstance(x, Fraction):
        return x
    if isinstance(x, (int, str)):
        return Fraction(x)
    return Fraction(float(x))


def vector(xs):
    """A list of Fractions."""
    return [rational(x) for x in xs]


def matrix(rows):
    """A list of lists of Fractions."""
    return [vector(row) for row in rows]


def zeros(n):
    """An n by n matrix of zeros."""
    return [[Fraction(0)] * n for _ in range(n)]


def solve(a, b):
    """All solutions of a x = b by Gauss-Jordan elimination, in O(n^3) exact operations.

    Returns `None` when there is none, otherwise `(x, kernel)`: one solution, in which every free
    unknown is zero, and one kernel vector for each free unknown (1 there, 0 at the others).
    """
    n = len(b)
    rows = [list(a[i]) + [b[i]] for i in range(n)]
    pivots = []
    for column in range(n):
        at = len(pivots)
        chosen = next((r for r in range(at, n) if rows[r][column] != 0), None)
        if chosen is None:
            continue
        rows[at], rows[chosen] = rows[chosen], rows[at]
        head = rows[at][column]
        rows[at] = [value / head for value in rows[at]]
        for r in range(n):
            factor = rows[r][column]
            if r != at and factor != 0:
                rows[r] = [u - factor * w for u, w in zip(rows[r], rows[at])]
        pivots.append(column)
    if any(row[n] != 0 for row in rows[len(pivots):]):
        return None
    x = [Fraction(0)] * n
    for r, column in enumerate(pivots):
        x[column] = rows[r][n]
    kernel = []
    for free in (c for c in range(n) if c not in pivots):
        k = [Fraction(0)] * n
        k[free] = Fraction(1)
        for r, column in enumerate(pivots):
            k[column] = -rows[r][free]
        kernel.append(k)
    return x, kernel


def identity_minus(m):
    """I - m."""
    n = len(m)
    return [[Fraction(int(i == j)) - m[i][j] for j in range(n)] for i in range(n)]


def inverse(m):
    """The inverse of a regular matrix, column by column."""
    n = len(m)
    columns = []
    for j in range(n):
        x, kernel = solve(m, [Fraction(int(i == j)) for i in range(n)])
        assert not kernel, "the matrix is singular"
        columns.append(x)
    return [[columns[j][i] for j in range(n)] for i in range(n)]


def times(m, x):
    """The matrix m applied to the vector x."""
    return [sum((u * w for u, w in zip(row, x)), Fraction(0)) for row in m]
