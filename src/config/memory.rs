//! How much memory a run may take.

/// Bytes that a run may take: nine tenths of what the system says is available, or 8 GiB where it
/// does not say.
pub fn available_bytes() -> u64 {
    const UNKNOWN: u64 = 8 << 30;
    std::fs::read_to_string("/proc/meminfo")
        .ok()
        .and_then(|text| mem_available_kib(&text))
        .map_or(UNKNOWN, |kib| kib * 1024 / 10 * 9)
}

fn mem_available_kib(meminfo: &str) -> Option<u64> {
    let line = meminfo
        .lines()
        .find(|line| line.starts_with("MemAvailable:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// `55.9 TiB`, `12.3 GiB`, `640 MiB`.
pub fn human(bytes: u64) -> String {
    let mib = bytes as f64 / f64::from(1 << 20);
    if mib >= 1024.0 * 1024.0 {
        format!("{:.1} TiB", mib / (1024.0 * 1024.0))
    } else if mib >= 1024.0 {
        format!("{:.1} GiB", mib / 1024.0)
    } else {
        format!("{mib:.0} MiB")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_meminfo_is_found() {
        let text = "MemTotal:       24000000 kB\nMemFree:  1 kB\nMemAvailable:   23000000 kB\n";
        assert_eq!(mem_available_kib(text), Some(23_000_000));
        assert_eq!(mem_available_kib("MemTotal: 5 kB\n"), None);
    }

    #[test]
    fn sizes_read_well() {
        assert_eq!(human(640 << 20), "640 MiB");
        assert_eq!(human(3 << 29), "1.5 GiB");
        assert_eq!(human(5 << 39), "2.5 TiB");
    }
}
