"""Webs as the tables and options of `counterflow clear`, and its JSON read back."""

import csv
import json
from pathlib import Path


def number(x):
    """A float as text that reads back to the same float."""
    return repr(float(x))


def write(path, header, rows):
    with open(path, "w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def write_web(folder, d, columns, debts=True, stakes=False, classes=False):
    """`nodes.csv` and `edges.csv` in a folder.

    `columns`: further node columns, a name to one value a party (float, int or empty text).
    Debts run from debtor to creditor; stakes from owner to owned.
    """
    folder, n = Path(folder), len(d.names)
    header = ["party", "external_assets", "external_liabilities", *columns]
    rows = []
    for i in range(n):
        extra = [values[i] for values in columns.values()]
        extra = [number(x) if isinstance(x, float) else x for x in extra]
        outside = d.outside[:, i].sum()
        rows.append([d.names[i], number(d.assets[i]), number(outside), *extra])
    write(folder / "nodes.csv", header, rows)
    edges = []
    for s, layer in enumerate(d.debts if debts else []):
        for i, j in zip(*layer.nonzero()):
            edges.append(["debt", d.names[i], d.names[j], number(layer[i, j]), s])
    if stakes:
        for owned, owner in zip(*d.shares.nonzero()):
            share = number(d.shares[owned, owner])
            edges.append(["stake", d.names[owner], d.names[owned], share, ""])
    width = 5 if classes else 4
    header = ["kind", "from", "to", "amount", "seniority"][:width]
    write(folder / "edges.csv", header, [edge[:width] for edge in edges])


def write_scenarios(folder, d, column, scenarios):
    """`shock.csv`: one row for each scenario and party, `column` being what is shocked."""
    rows = [
        [f"s{k}", d.names[i], number(x)]
        for k, values in enumerate(scenarios) for i, x in enumerate(values)
    ]
    write(Path(folder) / "shock.csv", ["scenario", "party", column], rows)


def read_scenarios(text):
    """The answer of each scenario by its name, whether as lines, a list or under `scenarios`."""
    try:
        answer = json.loads(text)
    except json.JSONDecodeError:
        answer = [json.loads(line) for line in text.splitlines() if line.strip()]
    if isinstance(answer, dict):
        answer = answer.get("scenarios", [answer])
    return {part["scenario"]: part for part in answer}
