#!/usr/bin/env python3
"""Sets sayso up in this checkout, once, and runs it.

    python3 run.py read examples/ferry.html     any command of sayso: read, schema, …
    python3 run.py test                         the tests; more arguments go to pytest
    python3 run.py check                        the linter, the formatter's check, the type checker
    python3 run.py docs                         writes the generated parts of the documentation
    python3 run.py wheel                        a wheel whose rules are compiled to C, in dist/

The first run makes a virtual environment in `.venv` beside this file (SAYSO_VENV names another
folder) and installs into it the versions that constraints.txt names; later runs find it ready.
Needs nothing but Python 3.11 or newer, and the package registry that pip is configured for.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / os.environ.get("SAYSO_VENV", ".venv")

# What each command of this file runs, one after the other, in the environment's Python.
TOOLS = {
    # Two at a time: half of what tests do is to wait, for servers, browsers and other processes.
    "test": [["-m", "pytest", "-n", "2", "--dist", "worksteal"]],
    "check": [
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy"],
    ],
    "docs": [["docs/build.py"]],
    # By way of a source distribution, so that what is compiled is a copy: Python would prefer it
    # to what is changed here afterwards.
    "wheel": [["-m", "build"]],
}
BUILDING = {
    "HATCH_BUILD_HOOK_ENABLE_MYPYC": "1",
    "PIP_CONSTRAINT": str(ROOT / "constraints.txt"),
}


def main(arguments):
    """Runs one command and returns its exit code: 2 for wrong usage or too old a Python."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        say(f"sayso needs Python 3.11 or newer, and {sys.executable} is {found}.")
        say("Install a newer one and run this file with it, for example: python3.12 run.py test")
        return 2
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(__doc__.strip())
        return 0 if arguments else 2

    command, rest = arguments[0], arguments[1:]
    tools = TOOLS.get(command)
    try:
        python = prepare("dev" if tools else "run")
    except (OSError, subprocess.CalledProcessError) as error:
        say(f"Setting sayso up in {ENVIRONMENT} failed: {error}")
        say(
            "The lines above say why. Most often there is no network, or Python came without its"
            " venv module (on Debian and Ubuntu: apt install python3-venv). Then try again."
        )
        return 1
    if tools is None:
        return run([python, "-m", "sayso", command, *rest])
    settings = BUILDING if command == "wheel" else {}
    return max(run([python, *tool, *rest], cwd=ROOT, **settings) for tool in tools)


def prepare(needs):
    """The Python of an environment with sayso and what it needs to "run" or for "dev"."""
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = fingerprint()
    # "dev" includes "run". A stamp is written last, so an interrupted installation is done again.
    stamps = [ENVIRONMENT / f"sayso-{name}.stamp" for name in (needs, "dev")]
    if python.exists() and any(
        stamp.exists() and stamp.read_text(encoding="utf-8") == wanted for stamp in stamps
    ):
        return str(python)

    say(f"Setting sayso up in {ENVIRONMENT}. This happens once and takes a minute or two.")
    if not usable(python):
        # What somebody else made there is never cleared, only what this file finished making.
        clear = ["--clear"] if list(ENVIRONMENT.glob("sayso-*.stamp")) else []
        make = [sys.executable, "-m", "venv", *clear, str(ENVIRONMENT)]
        subprocess.run(make, check=True, stdout=sys.stderr)
    subprocess.run(
        [
            str(python),
            *("-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"),
            *("--constraint", str(ROOT / "constraints.txt")),
            *("--editable", f"{ROOT}[dev]" if needs == "dev" else str(ROOT)),
        ],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
    )
    stamps[0].write_text(wanted, encoding="utf-8")
    return str(python)


def usable(python):
    """Whether `python` is there, new enough, and has pip."""
    test = f"import sys, pip; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        tried = subprocess.run([str(python), "-c", test], check=False, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return tried.returncode == 0


def fingerprint():
    """Changes when what must be installed does, or the folder that it is installed from."""
    digest = hashlib.sha256(f"{ROOT}\n".encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def run(command, cwd=None, **settings):
    """Runs `command` on this terminal, with `settings` in its environment, and returns its exit
    code, 130 when it was interrupted.
    """
    try:
        return subprocess.run(command, cwd=cwd, check=False, env=os.environ | settings).returncode
    except KeyboardInterrupt:
        return 130


def say(line):
    """Messages go to stderr: stdout is the command's own."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
