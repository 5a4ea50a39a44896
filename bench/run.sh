#!/bin/sh
# Measures how fast books are read, against TOML and beancount, and writes bench/results/DATE.md.
#
#   bench/run.sh                        1,000 to 1,000,000 claims; about half an hour
#   bench/run.sh 1000 10000             these sizes alone
#   HOSTILE=1 bench/run.sh              the hostile books as well
#
# Needs cargo, and python3 with the network once for beancount; without them beancount is left out.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- 1000 10000 100000 1000000
built=${CARGO_TARGET_DIR:-target}/release
out=bench/out
date=$(date -u +%Y-%m-%d)
commit=${COMMIT:-$(git rev-parse --short HEAD 2>/dev/null || echo unknown)}
mkdir -p "$out" bench/results

cargo build --release --package counterflow-bench
bench=$built/counterflow-bench
"$bench" measure "$@" >"$out/times.tsv"

# Beancount; a million claims take it some minutes.
[ -x bench/.venv/bin/python ] || python3 -m venv bench/.venv || true
beancount() { [ -x bench/.venv/bin/python ] && bench/.venv/bin/python -c 'import beancount' 2>/dev/null; }
if [ -x bench/.venv/bin/pip ] && ! beancount; then
    bench/.venv/bin/pip install --quiet 'beancount==3.*' || echo "beancount is not there and is left out"
fi
largest=0
for claims in "$@"; do
    "$bench" generate "$claims" 20260130 "$out/$claims"
    [ "$claims" -lt "$largest" ] || largest=$claims
    if beancount; then
        timeout 1200 bench/.venv/bin/python bench/beancount.py "$claims" "$out/$claims" >>"$out/times.tsv" ||
            echo "beancount did not read $claims claims within twenty minutes"
    fi
done

# The report of the real book, from a cold process. The command is built by the project itself.
if [ -x "$built/counterflow" ] && "$built/counterflow" report books/ai-web >/dev/null 2>&1; then
    "$bench" command "$built/counterflow" report books/ai-web >>"$out/times.tsv"
fi

{
    echo "# Reading books, $date"
    echo
    echo "Commit $commit. $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(rustc --version | cut -d' ' -f1,2)."
    echo "Load on the machine at the end: $(cut -d' ' -f1-3 /proc/loadavg)."
    echo
    echo "Medians with the shortest and the longest, of the processor's time, from text in memory (beancount: from its file); the same claims in each language."
    echo "How they are made and what is compared: \`bench/README.md\`."
    echo
    "$bench" table <"$out/times.tsv"
    echo
    echo "Memory of a whole check in a process of its own, its text and trees kept:"
    "$bench" memory "$out/$largest"
    if [ -n "${HOSTILE:-}" ]; then
        echo
        echo "## Hostile books"
        echo
        "$bench" hostile
    fi
} >"$out/result.md"
mv "$out/result.md" "bench/results/$date.md"
rm -rf "$out/1000000"
echo "written to bench/results/$date.md"
