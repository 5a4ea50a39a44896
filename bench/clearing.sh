#!/bin/sh
# Measures clearing beside what is written by hand with scipy, and writes bench/results/DATE-clearing.md.
#
#   bench/clearing.sh                    1,000 to 1,000,000 firms; about ten minutes
#   bench/clearing.sh 1000 10000         these sizes alone
#
# Needs cargo, and python3 with the network once for numpy and scipy.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- 1000 10000 100000 1000000
built=${CARGO_TARGET_DIR:-target}/release
out=bench/out/clearing
date=$(date -u +%Y-%m-%d)
python=bench/.venv/bin/python
mkdir -p "$out" bench/results
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
COMMIT="${COMMIT:-$(git rev-parse --short HEAD 2>/dev/null || echo unknown)}"
LOAD=$(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown)
export COMMIT LOAD

cargo build --release --package counterflow-bench-clearing
[ -x $python ] || python3 -m venv bench/.venv
$python -c 'import numpy, scipy' 2>/dev/null || bench/.venv/bin/pip install --quiet numpy scipy
$python bench/clearing/instances.py "$out" "$@"
: >"$out/lines.jsonl"
for firms in "$@"; do
    # Side by side, so that both meet the same load.
    "$built/counterflow-bench-clearing" "$out/web-$firms.bin" >>"$out/lines.jsonl"
    (cd bench/clearing && ../../$python yardstick.py "$firms") >>"$out/lines.jsonl"
done
$python bench/clearing/table.py <"$out/lines.jsonl" >"$out/table.md"
cp "$out/table.md" "bench/results/$date-clearing.md"
echo "written to bench/results/$date-clearing.md"
