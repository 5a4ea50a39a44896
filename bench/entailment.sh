#!/bin/sh
# Measures how fast networks are tightened, against HiGHS, and writes bench/results/DATE-entailment.md.
#
#   bench/entailment.sh                 webs of 1,000 to 1,000,000 claims; about half an hour
#   bench/entailment.sh 1000 10000      these sizes alone
#   SECONDS_EACH=60 bench/entailment.sh HiGHS is asked for about a minute at most, each way and size
#
# Needs cargo, and python3 with the network once for scipy and highspy; without them HiGHS is left out.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- 1000 10000 100000 1000000
built=${CARGO_TARGET_DIR:-target}/release
out=bench/out
date=$(date -u +%Y-%m-%d)
python=bench/.venv/bin/python
mkdir -p "$out" bench/results
# A million claims take this many kilobytes.
room=16000000
# Numbers of numpy are made in one thread as well.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 COMMIT="${COMMIT:-$(git rev-parse --short HEAD 2>/dev/null || echo unknown)}"

cargo build --release --package counterflow-bench
bench=$built/counterflow-bench
[ -x $python ] || python3 -m venv bench/.venv || true
if [ -x $python ] && ! $python -c 'import scipy, highspy' 2>/dev/null; then
    bench/.venv/bin/pip install --quiet scipy highspy || echo "scipy and highspy are not there: HiGHS is left out"
fi

: >"$out/entailment.jsonl"
for book in books/ai-web books/openai-round; do
    "$bench" entail $book >>"$out/entailment.jsonl"
done
for claims in "$@"; do
    if [ "$claims" -ge 1000000 ] && [ "$(sed -n 's/^MemAvailable: *\([0-9]*\).*/\1/p' /proc/meminfo)" -lt $room ]; then
        echo "{\"skipped\": $claims, \"why\": \"it takes 16 GB of memory\"}" >>"$out/entailment.jsonl"
        continue
    fi
    web=$out/web-$claims
    "$bench" web "$claims" 20260130 "$web"
    timeout "${LONGEST:-1200}" "$bench" entail "$web" >>"$out/entailment.jsonl" ||
        echo "{\"skipped\": $claims, \"why\": \"it did not end in ${LONGEST:-1200} seconds\"}" >>"$out/entailment.jsonl"
    if [ "$claims" -ge 10000 ] && [ "$claims" -le 100000 ] && $python -c 'import scipy' 2>/dev/null; then
        "$bench" groups "$web" "$web.groups.json"
        $python bench/highs.py "$web.groups.json" "${SECONDS_EACH:-120}" >"$web.highs.json"
        sed "s/^{/{\"highs\": $claims, /" "$web.highs.json" >>"$out/entailment.jsonl"
        rm "$web.groups.json"
    fi
done
rm -rf "$out/web-1000000"

python3 bench/entailment.py <"$out/entailment.jsonl" >"$out/entailment.md"
mv "$out/entailment.md" "bench/results/$date-entailment.md"
echo "written to bench/results/$date-entailment.md"
