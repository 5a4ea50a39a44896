"""Makes texts by which the speed of the whole reader is measured, the same bytes for the same size.

    corpus.py KIND MEGABYTES > text

KIND is one of

    prose   plain English without a deal, made of sentences with exchanged words
    docs    the prose of the project's pages
    news    paragraphs of which one sentence in six tells of a deal or a number, the rest is prose
    deals   the sentences of the test set one after the other, with other digits and names

Documents are four to five paragraphs long, with an empty line between paragraphs and a line of
`=====` behind each document, which the measurement cuts at.
"""

import pathlib
import random
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
END = "=====\n"

WORDS = {
    "who": "the teacher|a neighbor|her brother|the mayor|an old sailor|the librarian|a young nurse|the"
           " gardener|his aunt|the driver|a painter|the children|two students|most visitors|the baker"
           "|Margaret|Tobias|Eleanor|Mr. Hartley|Dr. Winslow|the ferryman|their cousin",
    "thing": "lamp|ladder|piano|letter|basket|bicycle|kettle|photograph|map|violin|coat|boat|clock"
             "|window|door|fence|suitcase|umbrella|notebook|table|bridge|garden|kitchen|cellar",
    "kind": "old|narrow|wooden|quiet|broken|heavy|pale|crooked|green|dusty|foreign|cheerful|bitter"
            "|familiar|distant|forgotten|ordinary|silver|damp|early",
    "place": "the harbor|the village|the market square|a railway station|the river bank|the valley"
             "|Lisbon|Bergen|the northern coast|the chapel|the orchard|the library|a small island"
             "|Vermont|the school|the mountain road",
    "time": "in the morning|before dawn|after supper|every winter|on Sunday|last spring|for an hour"
            "|at midnight|during the storm|on the first day of April|in 1962|once a year",
    "did": "repaired|carried|remembered|painted|described|hid|watched|forgot|mended|cleaned|admired"
           "|moved|opened|borrowed|dropped|found|left|kept|sold|lost",
    "how": "slowly|carefully|without a word|in silence|with great patience|rather badly|by accident"
           "|again and again|as if nothing had happened|with both hands",
    "idea": "weather|music|patience|history|memory|light|distance|silence|work|chance|friendship"
            "|childhood|language|grief|habit|curiosity",
    "count": "two|three|seven|a dozen|twenty|forty|several|12|30|150",
}
SENTENCES = [
    "{who} {did} the {kind} {thing} {how} {time}.",
    "Nobody in {place} knew why {who} had {did} it, and nobody asked.",
    "It was a {kind} evening, and the road to {place} was empty.",
    "There were {count} people at {place} when the {thing} was finally {did}.",
    "\"You cannot speak of {idea} without {idea},\" said {who}, and put down the {thing}.",
    "If the {thing} had stood nearer to the {thing}, {who} would have seen it at once.",
    "What remains of the {kind} {thing} is kept in {place}, behind a {kind} door.",
    "{who} walked {how} to {place}, where {who} was waiting with a {kind} {thing}.",
    "Some call it {idea}; others, who have lived in {place} all their lives, call it {idea}.",
    "The rain began {time}, and by the time it stopped the {thing} lay under {count} leaves.",
    "He thought of {place}, of the {kind} {thing} beside the stairs, and of {who}.",
    "Although the letter was {kind}, {who} read it {how} and said nothing about {idea}.",
    "In {place} the {thing} is older than the church, which itself has stood for {count} generations.",
    "She had never been fond of {idea}, but the {kind} {thing} changed her mind.",
    "The committee met {time} and spoke about {idea}, {idea} and the state of the {thing}.",
    "Most of what is written about {idea} is {kind}, and a little of it is even true.",
    "\"Leave the {thing} where it is,\" {who} said. \"It belongs to {place}.\"",
    "From {place} one could see the {kind} hills, the river, and {count} {kind} roofs.",
    "Was it {idea} that {who} wanted, or only a {kind} {thing} of his own?",
    "The {kind} {thing} was carried across {place} {how}, while {who} watched from a window.",
    "They followed the path for {count} miles and reached {place} {time}, tired but content.",
    "A {kind} bird sat on the {thing}; it sang {how}, and {who} wrote down every note.",
    "Every house had its {thing}, every {thing} its story, and {who} knew them all.",
    "This is how {idea} begins: with a {thing}, a {kind} question and too much time.",
]


def prose(pick):
    lists = {name: words.split("|") for name, words in WORDS.items()}
    text = re.sub(r"\{(\w+)\}", lambda slot: pick.choice(lists[slot[1]]), pick.choice(SENTENCES))
    return text[0].upper() + text[1:]


def told():
    """The texts of the test set."""
    cases = (ROOT / "crates/counterflow-read/tests/claims/sentences.txt").read_text("utf-8")
    return [line[3:] for line in cases.splitlines() if line.startswith("S: ")]


def varied(pick, text):
    """With other digits, and other endings of long names."""
    text = re.sub(r"(?<=\d)\d", lambda _: str(pick.randrange(10)), text)
    ending = lambda name: name[0] + pick.choice(["", "", "a", "on", "ex", "ia", "well"])
    return re.sub(r"(?<=[a-z,] )[A-Z][a-z]{5,}[b-df-hj-np-tv-xz](?= [A-Z])", ending, text)


def pages():
    """The paragraphs of the project's pages that are prose."""
    found = []
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("bench/*.md")]):
        text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
        parts = (" ".join(part.split()) for part in text.split("\n\n"))
        found += [part for part in parts if len(part) > 80 and part[0].isalpha()]
    return found


def paragraphs(kind, pick):
    if kind == "docs":
        texts = pages()
        while True:
            yield varied(pick, pick.choice(texts))
    deals = told()
    while True:
        made = []
        for _ in range(6):
            deal = kind == "deals" or kind == "news" and not made
            made.append(varied(pick, pick.choice(deals)) if deal else prose(pick))
        pick.shuffle(made)
        yield " ".join(made)


def main():
    kind, size = sys.argv[1], float(sys.argv[2]) * 1e6
    source, written = paragraphs(kind, random.Random(1)), 0
    pick = random.Random(2)
    while written < size:
        text = "".join(next(source) + "\n\n" for _ in range(pick.randint(4, 5))) + END
        written += len(text.encode())
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
