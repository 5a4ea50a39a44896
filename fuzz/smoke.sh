#!/bin/sh
# Runs a fuzzer for some seconds: fuzz/smoke.sh [SECONDS [TARGET]], 60 and `book` if none are given.
# Installs cargo-fuzz where it is missing, and makes the seed corpora.
set -eu
seconds=${1:-60}
target=${2:-book}
cd "$(dirname "$0")"
if ! cargo fuzz --version >/dev/null 2>&1; then
    cargo install --locked cargo-fuzz
fi
./corpus.sh
./dictionary.sh >book.dict
words=$target.dict
# The crates forbid unsafe code, so that no address sanitizer is needed and twice as much is tried.
# Without one the stable compiler does, once it is allowed the flags that count coverage.
RUSTC_BOOTSTRAP=1 exec cargo fuzz run --sanitizer none "$target" -- \
    -dict="$words" -seed=1 -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
