//! The command `sopc`. All of it is in the library, where tests can reach it.

fn main() -> std::process::ExitCode {
    sopc::command::main()
}
