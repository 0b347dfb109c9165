fn main() {
    let paths: Vec<std::path::PathBuf> = std::env::args().skip(1).map(Into::into).collect();
    let here = std::env::current_dir().unwrap();
    let discovery = sopc::workspace::discover::discover(&paths, &here);
    for found in discovery.found {
        let ws = sopc::workspace::Workspace::load(found, 0, &|path| sopc::workspace::discover::shown(path, &here));
        let diagnostics = sopc::check::check(&ws, &Default::default());
        struct S<'a>(&'a sopc::workspace::Workspace);
        impl sopc::diagnostic::Sources for S<'_> {
            fn path(&self, f: sopc::diagnostic::FileId) -> &str { &self.0.file(f).unwrap().shown }
            fn text(&self, f: sopc::diagnostic::FileId) -> &str { &self.0.file(f).unwrap().text }
        }
        let f = sopc::diagnostic::render::Findings { diagnostics: &diagnostics, notices: &[], sources: &S(&ws), documents: 1 };
        print!("{}", sopc::diagnostic::render::render_to_string(&f, sopc::diagnostic::render::Format::Concise, Default::default()));
    }
}
