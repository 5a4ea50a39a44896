//! x
use std::sync::Arc;
use std::time::Instant;
use counterflow_claim::{Phrases, lower};
use counterflow_syntax::{Files, parse};
use counterflow_exchange::*;
fn t<T>(n: &str, f: impl FnOnce() -> T) -> T { let s = Instant::now(); let r = f(); eprintln!("{n} {:?}", s.elapsed()); r }
fn rss() { let s = std::fs::read_to_string("/proc/self/status").unwrap(); eprintln!("{}", s.lines().find(|l| l.starts_with("VmHWM")).unwrap()); }
fn main() {
    let mut text = String::new();
    for i in 0..40_000 { text.push_str(&format!("2026-01-30 invest a{i}, b each -> c  up to {i} bn USD  talks\n  id: x{i}\n  note: \"some words; here\"\n  source: s\n\n")); }
    eprintln!("book {} MB", text.len() >> 20);
    let mut files = Files::default();
    let id = files.add("main.book", text);
    let trees = t("parse", || [parse(&files, id).value]);
    let claims = t("lower", || lower(&trees, Arc::new(files), Phrases::default()).value);
    rss();
    let json = t("to_json", || to_json(&trees, &claims, None));
    eprintln!("json {} MB", json.len() >> 20);
    let csv = t("to_csv", || to_csv(&trees, &claims, None, false));
    eprintln!("csv {} MB", csv.len() >> 20);
    rss();
    let a = t("from_json", || from_json(&json).unwrap());
    let b = t("from_csv", || from_csv(&csv, false).unwrap());
    assert_eq!(a, b);
    rss();
    return;
    let h = |n: &str, s: String| { let m = s.len(); t(&format!("{n} {} MB", m >> 20), || { match from_json(&s) { Ok(_) => eprintln!("ok"), Err(e) => eprintln!("{} {}", e.mistakes()[0], e.omitted()) } }) };
    h("numbers", format!("{{\"format\":\"counterflow-book\",\"version\":1,\"files\":[{{\"path\":\"a\",\"entries\":[{}]}}]}}", vec!["5"; 25_000_000].join(",")));
    h("members", format!("{{\"format\":\"counterflow-book\",{}\"version\":1}}", "\"aaaaaaaaaaaaaaaa\":1,".repeat(2_000_000)));
    h("open", "{\"format\":\"".to_string() + &"x".repeat(100_000_000));
    h("nest", "[".repeat(100_000_000));
    h("lines", format!("{{\"format\":\"counterflow-book\",\"version\":1,\"files\":[{{\"path\":\"a\",\"entries\":[{{\"header\":{{\"declare\":\"company\",\"id\":\"a\"}},\"fields\":[{}]}}]}}]}}", vec!["{\"key\":\"k\",\"value\":\"v\",\"comment\":\"; c\"}"; 1_000_000].join(",")));
    let g = |n: &str, s: String| { let m = s.len(); t(&format!("csv {n} {} MB", m >> 20), || { match from_csv(&s, false) { Ok(_) => eprintln!("ok"), Err(e) => eprintln!("{} {}", e.mistakes()[0], e.omitted()) } }) };
    g("bars", format!("file,verb,name,note:\na,company,b,{}\n", "x | ".repeat(20_000_000)));
    g("commas", ",".repeat(50_000_000));
    g("cells", format!("file,verb\n{}\n", ",".repeat(50_000_000)));
    g("quotes", "\"".repeat(50_000_001));
    g("newlines", "\n".repeat(50_000_000));
    g("paths", format!("file,verb,to\n{}", (0..1_000_000).map(|i| format!("f/{i}/a,value,b\n")).collect::<String>()));
    g("lines", format!("file,verb,name,note:,lines\na,company,b,x,{}\n", "note | ".repeat(2_000_000)));
    let one = format!("company a\n{}", "  note: x ; c\n".repeat(500_000));
    let mut files = Files::default();
    let id = files.add("main.book", one);
    let trees = [parse(&files, id).value];
    let claims = lower(&trees, Arc::new(files), Phrases::default()).value;
    t("one entry", || { to_json(&trees, &claims, None); to_csv(&trees, &claims, None, true) });
    let one = "invest ".to_string() + &"a, ".repeat(3_000_000) + "a -> b\nbuy a -> b" + &" talks".repeat(3_000_000);
    let mut files = Files::default();
    let id = files.add("main.book", one);
    let trees = [parse(&files, id).value];
    let claims = lower(&trees, Arc::new(files), Phrases::default()).value;
    t("long header", || { let j = to_json(&trees, &claims, None); to_csv(&trees, &claims, None, true); from_json(&j).unwrap() });
    rss();
}
