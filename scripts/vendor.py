"""Fetch the third-party front-end files that stand in the repository (maintainers only; users need no Node).

Each package is packed by npm, its sha512 compared with the one written here, its files copied without
source-map lines, and NOTICE written anew. Raise a version by changing its two lines and running this again.
"""

import base64
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "bihuan" / "web" / "static" / "vendor"
SOURCE_MAP = re.compile(rb"^.*[#@] sourceMappingURL=.*\n?", re.MULTILINE)


@dataclass(frozen=True)
class Package:
    """One package of the npm registry; ``files`` maps a name in the archive to one in the target folder."""

    name: str
    version: str
    integrity: str
    licence: str
    copyright: str
    files: dict[str, str]


PACKAGES = (
    Package(
        name="modern-normalize",
        version="3.0.1",
        integrity="VqlMdYi59Uch6fnUPxnpijWUQe+TW6zeWCvyr6Mb7JibheHzSuAAoJi2c71ZwIaWKpECpGpYHoaaBp6rBRr+/g==",
        licence="MIT",
        copyright="Copyright (c) Nicolas Gallagher, Jonathan Neal, Sindre Sorhus",
        files={"modern-normalize.css": "modern-normalize.css", "license": "modern-normalize.LICENSE"},
    ),
)


def pack(package: Package, folder: Path) -> Path:
    """Let npm fetch the archive into ``folder``."""
    subprocess.run(
        ["npm", "pack", f"{package.name}@{package.version}", "--silent"],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return folder / f"{package.name.lstrip('@').replace('/', '-')}-{package.version}.tgz"


def check_digest(package: Package, archive: Path) -> None:
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != package.integrity:
        sys.exit(f"{package.name} {package.version}: sha512 is {found}, expected {package.integrity}")


def copy_files(package: Package, archive: Path) -> None:
    with tarfile.open(archive) as packed:
        for inside, outside in package.files.items():
            member = packed.extractfile(f"package/{inside}")
            if member is None:
                sys.exit(f"{package.name}: {inside} is not a file")
            (TARGET / outside).write_bytes(SOURCE_MAP.sub(b"", member.read()))


def notice() -> str:
    """Name every package with its licence and the files that came from it."""
    entries = (
        f"{package.name} {package.version}\n{package.copyright}\nLicence: {package.licence}\n"
        f"Files: {', '.join(sorted(package.files.values()))}\n"
        for package in PACKAGES
    )
    return "Third-party files in this folder, written by scripts/vendor.py.\n\n" + "\n".join(entries)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for package in PACKAGES:
            archive = pack(package, Path(name))
            check_digest(package, archive)
            copy_files(package, archive)
    (TARGET / "NOTICE").write_text(notice(), encoding="utf-8")


if __name__ == "__main__":
    main()
