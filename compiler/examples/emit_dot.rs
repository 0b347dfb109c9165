fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let here = std::env::current_dir().unwrap();
    for found in sopc::workspace::discover::discover(&[args[0].clone().into()], &here).found {
        let ws = sopc::workspace::Workspace::load(found, 0, &|p| p.display().to_string());
        for f in ws.file_ids() {
            let Some(d) = ws.document(f) else { continue };
            if d.kind == sopc::model::DocumentKind::Tests || !args[2..].is_empty() && !args[2..].iter().any(|a| *a == d.id.text) { continue }
            let flow = sopc::flow::flow(&ws, f, d);
            std::fs::write(format!("{}/{}.dot", args[1], d.id.text), sopc::emit::dot(&ws, f, &flow)).unwrap();
            std::fs::write(format!("{}/{}.mmd", args[1], d.id.text), sopc::emit::mermaid(&ws, f, &flow)).unwrap();
        }
    }
}
