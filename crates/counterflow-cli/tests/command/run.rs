//! Running the command, with what must hold whatever it is asked.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// No command takes so long; one that does is taken to hang.
const PATIENCE: Duration = Duration::from_secs(400);

/// How a command ended.
#[derive(Debug)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The command, not yet started.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterflow"));
    command.env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

/// Runs the command with arguments.
pub fn run(args: &[&str]) -> Ran {
    ended(command().args(args))
}

/// Runs the command with arguments in a folder.
pub fn run_in(folder: &Path, args: &[&str]) -> Ran {
    ended(command().args(args).current_dir(folder))
}

/// Runs the command with bytes on standard input.
pub fn run_with(args: &[&str], input: &[u8]) -> Ran {
    let mut child = command()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut pipe = child.stdin.take().expect("standard input is a pipe");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || pipe.write_all(&input));
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("the writer ends").expect("the command reads all that it is given");
    ran(&output)
}

/// Runs a prepared command to its end.
pub fn ended(command: &mut Command) -> Ran {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let child = child.expect("the command starts");
    let (sender, receiver) = mpsc::channel();
    let id = child.id();
    std::thread::spawn(move || sender.send(child.wait_with_output()));
    match receiver.recv_timeout(PATIENCE) {
        Ok(output) => ran(&output.expect("the command ends")),
        Err(_) => {
            let _ = Command::new("kill").arg("-9").arg(id.to_string()).status();
            panic!("{command:?} does not end");
        }
    }
}

/// Reads how a command ended. It never panics, is never killed, and keeps to its exit codes.
pub fn ran(output: &Output) -> Ran {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let ran = Ran {
        code: output.status.code().unwrap_or(-1),
        out: text(&output.stdout),
        err: text(&output.stderr),
    };
    assert!((0..=2).contains(&ran.code), "{:?}\n{}", output.status, ran.err);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    assert!(ran.code != 2 || (ran.out.is_empty() && !ran.err.is_empty()), "{ran:?}");
    ran
}

impl Ran {
    /// Asserts that all is well and nothing is said beside the data, and gives the data.
    #[track_caller]
    pub fn clean(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// Asserts that the book is wrong, and gives the data.
    #[track_caller]
    pub fn wrong(self) -> String {
        assert_eq!(self.code, 1, "{}{}", self.out, self.err);
        self.out
    }

    /// Asserts that the call is wrong and printed no data, and gives the complaint.
    #[track_caller]
    pub fn refused(self) -> String {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{}", self.err);
        self.err
    }
}
