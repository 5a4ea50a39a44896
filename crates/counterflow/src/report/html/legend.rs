//! How the page is to be read: one line at its head, the notation at its end.

/// One line on the three readings.
pub const HOW_TO_READ: &str = "<p class=\"how\"><b>Headline</b> is the number as sources write it. \
<b>Firm</b> counts only what is funded or firmly bound. \
<b>Range</b> is all that the claims allow. \
Any number opens its trace: formula, claims, sources, quotes. \
<a href=\"#notation\">Notation</a></p>\n";

/// The notation.
pub const LEGEND: &str = r#"<section id="notation">
<h2>Notation</h2>
<dl class="legend">
<div><dt>830 bn</dt><dd>three significant digits; K, M, bn and tn for thousands to trillions. The trace has twelve digits</dd></div>
<div><dt>≤ 100 bn</dt><dd>at most 100 bn, and more than nothing; &lt; where 100 bn itself is not reached</dd></div>
<div><dt>≥ 8 bn, &gt; 20 bn</dt><dd>at least 8 bn, more than 20 bn; nothing gives a high end</dd></div>
<div><dt>730–830 bn</dt><dd>from 730 bn to 830 bn, both reached</dd></div>
<div><dt>730–&lt;830 bn</dt><dd>from 730 bn to just below 830 bn; &gt; in front of the low end says the same of it</dd></div>
<div><dt>0–50 bn</dt><dd>from nothing to 50 bn: what is not firm counts from nothing to its high end</dd></div>
<div><dt>0 or more</dt><dd>no claim gives an end</dd></div>
<div><dt>not computable</dt><dd>something is missing; the trace says what to look for</dd></div>
<div><dt>12 bn contradicted</dt><dd>claims in force cannot all hold; the range is that of the others once the weakest is put aside. The conflicts name them</dd></div>
<div><dt>50 bn*</dt><dd>the headline lies outside of its range: what else is said allows no such number</dd></div>
<div><dt>—</dt><dd>no such reading: under “firm”, nothing is funded or firmly bound</dd></div>
<div><dt><span class="hollow" role="img" aria-label="hollow circle"></span> 50 bn</dt><dd>nothing of the headline is funded or firmly bound</dd></div>
<div><dt><span class="half" role="img" aria-label="half circle"></span> 50 bn</dt><dd>not all of the headline is funded or firmly bound</dd></div>
<div><dt>if pre-money, if post-money</dt><dd>no source says whether the valuation is before or after the new money; both readings are given</dd></div>
<div><dt>no quote held</dt><dd>the book cites the source without the words that the claim rests on</dd></div>
</dl>
</section>
"#;
