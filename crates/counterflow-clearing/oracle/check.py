"""Random webs through the command: `python check.py COUNTERFLOW WEBS SEED [options]`.

Draws WEBS webs, runs `COUNTERFLOW clear` on their tables, and compares every number of the JSON
with the oracle. Prints a table of counts by model, then the differences; the exit status is 1 if
there is any. The conventions are in README.md beside this file.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from exact import rational
from expected import MODELS
from tables import read_scenarios, write_scenarios, write_web

SHOWN = 25


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counterflow", type=Path)
    parser.add_argument("webs", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--models", default=",".join(m for m in MODELS if m != "threshold"))
    parser.add_argument("--tolerance", type=float, default=1e-9, help="of the size of a party")
    parser.add_argument("--slack", type=float, default=0.0, help="relative, for the brackets")
    parser.add_argument("--method", default=None, help="passed on as --method")
    parser.add_argument("--scenarios", type=int, default=0, help="shocks a web, run as a batch")
    parser.add_argument("--keep", type=Path, help="a folder for the tables of webs that differ")
    return parser.parse_args()


class Checker:
    """Runs the command and holds its answers against the oracle's."""

    def __init__(self, options):
        self.options = options
        self.counts = defaultdict(Counter)
        self.differences = []

    def command(self, folder, question, *more):
        """The output of one run, or None after a note of its failure."""
        run = [str(self.options.counterflow.resolve()), "clear", "--nodes", "nodes.csv",
               "--edges", "edges.csv", *question.options, "--format", "json", *more]
        if self.options.method:
            run += ["--method", self.options.method]
        done = subprocess.run(run, cwd=folder, capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            return None, [f"exit status {done.returncode}: {done.stderr.strip()[:300]}"]
        return done.stdout, []

    def web(self, folder, model, seed):
        """One web of one model; returns what differs."""
        rng = np.random.default_rng(seed)
        question = MODELS[model](seed, rng)
        write_web(folder, question.web, **question.write)
        more = [] if question.unique is None else ["--solution", "both"]
        text, found = self.command(folder, question, *more)
        if question.close:
            self.counts[model]["close"] += 1
            return [note for note in found if text is None]
        if text is None:
            return found
        answer = json.loads(text)
        if question.unique is None:
            found += self.answer("", answer, question.greatest)
        else:
            for end in ("least", "greatest"):
                found += self.answer(end, answer[end], getattr(question, end))
                unique = answer[end]["certificate"]["unique"]
                if unique is None:
                    # Not told is not wrong, and counted.
                    self.counts[model]["not told"] += 1
                elif unique != question.unique:
                    found.append(f"{end}: unique is {unique}, the oracle says {question.unique}")
        if question.again and self.options.scenarios:
            found += self.batch(folder, model, question, rng)
        self.counts[model]["compared"] += 1
        return found

    def batch(self, folder, model, question, rng):
        """The same web under several shocks in one run."""
        assets = question.web.assets
        factors = rng.choice([0.0, 0.5, 1.0, 2.0], (self.options.scenarios, len(assets)))
        scenarios = [assets * f for f in factors]
        write_scenarios(folder, question.web, "external_assets", scenarios)
        text, found = self.command(folder, question, "--shock", "shock.csv")
        if text is None:
            return found
        answers = read_scenarios(text)
        for k, shocked in enumerate(scenarios):
            expected, close = question.again(shocked)
            if f"s{k}" not in answers:
                found.append(f"s{k}: no answer")
            elif not close:
                self.counts[model]["scenarios"] += 1
                found += self.answer(f"s{k}", answers[f"s{k}"], expected)
        return found

    def answer(self, label, answer, expected):
        """What differs in one solution."""
        names = [p["party"] for p in answer["parties"]]
        wanted = [f"p{i}" for i in range(len(expected.due))]
        if sorted(names) != sorted(wanted):
            return [f"{label}: parties {names}, expected {wanted}"]
        by_name, found = {p["party"]: p for p in answer["parties"]}, []
        whole = max(float(max(map(abs, x))) for x in (expected.due, expected.paid, expected.equity))
        for i, name in enumerate(wanted):
            differs = self.party(by_name[name], expected, i, whole)
            found += [f"{label} {name}: {text}" for text in differs]
        return found

    def party(self, found, expected, i, whole):
        """What differs for one party, as texts."""
        due, paid, equity = expected.due[i], expected.paid[i], expected.equity[i]
        size = float(max(abs(due), abs(paid), abs(equity)))
        room = self.options.tolerance * size + 1e-13 * whole
        out = []
        numbers = {"due": due, "paid": paid, "equity": equity}
        numbers |= {k: v[i] for k, v in expected.more.items() if k in found}
        for field, value in numbers.items():
            if field == "h":
                room = self.options.tolerance
            if found[field] is None or abs(found[field] - float(value)) > room:
                out.append(f"{field} is {found[field]}, expected {float(value)!r}")
        wave = expected.wave[i]
        if found["default"] != (wave is not None):
            out.append(f"default is {found['default']}, expected {wave is not None}")
        if found["wave"] != wave:
            out.append(f"wave is {found['wave']}, expected {wave}")
        lower, upper = rational(found["lower"]), rational(found["upper"])
        slack = rational(self.options.slack) * rational(size)
        if not expected.exact:
            slack += rational(room)
        exact = rational(paid)
        if not lower - slack <= exact <= upper + slack:
            out.append(f"paid {float(exact)!r} is outside of {found['lower']} to {found['upper']}")
        if not lower <= rational(found["paid"]) <= upper:
            out.append(f"its own paid {found['paid']} is outside of its bracket")
        return out

    def keep(self, folder, model, seed):
        if self.options.keep:
            target = self.options.keep / f"{model}-{seed}"
            shutil.copytree(folder, target, dirs_exist_ok=True)

    def run(self):
        models = self.options.models.split(",")
        with tempfile.TemporaryDirectory() as folder:
            for k in range(self.options.webs):
                model, seed = models[k % len(models)], self.options.seed * 1_000_003 + k
                found = self.web(Path(folder), model, seed)
                self.counts[model]["webs"] += 1
                if found:
                    self.counts[model]["differ"] += 1
                    self.differences += [f"{model}, web {seed}: {text}" for text in found]
                    self.keep(folder, model, seed)

    def report(self):
        """The table, and the first differences."""
        columns = ["webs", "compared", "close", "not told", "scenarios", "differ"]
        print(f"{'model':24}" + "".join(f"{c:>11}" for c in columns))
        for model, count in self.counts.items():
            print(f"{model:24}" + "".join(f"{count[c]:11}" for c in columns))
        for text in self.differences[:SHOWN]:
            print(text)
        if len(self.differences) > SHOWN:
            print(f"and {len(self.differences) - SHOWN} more")
        print(f"{len(self.differences)} differences")
        return 1 if self.differences else 0


def main():
    checker = Checker(arguments())
    checker.run()
    sys.exit(checker.report())


if __name__ == "__main__":
    main()
