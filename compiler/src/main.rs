fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let parsed = sopc::syntax::parse(&text);
        let index = sopc::text::LineIndex::new(&text);
        for e in &parsed.errors {
            println!("{path}:{}: {}", index.line(e.span.start) + 1, e.message);
        }
    }
}
