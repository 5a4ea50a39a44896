#!/bin/sh
# Prints the dictionary of the fuzzer from the tables of the language:
#   fuzz/dictionary.sh > fuzz/book.dict
set -eu
cd "$(dirname "$0")/../crates/counterflow-claim/src"
echo "# The words of the language. Made by fuzz/dictionary.sh from the tables in crates/counterflow-claim."
# A row may be broken over lines, so each file is read as one.
words() { tr -d '\n' <"$2" | grep -oE "$1" | grep -oE '"[^"]+"' | tr -d '"'; }
{
    words '(verb|metric)\( *"[^"]+"' grammar.rs
    words '(once|many|link|quantity)\( *"[^"]+"' grammar.rs | sed 's/$/: /'
    words 'phrase\( *"[^"]+"' phrases.rs
    words '\("[^"]+", (Stage|Nature|Binding)::' claim.rs
    words '\("[^"]+", PartyKind::' party.rs
    words '\("[^"]+", Basis::' source.rs
    words '\("[^"]+", Per::' unit.rs
    printf '%s\n' source include same unlike assume scenario unknown none of to by from through per \
        jointly each half 'a third' 'two thirds' quarter 'tens of billions' multibillion ' -> ' , '..' \
        bn tn M million crore lakh USD EUR 'US$' '$' '%' pp bps x GW MW GWh shares units FY2026-Q3 \
        2026-01-30 2026-H1 evenly due met denies supports about 'publisher: ' 'published: ' 'file: ' \
        'copies: ' 'also: ' 'member: ' 'maybe: ' 'year-ends: ' 'schedule: ' 'uses: ' 'owner: '
} | awk '!seen[$0]++ { print "\"" $0 "\"" }'
cat <<'MARKS'
"\x0A  "
"\x0A\x0A"
"\x0D"
"\x0D\x0A"
"\x09"
"\x00"
"\xEF\xBB\xBF"
"\xC2\xA0"
"\xE2\x80\xAE"
"\xFF"
"\\\""
"\x0A#book.toml\x0A"
MARKS
