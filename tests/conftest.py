"""What several test files share: where the shared data lies, and a page to read."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
SAMPLES = Path(__file__).parents[1] / "src" / "onrecord" / "samples" / "pages"

STORY = """Marsh bridge to reopen, says Velden minister

Velden, 4 March 2031 (Meridian Wire) - The Marsh bridge will reopen on Friday, Transport Minister Ada Brunn said.

“We have kept our word and the bridge is safe,” Brunn told reporters in Velden.

According to the Harbour Guild, forty ships are still waiting.

She added that the toll would not rise before June.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A page of plain text, an invented story."""
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8", newline="")
    return path


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared data and scorers; the test is skipped where they are absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared data is not beside the repository")
    return SHARED
