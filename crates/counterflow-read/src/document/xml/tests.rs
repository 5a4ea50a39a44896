//! Feeds and stories by construction.

use super::*;

#[test]
fn a_feed() {
    let parts = read(
        "<rss><channel><title>Site</title><item><title>A</title><description>&lt;p&gt;Alder &amp;amp; Birch&lt;/p&gt;</description></item></channel></rss>",
    );
    assert_eq!(parts.view.text(), "A\n\nAlder & Birch");
}
