#!/bin/sh
# Makes the seed corpus in fuzz/corpus/book: every book of the project, whole and entry by entry.
# The corpus is not kept in the repository; it is made again from the books at any time.
set -eu
cd "$(dirname "$0")"
mkdir -p corpus/book
find ../books ../messages ../docs -type f \( -name '*.book' -o -name '*.md' \) | sort | while read -r file; do
    name=$(printf '%s' "$file" | tr '/.' '__')
    case $file in
    # One file an entry: short inputs mix better than whole books.
    *.book) awk -v base="corpus/book/$name" \
        'BEGIN { RS = ""; ORS = "\n" } { out = base "_" NR; print > out; close(out) }' "$file" ;;
    # The books inside of Markdown.
    *.md) awk -v base="corpus/book/$name" \
        '/^```book/ { n++; inside = 1; next } /^```/ { inside = 0 } inside { print > (base "_" n) }' "$file" ;;
    esac
done
# What books do not hold: marks, line ends, settings, and each end of the language's numbers.
printf '\357\273\277company a "A"\r\n  also: b\r  x\r\r\n  note: \342\200\256c\n' >corpus/book/marks
printf 'source s "S"\n\n2026 cash a 1 bn USD\n#book.toml\ncurrency = "EUR"\n[levels]\nunknown-party = "off"\n' >corpus/book/settings
printf 'include "again.book"\ninclude "../x"\ninclude "gone"\ninclude "large.book"\ninclude x\n' >corpus/book/includes
echo "$(find corpus/book -type f | wc -l) files in fuzz/corpus/book"
