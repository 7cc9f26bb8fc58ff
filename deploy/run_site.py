"""Knows how the sample site is started and stopped: its database, its answers, its server and its timed work.

It speaks to the site through `manage.py` only. It serves this machine and no other.
"""

import argparse
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR") or ROOT / "data").absolute()
MANAGE = [sys.executable, str(ROOT / "manage.py")]
SECONDS_TO_START = 60
SECONDS_TO_STOP = 10

# A sample site never touches what somebody has exported for a real one.
REAL_SITE = (
    "ALLOWED_HOSTS",
    "CACHE_URL",
    "DATABASE_URL",
    "EMAIL_URL",
    "ENV_FILE",
    "REPLICA_URL",
    "SECRET_KEY",
)

ACCOUNTS = {
    "editor": "medical editor",
    "editor2": "medical editor, the colleague who approves",
    "reviewer": "reviewer",
    "clinician": "reviewer with clinical credentials, may approve",
    "managing": "managing editor",
    "auditor": "reads everything",
    "admin": "administrator",
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Run the sample site on this machine.")
    parser.add_argument("--port", default="8000")
    parser.add_argument("--production", action="store_true", help="debugging off, gunicorn, hashed files")
    wanted = parser.parse_args()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    address = f"http://127.0.0.1:{wanted.port}/"
    os.environ.update(environment(address, is_production=wanted.production))
    try:
        prepare(is_production=wanted.production)
        serve(address, server_command(wanted.port, is_production=wanted.production))
    except KeyboardInterrupt:
        say("")


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def environment(address: str, *, is_production: bool) -> dict[str, str]:
    for name in REAL_SITE:
        os.environ.pop(name, None)
    return {
        "ALLOW_INSECURE_LOCAL": "1" if is_production else "0",
        "DATA_DIR": str(DATA_DIR),
        "DEBUG": "0" if is_production else "1",
        "DEMO_PASSWORD": os.environ.get("DEMO_PASSWORD") or kept_password(),
        "SAMPLE_SITE": "1",
        "SITE_URL": address.rstrip("/"),
    }


def kept_password() -> str:
    """Random once, so that a second start prints the same."""
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    path = DATA_DIR / "demo_password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(12))
    return path.read_text().strip()


def prepare(*, is_production: bool) -> None:
    say("3/4 Database" + (" and static files" if is_production else ""))
    manage("migrate", "--verbosity", "0")
    if is_production:
        manage("collectstatic", "--no-input", "--verbosity", "0")
    say("4/4 Sample answers")
    manage("load_samples", "--verbosity", "0")


def manage(*arguments: str) -> None:
    """A step that fails has said why on standard error; starting the site without it would hide that."""
    finished = subprocess.run([*MANAGE, *arguments], stdout=subprocess.DEVNULL, check=False)
    if finished.returncode:
        sys.exit(f"“manage.py {arguments[0]}” did not finish, so the site was not started.")


def server_command(port: str, *, is_production: bool) -> list[str]:
    where = f"127.0.0.1:{port}"
    if not is_production:
        return [*MANAGE, "runserver", where]
    gunicorn = [sys.executable, "-m", "gunicorn", "qa_site.wsgi", "--bind", where, "--no-control-socket"]
    return [*gunicorn, "--workers", "2", "--threads", "4", "--log-level", "warning"]


def serve(address: str, command: Sequence[str]) -> None:
    """The server and the timed work live and end together."""
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    timed_work = subprocess.Popen([*MANAGE, "run_due", "--loop"], stdout=subprocess.DEVNULL)
    try:
        wait_until_alive(address, server)
        say(welcome(address))
        server.wait()
        sys.exit("The server stopped.")
    finally:
        for process in (server, timed_work):
            process.terminate()
        for process in (server, timed_work):
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()


def wait_until_alive(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if server.poll() is not None:
            sys.exit("The server did not start; the lines above say why.")
        try:
            urllib.request.urlopen(f"{address}healthz/live", timeout=5).close()  # noqa: S310 -- loopback
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    sys.exit(f"The server did not answer within {SECONDS_TO_START} seconds.")


def welcome(address: str) -> str:
    people = [f"  {name:<10} {role}" for name, role in ACCOUNTS.items()]
    lines = [
        "",
        f"Citewell is ready: {address}",
        f"Sign in to write and review: {address}admin/",
        "",
        *people,
        "",
        f"One password for all: {os.environ['DEMO_PASSWORD']}",
        "Stop with Ctrl-C.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
