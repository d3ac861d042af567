"""Makes the project's own Python environment and runs a command in it; the Makefile calls it.

It runs under whatever `python3` a machine has, so it uses nothing but the standard library and no syntax that an old
Python cannot read: what is wrong is to be said in one line, not in a traceback.

    python3 scripts/bootstrap.py [--tests] [command …]
"""

import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOCK = "requirements.lock"
# A superset of the first, with the same versions.
TEST_LOCK = "requirements-test.lock"


def give_up(sentence: str) -> None:
    """End with one line that says what to do."""
    sys.exit(f"make: {sentence}")


def python_that_is_new_enough() -> str:
    """Return an interpreter that is new enough, this one if it is, or give up."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for name in NEWER:
        found = shutil.which(name)
        if found:
            return found
    give_up(
        f"Python {sys.version_info[0]}.{sys.version_info[1]} is too old. Install Python 3.11 or newer "
        "(Debian: apt install python3; macOS: python.org), or name one: PYTHON=/path/to/python3 make run"
    )
    return ""


def make_environment(python: str, venv: str) -> None:
    """Make an empty environment, or give up with what is missing."""
    if subprocess.call([python, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL) != 0:
        give_up("Python cannot make environments here. Run `apt install python3-venv` as root, then try again.")
    try:
        os.makedirs(venv, exist_ok=True)
        trial = os.path.join(venv, "writable")
        with open(trial, "w"):
            pass
        os.remove(trial)
    except OSError as problem:
        folder = os.path.dirname(venv)
        give_up(f"The folder {folder} cannot be written ({problem.strerror}). Give yourself the right to write there.")
    print("Making .venv …", flush=True)
    if subprocess.call([python, "-m", "venv", "--clear", venv]) != 0:
        give_up("The environment could not be made; what Python wrote above says why.")
    write(os.path.join(venv, "made-at"), venv)


def read(path: str) -> str:
    """Return what a small file says, or nothing where there is none."""
    if not os.path.exists(path):
        return ""
    with open(path) as file:
        return file.read()


def write(path: str, text: str) -> None:
    """Write a small file."""
    with open(path, "w") as file:
        file.write(text)


def interpreter_in(venv: str) -> str:
    """Return the interpreter of an environment."""
    return os.path.join(venv, "bin", "python")


def is_usable(venv: str) -> bool:
    """Tell whether the environment is there, was made in this place, and its interpreter still starts."""
    python = interpreter_in(venv)
    # The programs in an environment name their interpreter by its full path, so a moved folder breaks them.
    if read(os.path.join(venv, "made-at")) != venv:
        return False
    check = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    return os.path.exists(python) and subprocess.call([python, "-c", check], stderr=subprocess.DEVNULL) == 0


def fingerprint(lock: str) -> str:
    """Return what tells one set of pinned packages from another."""
    with open(os.path.join(ROOT, lock), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def is_installed(venv: str, lock: str) -> bool:
    """Tell whether exactly these packages were installed before."""
    return read(os.path.join(venv, "installed-" + lock)) == fingerprint(lock)


def install(venv: str, lock: str) -> None:
    """Install exactly the pinned packages, each checked by its hash."""
    print(f"Installing the packages of {lock}; this takes a minute or two …", flush=True)
    pip = [interpreter_in(venv), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
    # One file at a time: a lock names every package, so nothing is left to resolve.
    if subprocess.call([*pip, "--require-hashes", "--requirement", os.path.join(ROOT, lock)]) != 0:
        give_up("The packages could not be installed; see above (is the network there?), then try again.")
    for name in {lock, LOCK}:
        write(os.path.join(venv, "installed-" + name), fingerprint(name))


def main(arguments: "list[str]") -> None:
    """Make the environment, then become the command."""
    lock = LOCK
    if arguments[:1] == ["--tests"]:
        arguments, lock = arguments[1:], TEST_LOCK
    venv = os.path.join(ROOT, ".venv")
    python = python_that_is_new_enough()
    if not is_usable(venv):
        make_environment(python, venv)
    if not is_installed(venv, lock):
        install(venv, lock)
    if arguments:
        os.chdir(ROOT)
        os.execv(interpreter_in(venv), [interpreter_in(venv), *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
