"""Knows how a fresh clone becomes able to run: Python's environment and the exact set of packages.

It needs nothing but Python 3.11 itself, and knows nothing of the site. What fails is said in a sentence.
"""

import argparse
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
TESTS = ROOT / "tests"
SITE_LOCKS = [ROOT / "requirements.lock"]
TEST_LOCKS = [*SITE_LOCKS, TESTS / "requirements.lock"]
IS_WHOLE = "import importlib.util as u, sys; sys.exit(sys.version_info < (3, 11) or not u.find_spec('pip'))"
LOOPBACK = {"127.0.0.1", "localhost"}


def main() -> None:
    parser = argparse.ArgumentParser(description="Make this folder ready to run the site or its tests.")
    parser.add_argument("--tests", action="store_true", help="also what the tests need")
    parser.add_argument("--host", default="127.0.0.1", help="the address the site will have")
    parser.add_argument("--port", help="the port the site will have; refused if it is taken")
    wanted = parser.parse_args()

    if wanted.host not in LOOPBACK:
        sys.exit(
            f"The sample site serves this machine only, so HOST={wanted.host} is refused. Leave HOST out."
        )
    if wanted.port is not None:
        refuse_port(wanted.port)
    refuse_read_only(Path(os.environ.get("DATA_DIR") or ROOT / "data"))
    locks = TEST_LOCKS if wanted.tests else SITE_LOCKS
    if not is_installed(locks):
        refuse_read_only(VENV)
        make_environment()
        install(locks)
    if wanted.tests:
        install_browser_tools()


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def refuse_port(word: str) -> None:
    if not (word.isascii() and word.isdigit() and 1 <= int(word) <= 65535):
        sys.exit(f"PORT={word} is no port. Choose a number from 1024 to 65535, for example PORT=8001.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(word)))
        except PermissionError:
            sys.exit(f"Port {word} needs an administrator. Choose another, for example PORT=8001.")
        except OSError:
            sys.exit(
                f"Port {word} is taken. Stop what uses it, or choose another, for example PORT={free_port()}."
            )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def refuse_read_only(path: Path) -> None:
    """What counts is the nearest folder that exists: the path itself may still have to be made."""
    folder = next(parent for parent in [path.absolute(), *path.absolute().parents] if parent.exists())
    try:
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError:
        sys.exit(f"Nothing can be written in {folder}. Copy the project to a folder of yours and try there.")


def fingerprint(locks: list[Path]) -> str:
    return hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()


def is_installed(locks: list[Path]) -> bool:
    """What the tests need holds what the site needs, so the larger set serves for both."""
    enough = {fingerprint(locks), fingerprint(TEST_LOCKS)}
    return works() and STAMP.exists() and STAMP.read_text() in enough


def works() -> bool:
    """An environment that was copied or whose Python is gone looks whole but does not start."""
    try:
        started = subprocess.run(
            [PYTHON, "-c", IS_WHOLE],
            capture_output=True,
            check=False,
        )
    except OSError:
        return False
    return started.returncode == 0


def make_environment() -> None:
    if works():
        return
    say("1/4 Python environment")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False
    )
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "Python's venv module is missing or incomplete. Install it (Debian, Ubuntu: apt install "
            "python3-venv) and try again."
        )


def install(locks: list[Path]) -> None:
    say("2/4 Packages (about a minute the first time)")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "-r", str(locks[-1])], stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        reason = "\n".join(done.stderr.strip().splitlines()[-3:])
        sys.exit(f"{reason}\nThe packages could not be installed. Is there a network? Then try again.")
    STAMP.write_text(fingerprint(locks))


def install_browser_tools() -> None:
    """Without npm the tests still run; they name what they left out."""
    lock = TESTS / "package-lock.json"
    installed = TESTS / "node_modules" / "installed"
    if not shutil.which("npm") or (installed.exists() and installed.read_text() == fingerprint([lock])):
        return
    say("Browser tools for the tests")
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=TESTS, stdout=subprocess.DEVNULL, check=False).returncode:
        say("The browser tools could not be installed; their tests will be left out.")
        return
    installed.write_text(fingerprint([lock]))


if __name__ == "__main__":
    main()
