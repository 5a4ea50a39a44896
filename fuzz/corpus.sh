#!/bin/sh
# Makes the seed corpora: in fuzz/corpus/book every book of the project, whole and entry by entry; in
# fuzz/corpus/document its pages and a small document of every format.
# The corpus is not kept in the repository; it is made again from the books at any time.
set -eu
cd "$(dirname "$0")"
mkdir -p corpus/book corpus/document
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
# Documents: the first byte names the file, see the target.
find ../docs -type f -name '*.md' | sort | while read -r file; do
    { printf '\002'; cat "$file"; } >"corpus/document/$(basename "$file")"
done
printf '\003<html><head><title>A</title></head><body><nav><a href=/>B</a></nav><article><h1>C</h1><p>D &amp; E<br>F&nbsp;G</p><table><tr><td>H<td>I</table></article><footer>J</footer>' >corpus/document/page
printf '\004<?xml version="1.0"?><rss><channel><item><title>A</title><description>&lt;p&gt;B</description><x><![CDATA[<b>C</b>]]></x></item></channel></rss>' >corpus/document/feed
printf '\003<html xmlns:ix="x"><body><ix:header>A</ix:header><p>$<ix:nonFraction scale="9">1.5</ix:nonFraction> B</p>' >corpus/document/filing
printf '\001\377\376A\000 \000B\000' >corpus/document/wide
printf '\000\223A\224 \202B' >corpus/document/narrow
printf '\006{"cik":1,"entityName":"A","facts":{"us-gaap":{"Revenues":{"label":null,"units":{"USD":[{"start":"2025-01-01","end":"2025-12-31","val":1,"accn":"a-1","fy":2025,"fp":"FY","form":"10-K","filed":"2026-01-28"}]}}}}}' >corpus/document/facts
{ printf '\007'; printf 'A' | gzip -n; } >corpus/document/gzip
{ printf '\007'; tar -cf - -C .. clippy.toml; } >corpus/document/tar
echo "$(find corpus/document -type f | wc -l) files in fuzz/corpus/document"
# Prose: the sentences that the reader is tested with.
mkdir -p corpus/reading
sed -n 's/^S: //p' ../crates/counterflow-read/tests/claims/sentences.txt |
    awk '{ out = "corpus/reading/" NR; print > out; close(out) }'
echo "$(find corpus/reading -type f | wc -l) files in fuzz/corpus/reading"
