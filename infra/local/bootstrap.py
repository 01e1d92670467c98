"""Makes `.venv` with all that Inari needs, once, with any Python that is there; run by the Makefile before all else.

Only the standard library, and nothing that an old Python can't read: the first thing to say is that it is too old.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time

LEAST = (3, 11)
OTHERS = ("python3.13", "python3.12", "python3.11", "python3.14")  # the newest last: fewest packages are ready for it
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")


def main() -> int:
    """Make or renew the environment where that is needed; costs nothing when it is not."""
    if sys.version_info < LEAST:
        return with_newer_python()
    folder = os.path.join(ROOT, ".venv")
    stamp = os.path.join(folder, "installed")
    wanted = fingerprint()
    if read(stamp) == wanted:
        return 0
    with open(os.path.join(ROOT, ".venv.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another make may be at it in another terminal
        if read(stamp) == wanted:
            return 0
        begun = time.time()
        say(f"Preparing .venv with Python {version()}, once (two minutes or so; later starts skip it)")
        if not make_folder(folder) or not install(folder):
            return 1
        with open(stamp, "w") as file:
            file.write(wanted)
        say(f"  ready in {time.time() - begun:.0f} s")
    return 0


def with_newer_python() -> int:
    """Start again with a Python that is new enough, or say what is missing."""
    for name in OTHERS:
        path = shutil.which(name)
        if path and subprocess.call([path, "-c", "pass"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            return subprocess.call([path, os.path.abspath(__file__)])
    say(f"Inari needs Python {LEAST[0]}.{LEAST[1]} or newer; this is {version()} ({sys.executable}).")
    say("Install one from python.org or your system's packages, or name it: make run PYTHON=/path/to/python3.12")
    return 1


def fingerprint() -> str:
    """Return what the environment depends on: the lists of packages, the Python, and where the environment is."""
    digest = hashlib.sha256()
    for name in REQUIREMENTS:
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    digest.update(f"{sys.version} {ROOT}".encode())
    return digest.hexdigest()


def version() -> str:
    """Return the running Python's version as people write it."""
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def read(path: str) -> str:
    """Return the file's text, empty if there is none."""
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


def make_folder(folder: str) -> bool:
    """Make a fresh virtual environment; what a broken off attempt has left goes."""
    command = [sys.executable, "-m", "venv", "--clear", folder]
    made = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode == 0:
        return True
    say(made.stdout.decode(errors="replace"))
    say("Python could not make a virtual environment. On Debian and Ubuntu it is a package of its own:")
    say("  sudo apt install python3-venv")
    return False


def install(folder: str) -> bool:
    """Install the packages, and say which one is at hand; when one can't be had, say which and what to look at."""
    pip = [os.path.join(folder, "bin", "python"), "-m", "pip"]
    command = [*pip, "install", "--progress-bar", "off", "-r", "requirements-dev.txt"]
    lines, found = [], 0
    running = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True
    )
    for line in running.stdout or ():
        lines.append(line.rstrip())
        if line.startswith("Collecting "):
            found += 1
            progress(f"  {found:3} packages found, now {line.split()[1]}")
        elif line.startswith("Installing collected"):
            progress(f"  {found:3} packages found, now installing them\n")
    if running.wait() == 0:
        return True
    say("")
    say("\n".join("    " + line for line in [line for line in lines if "ERROR" in line][-5:] or lines[-10:]))
    say("A package could not be installed. It needs a network that reaches pypi.org, or a mirror:")
    say("  PIP_INDEX_URL=https://… make run")
    return False


def progress(text: str) -> None:
    """Show the text in the place of the last one on a terminal, and not at all in a log but for whole lines."""
    if sys.stdout.isatty():
        sys.stdout.write("\r\033[K" + text)
        sys.stdout.flush()
    elif text.endswith("\n"):
        say(text.rstrip())


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
