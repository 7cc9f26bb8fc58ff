"""Files of the site beside their packed copies: what pages ask for, and each packed once for all upgrades.

Packing as tightly as it goes takes seconds in which a site that is upgraded stands still; unpacking none.
"""

import gzip
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

_UNPACK: dict[str, Callable[[bytes], bytes]] = {".br": brotli.decompress, ".gz": gzip.decompress}


class Packer(Compressor):  # type: ignore[misc]  # ships no types
    """Packed copies that are there stay if they hold what the file holds."""

    def compress(self, path: str) -> list[str]:
        file = Path(path)
        content, status = file.read_bytes(), file.stat()
        packed = [f"{path}{suffix}" for suffix in _UNPACK]
        if any(_unpacked(Path(name)) != content for name in packed):
            packed = super().compress(path)
        for name in packed:
            os.utime(name, (status.st_atime, status.st_mtime))
        return packed


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # ships no types
    """Pages name files by a digest of their content, and a script that has a smaller twin by that one's."""

    def create_compressor(self, **named: Any) -> Packer:
        return Packer(**named)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """What an older release packed of the others would be sent in their place, and goes."""
        asked_for = {hashed for name, hashed in self.hashed_files.items() if not self._has_smaller_twin(name)}
        for name in set(paths) - asked_for:
            for suffix in _UNPACK:
                Path(f"{self.path(name)}{suffix}").unlink(missing_ok=True)
        packed: Iterator[tuple[str, str]] = super().compress_files(asked_for.intersection(paths))
        return packed

    def _has_smaller_twin(self, name: str) -> bool:
        path = PurePosixPath(name)
        return str(path.with_suffix(f".min{path.suffix}")) in self.hashed_files


def _unpacked(path: Path) -> bytes | None:
    """Nothing for a file that is not there, or was left half written."""
    try:
        return _UNPACK[path.suffix](path.read_bytes())
    except (FileNotFoundError, EOFError, zlib.error, gzip.BadGzipFile, brotli.error):
        return None
