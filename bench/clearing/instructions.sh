#!/bin/sh
# Counts the instructions of clearing on fixed webs, and writes bench/results/DATE-instructions.md.
#
#   bench/clearing/instructions.sh       about a minute
#
# Needs cargo, valgrind, and python3 with the network once for numpy and scipy. Times move with what
# else a machine does; these counts do not, so a change of code shows. They hold for one compiler and
# one machine: the C library picks its loops by the processor.
set -eu
cd "$(dirname "$0")/../.."
built=${CARGO_TARGET_DIR:-target}/release
out=bench/out/clearing
date=$(date -u +%Y-%m-%d)
python=bench/.venv/bin/python
table=bench/results/$date-instructions.md
mkdir -p "$out" bench/results
export PYTHONDONTWRITEBYTECODE=1

# The names of functions are what valgrind is told to watch.
CARGO_PROFILE_RELEASE_STRIP=none cargo build --release --package counterflow-bench-clearing
[ -x $python ] || python3 -m venv bench/.venv
$python -c 'import numpy, scipy' 2>/dev/null || bench/.venv/bin/pip install --quiet numpy scipy
[ -f "$out/web-10000.bin" ] && [ -f "$out/web-1000.bin" ] ||
    $python bench/clearing/instances.py "$out" 1000 10000

count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect='*once*counted*' \
        "$built/counterflow-bench-clearing" once "$1" "$out/web-$2.bin" 2>&1 |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

{
    printf 'Commit %s, %s, %s.\n\n' "${COMMIT:-$(git rev-parse --short HEAD 2>/dev/null || echo unknown)}" \
        "$(uname -m)" "$(rustc --version | cut -d' ' -f1-2)"
    printf '| case | firms | instructions |\n|---|---|---|\n'
    while read -r case firms; do
        printf '| %s | %s | %s |\n' "$case" "$firms" "$(count "$case" "$firms")"
    done <<CASES
mild 1000
hard 1000
mild 10000
hard 10000
near-critical 10000
scenarios-mild 1000
debtrank 10000
CASES
} >"$table"
cat "$table"
echo "written to $table"
