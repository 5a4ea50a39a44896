"""Ask HiGHS for both ends of every column of the linear groups that `counterflow-bench groups` writes.

Two ways: `scipy.optimize.linprog(method="highs")` for each end, as is usual, and `highspy` with one
model a group of which only the objective changes, so that it starts from the last answer. Only the
solver's calls are timed, with the time of the processor: reading the file and making arrays are
not. Where it would take too long every k-th group is asked, and the time is scaled up by columns.

Every end is compared with what Counterflow found, which narrows by more than these rows: by what
is stated of products, and of variables that are in no group. So our ends may be tighter. Where one
is less tight, a range is not what the claims allow.

usage: highs.py GROUPS.json [SECONDS]        prints one JSON object
"""

import json
import sys
import time
from decimal import Decimal

import numpy
from scipy.optimize import linprog

try:
    import highspy
except ImportError:
    highspy = None

# Ends are the same within this share of the larger, or of the largest number of the group.
SAME = 1e-9
OF_SCALE = 1e-9


def main(path, seconds):
    with open(path) as file:
        groups = [json.loads(line) for line in file]
    ways = {"linprog": by_linprog}
    if highspy:
        ways["highspy"] = by_highspy
    result = {"groups": len(groups), "columns": sum(len(group["columns"]) for group in groups)}
    for name, way in ways.items():
        result[name] = ask(groups, way, seconds)
    print(json.dumps(result))


