//! What the elements of HTML do to the text within them.

/// What an element does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Its text runs on with the text around it.
    Inline,
    /// A link.
    Link,
    /// Its text stands by itself.
    Block,
    /// A heading, with its level.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a row.
    Cell,
    /// Its blanks and line ends are kept.
    Kept,
    /// A line ends.
    Break,
    /// Nothing within it is text.
    Skipped,
}

/// What an element does, by its name in small letters.
pub fn kind(name: &str) -> Kind {
    match name {
        "a" => Kind::Link,
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" | "h5" | "h6" => Kind::Heading(4),
        "li" | "dt" | "dd" => Kind::Item,
        "table" => Kind::Table,
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell,
        "pre" | "listing" | "plaintext" | "xmp" => Kind::Kept,
        "br" => Kind::Break,
        "script" | "style" | "noscript" | "template" | "iframe" | "object" | "embed" | "svg"
        | "math" | "canvas" | "audio" | "video" | "select" | "datalist" | "textarea" | "button"
        | "noframes" | "noembed" | "title" | "dialog" | "map" | "ix:header" | "ix:hidden"
        | "sec-header" | "ims-header" | "figcaption" => Kind::Skipped,
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center"
        | "details" | "dir" | "div" | "dl" | "fieldset" | "figure" | "footer" | "form"
        | "frameset" | "head" | "header" | "hgroup" | "hr" | "html" | "legend" | "main"
        | "menu" | "nav" | "ol" | "option" | "p" | "search" | "section" | "summary" | "tbody"
        | "tfoot" | "thead" | "ul" | "document" | "text" | "page" => Kind::Block,
        _ => Kind::Inline,
    }
}

/// Whether a document of an EDGAR submission, by the text of its `<TYPE>`, holds no text: pictures,
/// archives and the data of XBRL stand in a submission as well.
pub fn is_unread_part(kind: &str) -> bool {
    let unread = ["GRAPHIC", "ZIP", "EXCEL", "PDF", "XML", "JSON", "COVER", "EX-101", "EX-104"];
    unread.iter().any(|unread| kind.trim().starts_with(unread))
}

/// Whether an element has no content, so that no end tag is waited for.
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "image"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "page"
    )
}

/// Which open elements the start of one of this name ends, and within which ones it does not.
///
/// `<li>` ends the `<li>` before it, but not the one that its list is within.
pub fn ended_by(name: &str, kind: Kind) -> (&'static [&'static str], &'static [&'static str]) {
    const TABLE: &[&str] = &["table"];
    match name {
        "li" => (&["li"], &["ul", "ol", "menu", "dir", "table"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl", "table"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], TABLE),
        "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], TABLE),
        "option" => (&["option"], &["select"]),
        _ if matches!(kind, Kind::Inline | Kind::Link | Kind::Break | Kind::Skipped) => (&[], &[]),
        _ => (&["p"], &["td", "th", "table", "li", "button", "caption"]),
    }
}
