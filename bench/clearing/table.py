"""Makes Markdown of the lines of JSON that the two sides print: python table.py < lines"""

import json
import os
import platform
import sys

lines = [json.loads(line) for line in sys.stdin if line.strip()]
theirs = {(l["case"], l["firms"], l["how"]): l for l in lines if l.get("how", "ours") != "ours"}
ours = {(l["case"], l["firms"], l["what"]): l for l in lines if "what" in l}


def told(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def row(case, firms, what, how, goal):
    mine, other = ours.get((case, firms, what)), theirs.get((case, firms, how))
    if not mine or not other:
        return
    ratio = other["seconds"] / mine["seconds"]
    same = ""
    if "sum" in mine and "sum" in other:
        same = f"{abs(mine['sum'] - other['sum']) / abs(other['sum']):.0e}"
    print(f"| {case} | {firms:,} | {told(mine['seconds'])} | {how} | {told(other['seconds'])} | "
          f"{ratio:.1f} | {goal} | {same} |")


print(f"Commit {os.environ.get('COMMIT', 'unknown')}, {platform.machine()}, "
      f"{os.cpu_count()} cores, load at the start {os.environ.get('LOAD', 'unknown')}.")
print()
print("| case | firms | ours, certificate included | beside | takes | ratio | set out | sums differ by |")
print("|---|---|---|---|---|---|---|---|")
for firms in sorted({l["firms"] for l in lines}):
    for case, goal in (("mild", 2 if firms == 1000 else 1.5), ("hard", 4 if firms == 1000 else 2)):
        row(case, firms, "clearing", "picard", goal)
        row(case, firms, "clearing", "fictitious default", "")
        row(case, firms, "scenario", "loop", 12)
        row(case, firms, "scenario", "product", 4)
    row("near-critical", firms, "clearing", "picard", 40)
    row("near-critical", firms, "clearing", "fictitious default", "")
    row("debtrank", firms, "debtrank", "picard", 8)
print()
for line in lines:
    if "what" in line and line["what"] not in ("clearing", "scenario", "debtrank"):
        print(f"- {line['what']}: {line['told']}")
