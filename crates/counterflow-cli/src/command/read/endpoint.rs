//! An endpoint that answers as OpenAI's chat completions do.

use std::time::Duration;

use counterflow_read::gate::{SCHEMA, TASK, Window};
use serde_json::{Value, json};

use crate::output::Failure;

/// The variable with the key of the endpoint. It goes into the head of a request and nowhere else.
const KEY: &str = "COUNTERFLOW_MODEL_KEY";
/// So many bytes a reply may have.
const LONGEST: u64 = 4 << 20;

/// Where a model is asked.
pub struct Endpoint {
    agent: ureq::Agent,
    url: String,
    model: String,
    key: Option<String>,
}

impl Endpoint {
    /// The endpoint at an address, asked for so many seconds at most: that of the service, as `http://localhost:8080/v1`, or of its
    /// chat completions.
    ///
    /// # Errors
    ///
    /// [`Failure::Call`] if the address is none, or holds a password.
    #[expect(clippy::disallowed_methods, reason = "the command line reads the environment")]
    pub fn new(url: &str, model: &str, seconds: u64) -> Result<Endpoint, Failure> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let Some(rest) = rest.filter(|rest| !rest.is_empty()) else {
            let text = format!("`{url}` is no address; write it as `http://localhost:8080/v1`");
            return Err(Failure::Call(text));
        };
        if rest.split('/').next().is_some_and(|host| host.contains('@')) {
            let text = format!("an address must not hold a password; put the key into {KEY}");
            return Err(Failure::Call(text));
        }
        let path = url.trim_end_matches('/');
        let url = match path.ends_with("/chat/completions") {
            true => path.to_string(),
            false => format!("{path}/chat/completions"),
        };
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(seconds.max(1))))
            .http_status_as_error(false)
            // A key is not carried to where an answer points.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build()
            .new_agent();
        let key = std::env::var(KEY).ok().filter(|key| !key.is_empty());
        Ok(Endpoint { agent, url, model: model.to_string(), key })
    }

    /// The reply to a window, as the model wrote it.
    pub fn ask(&self, window: &Window) -> Result<String, String> {
        let (status, text) = self.send(&self.body(window, true))?;
        // Not every server takes a schema.
        let (status, text) = match status {
            400 | 422 => self.send(&self.body(window, false))?,
            _ => (status, text),
        };
        match status {
            200 => content(&text),
            300..400 => Err(format!("status {status}: name the address that it points to")),
            _ => Err(format!("status {status}")),
        }
    }

    fn body(&self, window: &Window, form: bool) -> Value {
        let mut body = json!({
            "model": self.model,
            "temperature": 0,
            "seed": 1,
            "messages": [
                {"role": "system", "content": TASK},
                {"role": "user", "content": window.text},
            ],
        });
        let schema: Option<Value> = serde_json::from_str(SCHEMA).ok();
        if let Some(schema) = schema.filter(|_| form) {
            let schema = json!({"name": "claims", "strict": true, "schema": schema});
            body["response_format"] = json!({"type": "json_schema", "json_schema": schema});
        }
        body
    }

    fn send(&self, body: &Value) -> Result<(u16, String), String> {
        let mut request = self.agent.post(&self.url).header("Content-Type", "application/json");
        if let Some(key) = &self.key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        let mut response = request.send(body.to_string()).map_err(|error| told(&error))?;
        let text = response.body_mut().with_config().limit(LONGEST).read_to_string();
        Ok((response.status().as_u16(), text.map_err(|error| told(&error))?))
    }
}

fn told(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => "nothing came in the time of `--model-timeout`".to_string(),
        ureq::Error::BodyExceedsLimit(_) => format!("it is longer than {LONGEST} bytes"),
        ureq::Error::BadUri(_) => "the address cannot be read".to_string(),
        ureq::Error::HostNotFound => "there is no such host".to_string(),
        ureq::Error::Io(error) => crate::load::reason(error),
        _ => "the exchange failed".to_string(),
    }
}

/// What the model wrote, out of what the server sent.
fn content(text: &str) -> Result<String, String> {
    let sent: Value = serde_json::from_str(text).map_err(|_| "it sent no JSON".to_string())?;
    let content = sent["choices"][0]["message"]["content"].as_str();
    content.map(str::to_string).ok_or_else(|| "it sent no message".to_string())
}
