//! Progress of long work. In: what is being done. Out: one line on the standard error, if that is a
//! terminal and the work lasts; gone when the work is done.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Shorter work is not worth a word.
const PATIENCE: Duration = Duration::from_millis(500);
const BEAT: Duration = Duration::from_millis(100);

/// Shown until it is dropped.
pub struct Progress {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    doing: String,
    done: bool,
}

impl Progress {
    pub fn new(doing: &str) -> Self {
        let shared = Arc::new(Shared::default());
        let mut progress = Self { shared: shared.clone(), thread: None };
        progress.now(doing);
        let show = move || show(&shared);
        progress.thread = io::stderr().is_terminal().then(|| std::thread::Builder::new().spawn(show).ok()).flatten();
        progress
    }

    /// What is done from now on.
    pub fn now(&self, doing: &str) {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner).doing = doing.to_string();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner).done = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn show(shared: &Shared) {
    let start = Instant::now();
    let mut state = shared.state.lock().unwrap_or_else(PoisonError::into_inner);
    let mut shown = false;
    while !state.done {
        let elapsed = start.elapsed();
        if elapsed >= PATIENCE {
            let _ = write!(io::stderr(), "\r\u{1b}[K{} … {}.{} s", state.doing, elapsed.as_secs(), elapsed.subsec_millis() / 100);
            shown = true;
        }
        let wait = if elapsed < PATIENCE { PATIENCE - elapsed } else { BEAT };
        (state, _) = shared.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner);
    }
    if shown {
        let _ = write!(io::stderr(), "\r\u{1b}[K");
    }
}
