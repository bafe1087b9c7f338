"""1,000 labels as one PDF and as 1,000 files, and what a label costs beside its codes."""

from __future__ import annotations

import resource
import tempfile
from pathlib import Path

from benchmarks.measure import peak_megabytes, timed
from rma_sheets.adapters.files import write_file
from rma_sheets.render.codes import qr_svg
from rma_sheets.render.documents import Documents
from rma_sheets.render.sample import sample_context, sample_shop
from rma_sheets.render.signature import sign_number
from rma_sheets.shipped import shipped
from rma_sheets.texts import load_texts

LABELS = 1000
KEY = b"0" * 32


def contexts() -> list[dict[str, object]]:
    """Labels that differ in number and customer, one item each."""
    base = sample_context("approved", "en")
    items = base["items"]
    assert isinstance(items, list)
    return [{**base, "parcel_id": f"P-26-{number:05d}", "customer": {**base["customer"], "name": f"Customer {number}"},  # type: ignore[dict-item]
             "items": [{**items[0], "rma_number": f"RMA-26-{number:05d}-2"}]} for number in range(1, LABELS + 1)]


def measure(labels: list[dict[str, object]]) -> None:
    """Milliseconds a label, by paper; typst's process has ended afterwards."""
    texts = {language: load_texts(language) for language in ("en", "fr")}
    documents = Documents([shipped("templates")], texts, sample_shop("en"), lambda number: sign_number(number, KEY))
    documents.label(labels[0], "a6")
    for size in ("a6", "100x150", "a4"):
        one, content = timed(lambda size=size: documents.labels(labels, size))
        with tempfile.TemporaryDirectory() as folder:
            def files(size: str = size, folder: str = folder) -> None:
                for number, label in enumerate(labels):
                    write_file(Path(folder) / f"{number}.pdf", documents.label(label, size))
            many, _ = timed(files)
        print(f"{size:<8} one PDF {one:.1f} s ({one / LABELS * 1000:.1f} ms a label, {len(content) / 1e6:.1f} MB), "
              f"{LABELS:,} files {many:.1f} s ({many / LABELS * 1000:.1f} ms each, flushed to disk), "
              f"ratio {many / one:.1f}")


def main() -> None:
    """Labels, their codes, and the memory of it all."""
    labels = contexts()
    measure(labels)
    codes, _ = timed(lambda: [qr_svg(sign_number(str(label["parcel_id"]), KEY)) for label in labels])
    print(f"of which QR codes: {codes / LABELS * 1000:.1f} ms each; peak memory {peak_megabytes():.0f} MB, "
          f"of the typst process {peak_megabytes(resource.RUSAGE_CHILDREN):.0f} MB")


if __name__ == "__main__":
    main()
