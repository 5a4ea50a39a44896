//! `read --model` and `--replies`: proposals of a model, from a folder and from a server of our own
//! that is honest, sloppy or hostile.

use std::path::Path;

use counterflow_read::gate::Window;
use counterflow_read::{Span, View};
use tempfile::TempDir;

use crate::books::folder;
use crate::run::{Ran, run_in};

const NEWS: &str = "Corwin Partners bankrolls Delta Labs to the tune of up to $5 billion.\n";
const HONEST: &str = r#"{"claims": [{"kind": "investment", "from": "Corwin Partners",
    "to": "Delta Labs", "amount_text": "up to $5 billion", "share_text": null, "metric": null,
    "status": "reported",
    "quote": "Corwin Partners bankrolls Delta Labs to the tune of up to $5 billion"}]}"#;

fn place() -> TempDir {
    folder(&[("news.txt", NEWS.as_bytes())])
}

fn read(place: &Path, args: &[&str]) -> Ran {
    run_in(place, &[&["read", "news.txt", "--format", "jsonl"], args].concat())
}

/// Keeps a reply as the command would for the only part of the news.
fn keep(place: &Path, model: &str, reply: &str) {
    let view = View::plain(NEWS);
    let text = view.text().trim_end().to_string();
    let span = Span::new(0, text.len() as u32);
    let file = format!("{}.json", Window { span, text }.key(model));
    let whole = serde_json::json!({"reply": reply}).to_string();
    std::fs::create_dir_all(place.join("replies")).expect("a folder");
    std::fs::write(place.join("replies").join(file), whole).expect("a file");
}

#[test]
fn a_reply_that_is_kept_is_put_to_the_gate_without_any_network() {
    let place = place();
    keep(place.path(), "tester", HONEST);
    let ran = read(place.path(), &["--replies", "replies", "--model-name", "tester"]);
    assert!(ran.err.contains("1 proposed, 1 accepted"), "{}", ran.err);
    assert!(ran.out.contains("\"rule\":\"model:tester\""), "{}", ran.out);
    assert!(ran.out.contains("\"qualifier\":\"up_to\""), "{}", ran.out);
    // Another model has not replied.
    let ran = read(place.path(), &["--replies", "replies", "--model-name", "other"]);
    assert!(ran.err.contains("1 parts without a reply"), "{}", ran.err);
    assert_eq!(ran.out, "");
}

#[test]
fn what_fails_the_gate_is_told_and_changes_nothing() {
    let place = place();
    let plain = read(place.path(), &[]).out;
    for wrong in [
        HONEST.replace("$5 billion\",", "$6 billion\","),
        HONEST.replace("bankrolls Delta", "finances Delta"),
        HONEST.replace("\"up to $5", "\"$5"),
        HONEST.replace("\"from\": \"Corwin Partners\"", "\"from\": \"Amazon\""),
        HONEST.replace("reported", "terminated"),
        HONEST.replace("investment", "payment"),
    ] {
        keep(place.path(), "tester", &wrong);
        let ran = read(place.path(), &["--replies", "replies", "--model-name", "tester"]);
        assert!(ran.err.contains("rejected by test"), "{wrong}\n{}", ran.err);
        assert_eq!(ran.out, plain, "{wrong}");
    }
    keep(place.path(), "tester", "\u{1b}[31m no JSON");
    let ran = read(place.path(), &["--replies", "replies", "--model-name", "tester"]);
    assert!(ran.err.contains("no JSON of claims") && !ran.err.contains('\u{1b}'), "{}", ran.err);
    assert_eq!(ran.out, plain);
}

