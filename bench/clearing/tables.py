"""Tables of a random web for the command: python tables.py FOLDER FIRMS DEBTS_EACH [shuffled].

The webs are those of instances.py in its mild regime, after the loss. Debts are written in the order
of their debtors or, shuffled, in no order at all, which is the hardest for whoever reads them. Each
table is written as Parquet, as pyarrow does it if told nothing but the size of a group of rows, and
as CSV.
"""

import sys

import numpy as np
import pyarrow as arrow
import pyarrow.csv as csv
import pyarrow.parquet as parquet

from instances import draw

# Ten groups of ten million rows, so that a group is read at a time.
GROUP = 1 << 20


def tables(firms, debts_each, shuffled):
    owed, regimes, _, _ = draw(firms, debts_each)
    assets, outside, lost = regimes["mild"]
    names = np.char.add("firm-", np.arange(firms).astype(str))
    nodes = arrow.table(
        {"party": names, "external_assets": assets * (1 - lost), "external_liabilities": outside}
    )
    owed = owed.tocoo()
    order = np.random.default_rng(1).permutation(owed.nnz) if shuffled else slice(None)
    names = arrow.array(names)
    edges = arrow.table(
        {
            "kind": arrow.repeat("debt", owed.nnz),
            "from": names.take(arrow.array(owed.row[order])),
            "to": names.take(arrow.array(owed.col[order])),
            "amount": owed.data[order],
        }
    )
    return {"nodes": nodes, "edges": edges}


def write(folder, firms, debts_each, shuffled):
    for name, table in tables(firms, debts_each, shuffled).items():
        parquet.write_table(table, f"{folder}/{name}.parquet", row_group_size=GROUP)
        csv.write_csv(table, f"{folder}/{name}.csv")


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:] == ["shuffled"])
