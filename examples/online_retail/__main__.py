"""Runs the real register: a gift shop's orders and returns of two months, through every step a shop would take.

    python -m examples.online_retail DATA [FOLDER]

DATA holds `orders.csv.gz` and `returns.csv` of the set described in this folder's README. The set has no addresses,
so an e-mail column is derived from CustomerID and from nothing else. Everything after that is the ordinary command
line; the last lines hold what the register says against what is known about the data.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
KNOWN = {"match": 600, "quantity-above-bought": 2, "order-not-found": 493, "customer-missing": 56,
         "not-returnable": 24}
"""Lines per case, from the README of the data."""

NOT_GOODS = ("POST", "D", "M", "S", "DOT", "BANK CHARGES", "AMAZONFEE")


def main() -> int:
    """0 when the findings add up, no number stands twice and the second pass changes nothing."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp(prefix="online-retail-"))
    prepare(Path(sys.argv[1]), folder)
    run(folder, "import", "orders", "orders.csv.gz")
    run(folder, "import", "returns", "returns.csv")
    run(folder, "import", "returns", "returns.csv")
    run(folder, "plan")
    first = json.loads(run(folder, "sync", "--json", shown=False))
    before = fingerprint(folder)
    second = json.loads(run(folder, "sync", "--json", shown=False))
    return tell(first, second, unchanged=fingerprint(folder) == before, folder=folder)


def prepare(data: Path, folder: Path) -> None:
    """The shop's folder, and the two files with an e-mail column."""
    folder.mkdir(parents=True, exist_ok=True)
    run(folder, "init", "--language", "en", "--shop-name", "Online Retail", "--shop-email", "returns@shop.example",
        "--shop-address", "1 Example Street; Exampletown EX1 2AB")
    config = folder / "config.yaml"
    config.write_text(with_values(config.read_text(encoding="utf-8"), {
        "timezone": "Europe/London", "currency": "GBP", "max_mails_per_run": "1000",
        "not_goods": "[" + ", ".join(NOT_GOODS) + "]"}), encoding="utf-8")
    with_email(data / "orders.csv.gz", folder / "orders.csv.gz")
    with_email(data / "returns.csv", folder / "returns.csv")


def with_values(text: str, values: dict[str, str]) -> str:
    """The configuration with other values behind those keys; comments stay."""
    lines = []
    for line in text.splitlines():
        key = line.strip().partition(":")[0].lstrip("# ")
        if key in values and ":" in line and not line.startswith("#"):
            line = line[:line.index(":")] + ": " + values.pop(key)
        lines.append(line)
    if values:
        raise SystemExit(f"the configuration has no line for {', '.join(values)}")
    return "\n".join(lines) + "\n"


def with_email(source: Path, target: Path) -> None:
    """Copy a table and add `Email`, made of CustomerID (`17850` becomes `17850@customers.example`)."""
    opener = gzip.open if source.suffix == ".gz" else open
    with opener(source, "rt", encoding="utf-8", newline="") as read, \
            (gzip.open if target.suffix == ".gz" else open)(target, "wt", encoding="utf-8", newline="") as write:
        rows = csv.reader(read)
        header = next(rows)
        customer = header.index("CustomerID")
        writer = csv.writer(write)
        writer.writerow([*header, "Email"])
        writer.writerows([*row, f"{row[customer]}@customers.example" if row[customer] else ""] for row in rows)


def run(folder: Path, *words: str, shown: bool = True) -> str:
    """One command in the shop's folder, with the seconds it took."""
    print(f"$ rma-sheets {' '.join(words)}", flush=True)
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "rma_sheets", *words], cwd=folder, capture_output=True, text=True,
                          check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    if done.returncode or done.stderr:
        print(done.stderr.strip())
    if done.returncode not in (0, 4):
        raise SystemExit(done.returncode)
    lines = done.stdout.splitlines()
    print("\n".join([*lines[:14], "  ...", *lines[-3:]] if len(lines) > 18 else lines) if shown else "  (JSON)")
    print(f"  [{time.perf_counter() - start:.1f} s]\n", flush=True)
    return done.stdout


def fingerprint(folder: Path) -> tuple[str, int]:
    """The register's hash and the number of mails."""
    register = hashlib.sha256((folder / "returns.xlsx").read_bytes()).hexdigest()
    return register, len(list((folder / "outbox").glob("*.eml")))


def tell(first: dict, second: dict, *, unchanged: bool, folder: Path) -> int:  # type: ignore[type-arg]
    """Print what the register says beside what is known."""
    cases, further = classify(first)
    print(f"{'case':<28}{'known':>7}{'register':>10}")
    for case, known in KNOWN.items():
        print(f"{case:<28}{known:>7}{cases[case]:>10}")
    print(f"  of all lines, exact copies held: {further['duplicate-return']}")
    print(f"  of the matches, units that an earlier return already took: {further['quantity-already-returned']}")
    numbers = list(issued(first))
    print(f"numbers: {len(numbers)}, different: {len(set(numbers))}; mails: {first['mails']}")
    quiet = not second["written"] and not second["mails"] and unchanged
    print(f"second sync: {'nothing written, no mail, same file' if quiet else 'CHANGED SOMETHING'}")
    print(f"look at {folder}")
    good = cases == Counter(KNOWN) and len(numbers) == len(set(numbers)) and quiet
    print("adds up" if good else "DOES NOT ADD UP")
    return 0 if good else 1


def classify(report: dict) -> tuple[Counter[str], Counter[str]]:  # type: ignore[type-arg]
    """Lines per case by the first finding of each row that belongs to a case, and the further findings."""
    first: dict[int, str] = {}
    further: Counter[str] = Counter()
    for finding in report["findings"]:
        if finding["tab"] == "returns" and finding["code"] in KNOWN:
            first.setdefault(finding["row"], finding["code"])
        elif finding["code"] in ("duplicate-return", "quantity-already-returned"):
            further[finding["code"]] += 1
    cases = Counter(first.values())
    cases["match"] = report["rows"] - len(first)
    return cases, further


def issued(report: dict) -> Iterator[str]:  # type: ignore[type-arg]
    """The RMA numbers of the pass, from its lines."""
    return (note["rma_number"] for note in report["notes"] if note["sign"] == "+" and note["rma_number"][:3] == "RMA")


if __name__ == "__main__":
    sys.exit(main())
