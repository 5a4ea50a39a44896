"""Time `beancount.loader.load_file` on the ledgers that `counterflow-bench generate` writes.

Prints one line a ledger: claims, reader, bytes, and the median, shortest and longest time of the
processor in microseconds, with tabs between: the form of `counterflow-bench measure`.

usage: beancount.py CLAIMS FOLDER
"""

import os
import statistics
import sys
import time

# The cache would answer the second load from the first.
os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

# This file has the name of the package that it times, and would be found first.
sys.path.pop(0)

from beancount import loader

FORMS = {"transactions": "ledger.beancount", "customs": "customs.beancount"}


def main(claims, folder):
    repetitions = max(1, min(11, 100_000 // claims))
    for form, name in FORMS.items():
        path = os.path.join(folder, name)
        times = [load(path) for _ in range(repetitions)]
        micros = [round(each * 1e6) for each in (statistics.median(times), min(times), max(times))]
        print(claims, f"beancount, {form}", os.path.getsize(path), *micros, sep="\t", flush=True)


def load(path):
    start = time.process_time()
    entries, errors, _ = loader.load_file(path)
    taken = time.process_time() - start
    if errors or not entries:
        sys.exit(f"{path}: {len(entries)} entries, {len(errors)} errors: {errors[:1]}")
    return taken


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(int(sys.argv[1]), sys.argv[2])
