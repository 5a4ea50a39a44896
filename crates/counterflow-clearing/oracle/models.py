"""The front door: every model of the oracle, by name, as functions on arrays.

| model | here | method |
|---|---|---|
| Eisenberg-Noe, Rogers-Veraart, classes of debt, cross-holdings | `extremes`, `waves` | exact |
| Elliott-Golub-Jackson | `ownership`, `egj` | exact |
| Furfine, threshold cascade | `furfine`, `threshold` | exact |
| DebtRank 2012 and 2015 | `debtrank_2012`, `debtrank_2015` | exact |
| NEVA with six valuations | `Neva` | floats |
| fire sales with three rules | `Market` | floats |
| leverage targeting of bond holdings | `leverage_targeting` | floats |
"""

from cascades import (book_equity, debtrank_2012, debtrank_2015, debtrank_waves, egj, furfine,
                      impact, ownership, threshold)
from clearing import Web, extremes, waves, web
from firesale import Market, leverage_targeting
from valuation import Neva

__all__ = [
    "Market", "Neva", "Web", "book_equity", "debtrank_2012", "debtrank_2015", "debtrank_waves",
    "egj", "extremes", "furfine", "impact", "leverage_targeting", "ownership", "threshold",
    "waves", "web",
]
