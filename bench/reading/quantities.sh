#!/bin/sh
# Measures how fast quantities and times are found, beside Recognizers-Text and quantulum3, and
# writes bench/results/DATE-quantities.md.
#
#   bench/reading/quantities.sh              bench/reading/deals.txt
#   bench/reading/quantities.sh ARTICLE      another text
#
# Ours reads the text 2,000 times in a row, the others once. Needs cargo, and python3 with the
# network once.
set -eu
cd "$(dirname "$0")/../.."
text=${1:-bench/reading/deals.txt}
out=bench/out/reading
python=bench/.venv/bin/python
mkdir -p "$out" bench/results
DATE=$(date -u +%Y-%m-%d)
COMMIT="${COMMIT:-$(git rev-parse --short HEAD 2>/dev/null || echo unknown)}"
LOAD=$(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown)
export DATE COMMIT LOAD PYTHONDONTWRITEBYTECODE=1

[ -x $python ] || python3 -m venv bench/.venv
$python -c 'import recognizers_suite, quantulum3' 2>/dev/null ||
    bench/.venv/bin/pip install --quiet 'emoji<1.7' recognizers-text-suite quantulum3
cargo build --release --package counterflow-read --example quantity_speed
# Side by side, so that all meet the same load.
"${CARGO_TARGET_DIR:-target}/release/examples/quantity_speed" "$text" 2000 >"$out/quantities.jsonl"
$python bench/reading/peers.py time "$text" >>"$out/quantities.jsonl"
$python bench/reading/peers.py table "$out/quantities.jsonl" >"bench/results/$DATE-quantities.md"
cat "bench/results/$DATE-quantities.md"