def ask(groups, way, seconds):
    """Both ends of every column of as many groups, evenly spread, as the time allows."""
    sample = groups[:: max(1, len(groups) // 100)]
    start = time.perf_counter()
    for group in sample:
        way(Arrays(group))
    each = (time.perf_counter() - start) / len(sample)
    step = max(1, -int(-each * len(groups) // seconds))
    taken, own, columns, asked = 0.0, 0.0, 0, 0
    tally = Tally()
    for group in groups[::step]:
        arrays = Arrays(group)
        found, spent, inside = way(arrays)
        taken += spent
        own += inside
        columns += len(group["columns"])
        asked += 1
        tally.compare(group, found, arrays.unit)
    scale = sum(len(group["columns"]) for group in groups) / max(1, columns)
    return {
        "asked": asked,
        "every": step,
        "columns": columns,
        "seconds": taken * scale,
        "solver_clock": own * scale,
        **tally.shown(),
    }


def number(text, missing):
    return missing if text is None else float(text)


class Arrays:
    """A group as arrays."""

    def __init__(self, group):
        stated = [column["stated"] for column in group["columns"]]
        self.low = numpy.array([number(low, -numpy.inf) for low, _ in stated])
        self.high = numpy.array([number(high, numpy.inf) for _, high in stated])
        rows = group["rows"]
        self.matrix = numpy.zeros((len(rows), len(stated)))
        for at, row in enumerate(rows):
            for column, factor in row["terms"]:
                self.matrix[at, column] += float(factor)
        self.from_ = numpy.array([number(row["bounds"][0], -numpy.inf) for row in rows])
        self.to = numpy.array([number(row["bounds"][1], numpy.inf) for row in rows])
        ends = numpy.concatenate([self.low, self.high, self.from_, self.to])
        ends = numpy.abs(ends[numpy.isfinite(ends)])
        largest = ends.max() if ends.size else 0.0
        # Dollars are far from the size for which solvers set their tolerances: without this HiGHS
        # fails on some groups. All columns of a group are in one unit, so that the rows stay.
        self.unit = 10.0 ** numpy.ceil(numpy.log10(largest)) if largest > 0.0 else 1.0
        for each in (self.low, self.high, self.from_, self.to):
            each /= self.unit
        self.sparse()

    def sparse(self):
        """The rows as linprog and highspy take them."""
        equal = self.from_ == self.to
        upper = numpy.isfinite(self.to) & ~equal
        lower = numpy.isfinite(self.from_) & ~equal
        self.equal = (self.matrix[equal], self.to[equal]) if equal.any() else (None, None)
        some = upper.any() or lower.any()
        matrix = numpy.vstack([self.matrix[upper], -self.matrix[lower]])
        ends = numpy.concatenate([self.to[upper], -self.from_[lower]])
        self.at_most = (matrix, ends) if some else (None, None)
        self.bounds = numpy.column_stack([self.low, self.high])
        places = [numpy.flatnonzero(row) for row in self.matrix]
        self.starts = numpy.cumsum([0] + [len(row) for row in places])[:-1].astype(numpy.int32)
        self.index = numpy.concatenate([numpy.zeros(0)] + places).astype(numpy.int32)
        values = [row[at] for row, at in zip(self.matrix, places)]
        self.value = numpy.concatenate([numpy.zeros(0)] + values)


def by_linprog(arrays):
    found, taken = [], 0.0
    for column in range(len(arrays.low)):
        ends = []
        for sign in (1.0, -1.0):
            objective = numpy.zeros(len(arrays.low))
            objective[column] = sign
            start = time.process_time()
            answer = linprog(objective, *arrays.at_most, *arrays.equal, arrays.bounds, "highs")
            taken += time.process_time() - start
            ends.append(end_of_linprog(answer, sign))
        found.append(ends)
    return found, taken, 0.0


def end_of_linprog(answer, sign):
    if answer.status == 0:
        return sign * answer.fun
    # A free column is "unbounded", or "infeasible or unbounded".
    return None if answer.status in (3, 4) else f"status {answer.status}"


def by_highspy(arrays):
    columns, rows = arrays.matrix.shape[1], arrays.matrix.shape[0]
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, rows
    model.col_cost_ = numpy.zeros(columns)
    model.col_lower_, model.col_upper_ = arrays.low, arrays.high
    model.row_lower_, model.row_upper_ = arrays.from_, arrays.to
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = numpy.append(arrays.starts, len(arrays.value)).astype(numpy.int32)
    model.a_matrix_.index_, model.a_matrix_.value_ = arrays.index, arrays.value
    senses = (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize)
    start = time.process_time()
    solver.passModel(model)
    taken = time.process_time() - start
    found = []
    for column in range(columns):
        ends = []
        start = time.process_time()
        solver.changeColCost(column, 1.0)
        for sense in senses:
            solver.changeObjectiveSense(sense)
            solver.run()
            end = end_of_highspy(solver)
            if isinstance(end, str):
                # Started from the last answer HiGHS at times finds no end; from nothing it does.
                solver.clearSolver()
                solver.run()
                end = end_of_highspy(solver)
            ends.append(end)
        solver.changeColCost(column, 0.0)
        taken += time.process_time() - start
        found.append(ends)
    return found, taken, solver.getRunTime()


def end_of_highspy(solver):
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return solver.getObjectiveValue()
    unbounded = (
        highspy.HighsModelStatus.kUnbounded,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    )
    return None if status in unbounded else f"status {status.name}"


def their_words(their, unit):
    return their if their is None or isinstance(their, str) else repr(float(their * unit))


def size(ends):
    """The larger end of a range."""
    return max((abs(float(end)) for end in ends or () if end is not None), default=0.0)


class Tally:
    """How our ends stand to those of HiGHS."""

    def __init__(self):
        self.same = self.sliver = self.tighter = self.looser = self.looser_known = self.failed = 0
        self.worst = 0.0
        self.told = []

    def compare(self, group, found, unit):
        """Compares all ends of a group; those of HiGHS are in a unit of the group."""
        for column, ends in zip(group["columns"], found):
            ours = column["found"] or column["stated"]
            for high, (our, their) in enumerate(zip(ours, ends)):
                self.end(column, bool(high), our, their, unit)

    def end(self, column, high, our, their, unit):
        if isinstance(their, str):
            self.failed += 1
            self.tell(column, high, our, their, unit)
            return
        missing = numpy.inf if high else -numpy.inf
        our_value = number(our, missing)
        their_value = missing if their is None else their * unit
        # What says no more than a sign is not told as a range.
        sign_alone = our is None and column["found"] is None and abs(their_value) <= OF_SCALE * unit
        if our_value == their_value or sign_alone:
            self.same += 1
            return
        apart = numpy.inf
        if numpy.isfinite(our_value) and numpy.isfinite(their_value):
            apart = abs(float(Decimal(our) - Decimal(their_value)))
            off = apart / max(abs(our_value), abs(their_value), OF_SCALE * unit)
            if off <= SAME:
                self.same += 1
                self.worst = max(self.worst, off)
                return
        if (our_value < their_value) == high:
            self.tighter += 1
            return
        if apart <= SAME * max(size(column["found"]), size(column["stated"])):
            self.sliver += 1
            return
        self.looser += 1
        self.looser_known += column["tight"]
        self.tell(column, high, our, their, unit)

    def tell(self, column, high, our, their, unit):
        end = "at most" if high else "at least"
        tight = "said to be tight" if column["tight"] else "not said to be tight"
        self.told.append(f"{column['name']} {end}: ours {our}, HiGHS {their_words(their, unit)}; {tight}")

    def shown(self):
        return {
            "same": self.same,
            "worst": self.worst,
            "sliver": self.sliver,
            "tighter": self.tighter,
            "looser": self.looser,
            "looser_and_said_tight": self.looser_known,
            "failed": self.failed,
            "told": self.told[:100],
        }


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) == 3 else 240.0)
