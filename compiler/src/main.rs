//! The command `sopc`. All of it is in the library, where tests can reach it.

/// Reading ten thousand documents is mostly allocating small things, on every core at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    sopc::command::main()
}
