//! One company of a web: its rounds, stakes, backlogs, revenues and purchases.

use super::Web;
use super::say::{Open, money, share};

/// What a company is worth with the money of its last round, in millions.
#[derive(Clone, Copy)]
struct Post {
    value: i64,
    /// Whether the round says it, so that a stake is worth its part of it.
    told: bool,
}

/// Writes the claims about a company.
pub fn write(web: &mut Web, company: usize) {
    let mut post = Post { value: 0, told: false };
    for round in 0..1 + web.chance.below(2) {
        post = write_round(web, company, round, post);
    }
    stakes(web, company, post);
    if web.chance.happens(1, 2) {
        backlog(web, company);
    }
    if web.chance.happens(2, 3) {
        revenue(web, company);
    }
    if web.chance.happens(1, 2) {
        purchases(web, company);
    }
}

fn day(year: usize, web: &mut Web) -> String {
    format!("{year}-{:02}-{:02}", 1 + web.chance.below(12), 1 + web.chance.below(28))
}

/// A round, and its post-money value. All is in multiples of 100 million, so that every whole
/// percent is a whole number.
fn write_round(web: &mut Web, company: usize, round: usize, last: Post) -> Post {
    let date = day(2023 + round, web);
    let name = format!("c{company}-r{round}");
    web.cite(format!("s-{name}"), &date);
    let raise = 100 * (1 + web.chance.skewed(80) as i64);
    let pre = last.value.max(raise) / 100 * (105 + web.chance.below(200) as i64) / 100 * 100;
    let open = if web.chance.happens(3, 5) { Open::Much } else { Open::Little };
    let mut keys = Vec::new();
    // Of three numbers that make one another two are told, and at times all.
    let told = web.chance.below(4);
    if told != 0 {
        keys.push(format!("pre-money: {}", money(pre, open, &mut web.chance)));
    }
    let post = money(pre + raise, open, &mut web.chance);
    if told != 1 {
        keys.push(format!("post-money: {post}"));
    }
    let raised = money(raise, open, &mut web.chance);
    web.claim(&format!("{date} round {name} of c{company}  {raised}  closed"), &keys);
    investors(web, company, &name, &date, [raise, pre + raise], open);
    Post { value: pre + raise, told: told != 1 && post != "unknown" }
}

fn investors(
    web: &mut Web,
    company: usize,
    name: &str,
    date: &str,
    [raise, post]: [i64; 2],
    open: Open,
) {
    let count = 3 + web.chance.below(6);
    let mut left = 100;
    for (at, fund) in web.some(count, web.funds).into_iter().enumerate() {
        // Some of the round is left for each that comes after.
        let most = (left - (count - at) as i64).max(1);
        let part = 1 + web.chance.below(most as usize) as i64;
        left -= part;
        let mut keys = vec![format!("in: {name}")];
        let invested = money(raise * part / 100, open, &mut web.chance);
        if web.chance.happens(1, 2) {
            keys.push(format!("share: {}", part_or_share(part, [raise, post], name, open, web)));
        }
        web.claim(&format!("{date} invest f{fund} -> c{company}  {invested}  closed"), &keys);
        if left == 0 {
            break;
        }
    }
}

/// What is said of an investor's part of the round, or of the company.
fn part_or_share(
    part: i64,
    [raise, post]: [i64; 2],
    name: &str,
    open: Open,
    web: &mut Web,
) -> String {
    let exact = open == Open::Little || web.chance.happens(1, 4);
    match web.chance.below(4) {
        0 => share(part * raise * 100 / post, Open::Much, &mut web.chance),
        _ if part >= 50 => format!("at least half of {name}"),
        _ if exact => format!("{part}% of {name}"),
        _ => format!("{} of {name}", share(part * 100, Open::Much, &mut web.chance)),
    }
}

