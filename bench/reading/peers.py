"""Times other readers of quantities and times on a text, and writes the table of a run.

    peers.py time TEXT            one line of JSON for each reader
    peers.py table LINES > page   the page of a run
"""

import json
import os
import statistics
import sys
import time


def readers():
    """Each reader by name: a function of a text that returns what it found."""
    from quantulum3 import parser
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency
    from recognizers_text import Culture

    english = Culture.English

    def quantities(text):
        found = recognize_currency(text, english)
        return found + recognize_percentage(text, english) + recognize_number(text, english)

    yield "Recognizers-Text, currency", "quantities", lambda text: recognize_currency(text, english)
    yield "Recognizers-Text, currency, percent and number", "quantities", quantities
    yield "Recognizers-Text, date and time", "times", lambda text: recognize_datetime(text, english)
    yield "quantulum3", "quantities", parser.parse


def measure(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for name, what, read in readers():
        read(text[:200])  # What is made once is not timed.
        seconds = []
        while len(seconds) < 5:
            start = time.process_time()
            found = read(text)
            seconds.append(time.process_time() - start)
        line = {
            "reader": name,
            "what": what,
            "bytes": len(text.encode()),
            "found": len(found),
            "seconds": statistics.median(seconds),
            "shortest": min(seconds),
            "longest": max(seconds),
        }
        print(json.dumps(line), flush=True)


def table(path):
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file if line.strip()]
    ours = {line["what"]: line for line in lines if line["reader"] == "Counterflow"}
    print(f"# Quantities and times in prose, {os.environ.get('DATE', '')}\n")
    print(f"Commit {os.environ.get('COMMIT', 'unknown')}. Load on the machine at the start: "
          f"{os.environ.get('LOAD', 'unknown')}.\n")
    print("Medians of five runs, of the processor's time, in one thread. Ours includes cutting the "
          "text into tokens and sentences;\nthe parts by themselves are in the last rows.\n")
    print("| reader | looks for | bytes | found | seconds | shortest | longest | MB/s | times as long as ours |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|")
    for line in lines:
        speed = line["bytes"] / line["seconds"] / 1e6
        own = ours.get(line["what"])
        factor = ""
        if own and line is not own and line["reader"] != "Counterflow":
            factor = f"{line['seconds'] / line['bytes'] / (own['seconds'] / own['bytes']):,.0f}"
        print(f"| {line['reader']} | {line['what']} | {line['bytes']:,} | {line['found']:,} | "
              f"{line['seconds']:.4f} | {line['shortest']:.4f} | {line['longest']:.4f} | "
              f"{speed:.4g} | {factor} |")


if __name__ == "__main__":
    {"time": measure, "table": table}[sys.argv[1]](sys.argv[2])