#[cfg(not(feature = "llm"))]
#[test]
fn without_asking_built_in_the_error_says_what_to_build() {
    let place = place();
    let ran = read(place.path(), &["--model", "http://localhost:1/v1"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--features llm"), "{}", ran.err);
}

#[cfg(feature = "llm")]
mod asked {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::thread::JoinHandle;
    use std::time::Duration;

    use super::*;
    use crate::run::{command, ended};

    /// How a server answers.
    enum Answer {
        Says(String),
        Status(u16, String),
        Silence,
    }

    /// Serves answers in a row; gives the address, and the requests at the end.
    fn serve(answers: Vec<Answer>) -> (String, JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}/v1", listener.local_addr().expect("an address"));
        let served = std::thread::spawn(move || {
            let mut requests = Vec::new();
            for answer in answers {
                let (mut stream, _) = listener.accept().expect("a call");
                requests.push(request(&mut stream));
                let (status, body) = match answer {
                    Answer::Says(text) => {
                        let body = serde_json::json!(
                            {"choices": [{"message": {"content": text}}]});
                        (200, body.to_string())
                    }
                    Answer::Status(status, body) => (status, body),
                    Answer::Silence => {
                        std::thread::sleep(Duration::from_secs(3));
                        continue;
                    }
                };
                let head = format!(
                    "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nLocation: http://127.0.0.1:1/\r\n\
                     Connection: close\r\n\r\n",
                    body.len()
                );
                // Who has had enough hangs up.
                let sent = stream.write_all(head.as_bytes());
                let _ = sent.and_then(|()| stream.write_all(body.as_bytes()));
            }
            requests
        });
        (address, served)
    }

    fn request(stream: &mut TcpStream) -> String {
        let mut bytes = Vec::new();
        let mut one = [0; 4096];
        loop {
            let count = stream.read(&mut one).expect("a request");
            bytes.extend_from_slice(&one[..count]);
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length = head.lines().find_map(|line| {
                line.to_lowercase().strip_prefix("content-length:")?.trim().parse::<usize>().ok()
            });
            if count == 0 || body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
    }

    const SECRET: &str = "sk-very-secret";

    fn ask(place: &Path, address: &str) -> Ran {
        let mut command = command();
        command.current_dir(place).env("COUNTERFLOW_MODEL_KEY", SECRET).args([
            "read",
            "news.txt",
            "--format",
            "jsonl",
            "--model",
            address,
            "--model-name",
            "tester",
            "--model-timeout",
            "1",
            "--replies",
            "replies",
        ]);
        let ran = ended(&mut command);
        assert!(!ran.out.contains(SECRET) && !ran.err.contains(SECRET), "{ran:?}");
        for entry in std::fs::read_dir(place.join("replies")).expect("a folder") {
            let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("a reply");
            assert!(!text.contains(SECRET), "{text}");
        }
        ran
    }

    #[test]
    fn an_honest_model_is_asked_once_and_its_reply_is_kept() {
        let place = place();
        let (address, served) = serve(vec![Answer::Says(HONEST.to_string())]);
        let first = ask(place.path(), &address);
        assert!(first.err.contains("1 proposed, 1 accepted"), "{}", first.err);
        let requests = served.join().expect("the server ends");
        assert_eq!(requests.len(), 1);
        let sent = &requests[0];
        assert!(sent.starts_with("POST /v1/chat/completions"), "{sent}");
        assert!(sent.contains("Corwin Partners bankrolls"), "{sent}");
        assert!(sent.contains("\"temperature\":0") && sent.contains("json_schema"), "{sent}");
        // The server is gone; the reply is there.
        let second = ask(place.path(), &address);
        assert_eq!(second.out, first.out);
        assert!(second.out.contains("model:tester"), "{}", second.out);
    }

    #[test]
    fn a_server_without_schemas_is_asked_again_without_one() {
        let place = place();
        let refuses = Answer::Status(400, "{\"error\": \"no schema\"}".to_string());
        let (address, served) = serve(vec![refuses, Answer::Says(HONEST.to_string())]);
        let ran = ask(place.path(), &address);
        assert!(ran.err.contains("1 accepted"), "{}", ran.err);
        let requests = served.join().expect("the server ends");
        assert!(!requests[1].contains("json_schema"), "{}", requests[1]);
    }

    #[test]
    fn a_server_that_fails_changes_nothing() {
        let huge = format!("{{\"x\": \"{}\"}}", "x".repeat(5 << 20));
        for (answer, told) in [
            (Answer::Status(500, "oops".to_string()), "status 500"),
            (Answer::Status(302, String::new()), "status 302"),
            (Answer::Status(200, "no JSON".to_string()), "it sent no JSON"),
            (Answer::Status(200, "{}".to_string()), "it sent no message"),
            (Answer::Status(200, huge), "longer than"),
            (Answer::Silence, "nothing came"),
            (Answer::Says("no claims here".to_string()), "no JSON of claims"),
        ] {
            let place = place();
            let (address, served) = serve(vec![answer]);
            let ran = ask(place.path(), &address);
            assert_eq!(ran.out, "", "{told}");
            assert!(ran.err.contains(told), "{told}: {}", ran.err);
            served.join().expect("the server ends");
        }
        let place = place();
        let ran = ask(place.path(), "http://127.0.0.1:1/v1");
        assert_eq!(ran.out, "");
        assert!(ran.err.contains("does not answer"), "{}", ran.err);
    }

    #[test]
    fn an_address_is_one_and_holds_no_password() {
        let place = place();
        for address in ["localhost", "ftp://x", "http://", "https://me:secret@host/v1"] {
            let ran = read(place.path(), &["--model", address]);
            assert_eq!(ran.code, 2, "{address}");
            assert!(!ran.err.contains("secret"), "{}", ran.err);
        }
    }
}
