"""The measurements of `bench/entailment.sh`, a JSON object a line, as Markdown.

usage: entailment.py < entailment.jsonl
"""

import datetime
import json
import os
import subprocess
import sys

MOST_TOLD = 25


def main():
    lines = [json.loads(line) for line in sys.stdin]
    books = [line for line in lines if "claims" in line]
    highs = [line for line in lines if "highs" in line]
    head()
    table_of_books(books)
    for line in lines:
        if "skipped" in line:
            print(f"\nA web of {line['skipped']:,} claims is left out: {line['why']}.")
    if highs:
        table_of_highs(highs, books)
    reach(books, highs)
    for line in highs:
        told(line)


def head():
    cpu = next((line for line in open("/proc/cpuinfo") if line.startswith("model name")), ":?")
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True).stdout.split()
    load = " ".join(open("/proc/loadavg").read().split()[:3])
    print(f"# Entailment, {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}\n")
    machine = f"{os.cpu_count()} cores, {cpu.split(':')[1].strip()}, {' '.join(rustc[:2])}"
    print(f"Commit {os.environ.get('COMMIT', 'unknown')}. {machine}.")
    print(f"Load on the machine at the end: {load}.\n")
    print("Medians with the shortest and the longest, of the processor's time, in one thread.")
    print("How webs are made and what is compared: `bench/README.md`.\n")


def table_of_books(books):
    print("| book | claims | variables | rows | groups | columns | claims to network | tightening | shortest | longest | runs | a claim | memory |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for book in books:
        counts = [f"{book[key]:,}" for key in ("claims", "variables", "rows", "groups", "columns")]
        times = [time(book["resolve"][0]), *map(time, book["tighten"])]
        each = time(book["tighten"][0] / book["claims"])
        memory = f"{book['memory'] / 1e6:,.0f} MB"
        cells = [name(book), *counts, *times, str(book["runs"]), each, memory]
        print("|", " | ".join(cells), "|")
    for book in books:
        if book["contradictions"] and is_web(book):
            print(f"\n**{name(book).capitalize()} has {book['contradictions']} contradictions and should have none.**")
        if book["cut_short"]:
            print(f"\n**The tightening of {name(book)} ended at a bound on work**: some ranges may be wider than the claims allow.")


def table_of_highs(highs, books):
    print("\n## Beside HiGHS\n")
    print("Every end is that of every column of every group asked; tightening is the whole of it, groups or not.\n")
    print("| web | way | groups asked | every end | of it by the solver's own clock | tightening | times as long |")
    print("|--:|---|--:|--:|--:|--:|--:|")
    for line in highs:
        ours = tightening(books, line["highs"])
        for way in ways(line):
            one = line[way]
            own = time(one["solver_clock"]) if one["solver_clock"] else ""
            part = f"{one['asked']:,} of {line['groups']:,}"
            ratio = f"{one['seconds'] / ours:.1f}×" if ours else ""
            cells = [f"{line['highs']:,}", way, part, time(one["seconds"]), own, time(ours), ratio]
            print("|", " | ".join(cells), "|")
    print("\nTime of a part of the groups is scaled up by columns.")
    print("\n| web | way | ends the same | worst | within 1e-9 of the larger end | ours tighter | ours less tight | of these said to be tight | HiGHS has no answer |")
    print("|--:|---|--:|--:|--:|--:|--:|--:|--:|")
    for line in highs:
        for way in ways(line):
            one = line[way]
            keys = ("sliver", "tighter", "looser", "looser_and_said_tight", "failed")
            counts = [f"{one[key]:,}" for key in keys]
            cells = [f"{line['highs']:,}", way, f"{one['same']:,}", f"{one['worst']:.1e}", *counts]
            print("|", " | ".join(cells), "|")


def reach(books, highs):
    print("\n| reach | found | |\n|---|---|---|")
    for book in books:
        if not is_web(book):
            row(f"{name(book)} tightened in less than 5 ms", time(book["tighten"][0]), book["tighten"][0] < 0.005)
    large = tightening(books, 100_000)
    if large:
        row("a web of 100,000 claims tightened in less than 1 s", time(large), large < 1.0)
    webs = [book["tighten"][0] / book["claims"] for book in books if is_web(book)]
    if len(webs) > 1:
        found = ", ".join(map(time, webs))
        row("time linear in the claims: a claim of the largest web at most twice one of the smallest", found, webs[-1] < 2 * webs[0])
    for way in ("linprog", "highspy"):
        ratios = [line[way]["seconds"] / tightening(books, line["highs"]) for line in highs if way in line]
        if ratios:
            row(f"at least 20 times as fast as HiGHS, {way}", ", ".join(f"{each:.1f}×" for each in ratios), min(ratios) >= 20)
    if highs:
        wrong = sum(line[way]["looser_and_said_tight"] for line in highs for way in ways(line)[-1:])
        row("no end said to be tight is less tight than that of HiGHS", str(wrong), wrong == 0)


def told(line):
    """Every end that is not the same, as the last of the ways has it."""
    way = ways(line)[-1]
    ends = line[way]["told"]
    if ends:
        print(f"\n## Ends that differ in the web of {line['highs']:,}, {way}\n")
        for end in ends[:MOST_TOLD]:
            print(f"- {end}")
        if len(ends) > MOST_TOLD:
            print(f"- and {line[way]['looser'] + line[way]['failed'] - MOST_TOLD} more")


def ways(line):
    return [way for way in ("linprog", "highspy") if way in line]


def is_web(book):
    return "/web-" in book["folder"]


def name(book):
    return f"the web of {book['claims']:,}" if is_web(book) else f"`{book['folder']}`"


def tightening(books, claims):
    return next((b["tighten"][0] for b in books if is_web(b) and b["claims"] == claims), None)


def row(title, found, reached):
    print(f"| {title} | {found} | {'reached' if reached else '**missed**'} |")


def time(seconds):
    if seconds < 1e-3:
        return f"{seconds * 1e6:.1f} µs"
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


if __name__ == "__main__":
    main()
