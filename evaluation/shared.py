"""Where the shared data and scorers lie, and how a scorer is run."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def score(scorer: str, *arguments: str | Path) -> dict[str, Any]:
    """Run a shared scorer and return its JSON report.

    Raises SystemExit, with the scorer's own sentence, where it refuses its input.
    """
    command = [sys.executable, str(SHARED / "bench" / scorer), *map(str, arguments), "--json", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr.strip())
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def hash_of(paths: Iterable[Path]) -> str:
    """Return one SHA-256 over the names and bytes of files, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
