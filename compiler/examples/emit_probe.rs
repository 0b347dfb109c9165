fn main() {
    use rayon::prelude::*;
    let args: Vec<String> = std::env::args().skip(1).collect();
    let here = std::env::current_dir().unwrap();
    let paths: Vec<std::path::PathBuf> = vec![args[0].clone().into()];
    let t = std::time::Instant::now();
    for found in sopc::workspace::discover::discover(&paths, &here).found {
        let root = found.root.clone();
        let ws = sopc::workspace::Workspace::load(found, 0, &|p| p.display().to_string());
        eprintln!("load {:?}", t.elapsed());
        let t = std::time::Instant::now();
        let out: Vec<_> = sopc::emit::build(&ws).collect();
        eprintln!("build {:?}: {} files, {} bytes", t.elapsed(), out.len(), out.iter().map(|f| f.1.len()).sum::<usize>());
        if let Some(dir) = args.get(1) {
            let dir = std::path::Path::new(dir).join(root.file_name().unwrap());
            std::fs::create_dir_all(&dir).unwrap();
            for (p, b) in out { std::fs::write(dir.join(p), b).unwrap(); }
        }
    }
}
