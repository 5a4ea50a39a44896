//! Which elements hold the main text, and which ones what stands around it.

use crate::document::markup::Tag;

/// What an element says of the text within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing.
    None,
    /// It is the article.
    Article,
    /// It is the body of the article.
    Body,
    /// It is what the page is about.
    Main,
    /// By its name it stands around the main text; so it does unless most of the text is in it.
    Aside,
    /// By its element it stands around the main text.
    Outside,
    /// It is not seen.
    Hidden,
}

/// What an element says of its text.
pub fn role(tag: &Tag) -> Role {
    if is_hidden(tag) {
        return Role::Hidden;
    }
    let stated = match tag.value("role") {
        "navigation" | "banner" | "contentinfo" | "complementary" | "search" | "alert"
        | "dialog" | "alertdialog" | "menu" | "menubar" | "toolbar" => Role::Outside,
        "main" => Role::Main,
        "article" => Role::Article,
        _ => Role::None,
    };
    if stated != Role::None {
        return stated;
    }
    match tag.name.as_str() {
        "nav" | "aside" | "footer" | "search" | "menu" => return Role::Outside,
        "html" | "body" => return Role::None,
        _ => {}
    }
    if ["itemprop", "name"].iter().any(|key| tag.value(key).eq_ignore_ascii_case("articlebody")) {
        return Role::Body;
    }
    let named = by_name(tag.value("class"), tag.value("id"));
    match tag.name.as_str() {
        "article" => Role::Article,
        "main" => Role::Main,
        _ => named,
    }
}

fn is_hidden(tag: &Tag) -> bool {
    let style = tag.value("style");
    let hides = || {
        let style: String = style.chars().filter(|one| !one.is_whitespace()).collect();
        let style = style.to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    let class = tag.value("class");
    let unseen = ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"];
    class.split_ascii_whitespace().any(|name| unseen.contains(&name))
        || tag.attribute("hidden").is_some_and(|hidden| hidden.value != "until-found")
        || tag.value("aria-hidden") == "true"
        || !style.is_empty() && hides()
}

/// Names of the body of an article, as sites give them to its element.
const BODIES: &[&str] = &[
    "articlebody",
    "articlecontent",
    "articletext",
    "bodycontent",
    "contentbody",
    "entrycontent",
    "newsbody",
    "postbody",
    "postcontent",
    "releasestory",
    "releasebody",
    "storybody",
    "storycontent",
    "storytext",
];

/// Words in the names of what stands around the main text.
const AROUND: &[&str] = &[
    "ad",
    "ads",
    "adslot",
    "advert",
    "advertisement",
    "advertorial",
    "adverts",
    "aside",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "ccpa",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "disqus",
    "footer",
    "gdpr",
    "hidden",
    "masthead",
    "menu",
    "modal",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "onetrust",
    "outbrain",
    "overlay",
    "pagination",
    "popular",
    "popup",
    "promo",
    "promos",
    "promoted",
    "promotion",
    "readnext",
    "recirc",
    "recirculation",
    "recommendations",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "teaser",
    "teasers",
    "ticker",
    "toolbar",
    "trending",
    "upsell",
];

/// Words of which two together name what stands around the main text.
const PAIRS: &[(&str, &str)] = &[
    ("most", "read"),
    ("read", "more"),
    ("read", "next"),
    ("see", "also"),
    ("sign", "up"),
    ("up", "next"),
    ("also", "read"),
    ("more", "stories"),
];

fn by_name(class: &str, id: &str) -> Role {
    // A layout that lists what it could hold is not one of these things.
    if class.is_empty() && id.is_empty() || class.len() > 400 {
        return Role::None;
    }
    let mut role = Role::None;
    for name in class.split_ascii_whitespace().chain([id]) {
        let words = words(name);
        let denied = words.iter().any(|word| matches!(word.as_str(), "has" | "no" | "with" | "is"));
        let one = words.iter().any(|word| AROUND.contains(&word.as_str()));
        let two = words.windows(2).any(|pair| {
            PAIRS.iter().any(|(first, second)| pair[0] == *first && pair[1] == *second)
        });
        if !denied && (one || two) {
            role = Role::Aside;
        } else if BODIES.iter().any(|body| words.concat().contains(body)) {
            return Role::Body;
        }
    }
    role
}

/// The words of a name: `site-Nav_item`, `siteNavItem`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for one in name.chars() {
        let starts = one.is_ascii_uppercase() && small;
        if (starts || !one.is_ascii_alphanumeric()) && words.last().is_some_and(|w| !w.is_empty()) {
            words.push(String::new());
        }
        if let Some(last) = words.last_mut().filter(|_| one.is_ascii_alphanumeric()) {
            last.push(one.to_ascii_lowercase());
        }
        small = one.is_ascii_lowercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markup::Attribute;

    fn role_of(name: &str, attributes: &[(&'static str, &str)]) -> Role {
        let attributes = attributes
            .iter()
            .map(|(name, value)| Attribute {
                name,
                value: (*value).to_owned(),
                at: crate::Span::default(),
            })
            .collect();
        role(&Tag { name: name.to_owned(), attributes, ..Tag::default() })
    }

    #[test]
    fn names_tell_what_stands_around() {
        for class in ["cookie", "site-nav", "siteNav", "js-related-links", "a b see-also", "Promo"]
        {
            assert_eq!(role_of("div", &[("class", class)]), Role::Aside, "{class}");
        }
        for class in ["advance", "navy", "has-sidebar", "shared", "leading", "headline"] {
            assert_eq!(role_of("div", &[("class", class)]), Role::None, "{class}");
        }
        assert_eq!(role_of("div", &[("class", "c-entry-content x")]), Role::Body);
        assert_eq!(role_of("div", &[("class", "article-body__content__17Yit")]), Role::Body);
        assert_eq!(role_of("div", &[("class", "article-body-ad")]), Role::Aside);
        assert_eq!(role_of("section", &[("name", "articleBody")]), Role::Body);
        assert_eq!(role_of("section", &[("itemprop", "articleBody")]), Role::Body);
        assert_eq!(role_of("body", &[("class", "nav-open")]), Role::None);
    }

    #[test]
    fn what_is_not_seen_is_hidden() {
        assert_eq!(role_of("p", &[("hidden", "")]), Role::Hidden);
        assert_eq!(role_of("span", &[("class", "a sr-only")]), Role::Hidden);
        assert_eq!(role_of("p", &[("style", "color:red; Display : none")]), Role::Hidden);
        assert_eq!(role_of("p", &[("aria-hidden", "true")]), Role::Hidden);
        assert_eq!(role_of("p", &[("style", "color:red")]), Role::None);
    }
}