/// Stakes on one day, and what they are worth at the last post-money value.
fn stakes(web: &mut Web, company: usize, post: Post) {
    let date = day(2025, web);
    web.cite(format!("s-c{company}-stakes"), &date);
    let mut left = 90;
    for fund in web.some(2, web.funds) {
        let part = 1 + web.chance.below(left / 2) as i64;
        left -= part as usize;
        let said = match web.chance.below(3) {
            0 => format!("{part}%"),
            _ => share(part * 100, Open::Much, &mut web.chance),
        };
        let mut keys = Vec::new();
        if post.told && web.chance.happens(1, 2) {
            let worth = money(post.value * part / 100, Open::Much, &mut web.chance);
            keys.push(format!("amount: {worth}"));
        }
        web.claim(&format!("{date} stake f{fund} -> c{company}  {said}  closed"), &keys);
    }
}

/// A backlog with the parts of some customers, as amounts and as shares.
fn backlog(web: &mut Web, company: usize) {
    let date = format!("2025-{:02}-28", 1 + web.chance.below(12));
    web.cite(format!("s-c{company}-backlog"), &date);
    let whole = 100 * (10 + web.chance.below(900) as i64);
    let said = money(whole, Open::Much, &mut web.chance);
    let id = format!("c{company}-backlog");
    web.claim(&format!("{date} backlog c{company}  {said}"), &[format!("id: {id}")]);
    let mut left = 100;
    let count = 2 + web.chance.below(4);
    for customer in web.some(count, web.companies) {
        if customer == company {
            continue;
        }
        let part = 1 + web.chance.below(left / 3) as i64;
        left -= part as usize;
        let amount = money(whole * part / 100, Open::Much, &mut web.chance);
        let share = share(part * 100, Open::Much, &mut web.chance);
        let (told, keys) = match web.chance.below(2) {
            0 => (amount, Vec::new()),
            _ => (format!("{share} of {id}"), vec!["as: share of backlog".to_string()]),
        };
        web.claim(&format!("{date} backlog c{company} from c{customer}  {told}"), &keys);
    }
}

/// Revenues of quarters and years, one quarter of each year at times left out.
fn revenue(web: &mut Web, company: usize) {
    let open = if web.chance.happens(1, 2) { Open::Much } else { Open::Little };
    for year in 2023..2025 {
        web.cite(format!("s-c{company}-{year}"), &format!("{}-02-15", year + 1));
        let mut whole = 0;
        for quarter in 1..=4 {
            let truth = 50 + web.chance.below(4_000) as i64;
            whole += truth;
            if web.chance.happens(4, 5) {
                let said = money(truth, open, &mut web.chance);
                web.claim(&format!("{year}-Q{quarter} revenue c{company}  {said}"), &[]);
            }
        }
        let said = money(whole, open, &mut web.chance);
        web.claim(&format!("{year} revenue c{company}  {said}"), &[]);
        if web.chance.happens(1, 2) {
            let customer = web.other(company);
            let part = whole * (1 + web.chance.below(60) as i64) / 100;
            let said = money(part, Open::Much, &mut web.chance);
            web.claim(&format!("{year} revenue c{company} from c{customer}  {said}"), &[]);
        }
    }
}

/// Purchases from one seller, and their total.
fn purchases(web: &mut Web, company: usize) {
    let date = day(2025, web);
    web.cite(format!("s-c{company}-purchases"), &date);
    let seller = web.other(company);
    let (mut whole, mut parts) = (0, Vec::new());
    for at in 0..2 + web.chance.below(4) {
        let truth = 100 + web.chance.below(9_000) as i64;
        whole += truth;
        let said = money(truth, Open::Much, &mut web.chance);
        let id = format!("c{company}-buys-{at}");
        let header = format!("{date} buy c{company} -> c{seller}  {said}  signed");
        web.claim(&header, &[format!("id: {id}")]);
        parts.push(id);
    }
    let said = money(whole, Open::Much, &mut web.chance);
    let keys = [format!("id: c{company}-buys-in-all"), format!("total-of: {}", parts.join(", "))];
    web.claim(&format!("{date} buy c{company} -> c{seller}  {said}  signed"), &keys);
}
