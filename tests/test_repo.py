"""The repository's promises: what stands in it, what must not, and how it is set up."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from importlib.util import module_from_spec, spec_from_file_location
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent

LARGEST_FILE = 40 * 1000 * 1000
"""Bytes; the model with its tokenizer is the largest thing here."""

# Put together, so that this file does not hold what it looks for.
REGISTRY_ADDRESSES = [
    "index" + "-url",
    "find" + "-links",
    "pypi" + ".org/simple",
    "files.python" + "hosted.org",
    '"resolved"' + ': "http',
]


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """The files that git tracks here."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    """The `[project]` table of pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        table: dict[str, Any] = tomllib.load(file)["project"]
    return table


@pytest.fixture
def run_py(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`run.py` as a module, whose environment lies in a folder of the test's own."""
    monkeypatch.setenv("SAYSO_VENV", str(tmp_path / "venv"))
    spec = spec_from_file_location("run_py", ROOT / "run.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pinned(path: Path) -> dict[str, str]:
    """Names and versions of a constraints file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines)


class TestContents:
    def test_no_registry_is_named(self, tracked: list[Path]) -> None:
        found = [
            f"{path.relative_to(ROOT)}: {address}"
            for path in tracked
            for address in REGISTRY_ADDRESSES
            if address.encode() in path.read_bytes()
        ]
        assert found == []

    def test_no_path_of_a_machine(self, tracked: list[Path]) -> None:
        paths = {f"{ROOT}/", f"{ROOT.parent}/", f"{Path.home()}/", f"{sys.prefix}/"} - {"//"}
        known = [re.escape(path.encode()) for path in sorted(paths)]
        patterns = re.compile(b"|".join([*known, rb"/(?:home|Users)/[a-z]\w*/"]))
        found = [
            f"{path.relative_to(ROOT)}: {match[0]!r}"
            for path in tracked
            if (match := patterns.search(path.read_bytes()))
        ]
        assert found == []

    def test_no_lock_file_with_addresses(self, tracked: list[Path]) -> None:
        names = {path.name for path in tracked}
        assert names & {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock"} == set()

    def test_no_file_is_too_large(self, tracked: list[Path]) -> None:
        assert [path for path in tracked if path.stat().st_size > LARGEST_FILE] == []

    def test_nothing_shipped_is_ignored(self) -> None:
        """Builds leave out what git ignores, so an ignored model file would not be installed."""
        shipped = [
            str(path.relative_to(ROOT))
            for path in (ROOT / "src").rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        ]
        try:
            ignored = subprocess.run(
                ["git", "check-ignore", "--no-index", "--stdin"],
                cwd=ROOT,
                check=False,
                input="\n".join(shipped),
                capture_output=True,
                text=True,
            )
        except OSError:
            pytest.skip("git is not installed")
        if ignored.returncode == 128:
            pytest.skip("not a git checkout")
        assert ignored.stdout.splitlines() == []

    def test_licence_and_types_are_there(self, project: dict[str, Any]) -> None:
        assert project["license"] == "Apache-2.0"
        licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
        assert licence.split()[:4] == ["Apache", "License", "Version", "2.0,"]
        assert "all-MiniLM-L6-v2" in (ROOT / "NOTICE").read_text(encoding="utf-8")
        assert (ROOT / "src/sayso/py.typed").is_file()

    def test_changelog_begins_with_this_version(self, project: dict[str, Any]) -> None:
        changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
        newest = re.search(r"^## (\S+)", changelog, re.MULTILINE)
        assert newest
        assert newest[1] == project["version"]


class TestDependencies:
    @pytest.mark.parametrize("name", ["constraints.txt", "training/constraints.txt"])
    def test_constraints_are_names_and_versions(self, name: str) -> None:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        assert lines
        odd = [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line)]
        assert odd == []
        names = [line.split("==")[0] for line in lines]
        assert names == sorted(set(names))

    def test_every_requirement_is_pinned_within_its_bounds(self, project: dict[str, Any]) -> None:
        extras = project["optional-dependencies"]
        everywhere = pinned(ROOT / "constraints.txt")
        for requirements, pins in (
            (
                [
                    *project["dependencies"],
                    *extras["charts"],
                    *extras["parquet"],
                    *extras["ray"],
                    *extras["dev"],
                ],
                everywhere,
            ),
            (extras["train"], pinned(ROOT / "training/constraints.txt")),
        ):
            for requirement in map(Requirement, requirements):
                if requirement.name == "sayso":  # with others of its own extras
                    continue
                version = pins.get(canonicalize_name(requirement.name))
                assert version, f"{requirement.name} is not pinned"
                assert requirement.specifier.contains(version), f"{requirement} is pinned {version}"

    def test_both_constraints_agree(self) -> None:
        """Training installs under both at once."""
        here, there = pinned(ROOT / "constraints.txt"), pinned(ROOT / "training/constraints.txt")
        assert {name: here[name] for name in here.keys() & there} == {
            name: there[name] for name in here.keys() & there
        }

    def test_reading_needs_nothing_of_training(self, project: dict[str, Any]) -> None:
        runtime = {Requirement(line).name for line in project["dependencies"]}
        training = {Requirement(line).name for line in project["optional-dependencies"]["train"]}
        assert runtime & training == set()
        heavy = {"torch", "nncf", "safetensors", "transformers"}
        assert heavy & pinned(ROOT / "constraints.txt").keys() == set()


def imports_of(path: Path) -> set[str]:
    """Modules that the file imports anywhere, dotted."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


class TestLayout:
    def test_what_sayso_imports_is_declared(self, project: dict[str, Any]) -> None:
        optional = project["optional-dependencies"]
        extras = (optional[name] for name in ("charts", "parquet", "ray"))
        lines = [*project["dependencies"], *chain.from_iterable(extras)]
        declared = {canonicalize_name(Requirement(line).name).replace("-", "_") for line in lines}
        # `_typeshed` is the type checkers' own.
        known = declared | set(sys.stdlib_module_names) | {"sayso", "_typeshed"}
        for path in (ROOT / "src").rglob("*.py"):
            tops = {name.partition(".")[0] for name in imports_of(path)}
            assert tops - known == set(), path

    def test_sayso_imports_nothing_that_makes_or_measures_it(self) -> None:
        foreign = {"torch", "nncf", "safetensors", "training", "benchmarks", "tests", "docs"}
        for path in (ROOT / "src").rglob("*.py"):
            tops = {name.partition(".")[0] for name in imports_of(path)}
            assert tops & foreign == set(), path

    @pytest.mark.parametrize(
        ("package", "later"),
        [
            ("pages", ("reader", "views", "api", "cli")),
            ("reader", ("views", "api", "cli")),
            ("views", ("api", "cli")),
        ],
    )
    def test_packages_import_only_from_those_before(
        self, package: str, later: tuple[str, ...]
    ) -> None:
        forbidden = tuple(f"sayso.{name}" for name in later)
        files = list((ROOT / "src/sayso" / package).rglob("*.py"))
        assert files
        for path in files:
            wrong = {
                name
                for name in imports_of(path)
                if any(name == other or name.startswith(f"{other}.") for other in forbidden)
            }
            assert wrong == set(), path

    def test_rooms_of_the_reader_need_one_another_one_way_only(self) -> None:
        folder = ROOT / "src/sayso/reader"
        needs: dict[str, set[str]] = {}
        for path in folder.rglob("*.py"):
            room = path.relative_to(folder).parts[0].removesuffix(".py")
            names = (name.split(".") for name in imports_of(path))
            needed = {name[2] for name in names if name[:2] == ["sayso", "reader"] and name[2:]}
            needs.setdefault(room, set()).update(needed - {room})
        assert {"scoring", "statements", "events"} <= needs.keys()
        TopologicalSorter(needs).prepare()


class TestRun:
    def test_usage_names_every_command(self, run_py: ModuleType, capsys: Any) -> None:
        assert run_py.main(["--help"]) == 0
        usage = capsys.readouterr().out
        for command in [*run_py.TOOLS, "read"]:
            assert f"python3 run.py {command}" in usage
        assert run_py.main([]) == 2

    def test_python_that_is_too_old_is_told_so(
        self, run_py: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: Any
    ) -> None:
        monkeypatch.setattr(sys, "version_info", (3, 9, 18))
        assert run_py.main(["test"]) == 2
        message = capsys.readouterr().err
        assert "sayso needs Python 3.11 or newer" in message
        assert "is 3.9.18" in message
        assert "python3.12 run.py test" in message

    def test_failed_set_up_says_what_to_do(
        self, run_py: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: Any
    ) -> None:
        def refuse(command: list[str], **_: Any) -> None:
            raise subprocess.CalledProcessError(1, command)

        monkeypatch.setattr(run_py, "usable", lambda python: False)
        monkeypatch.setattr(run_py.subprocess, "run", refuse)
        assert run_py.main(["read", "x.html"]) == 1
        message = capsys.readouterr().err
        assert "Setting sayso up in" in message
        assert "python3-venv" in message

    def test_set_up_is_done_once_and_again_when_it_is_stale(
        self, run_py: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ran: list[list[str]] = []

        def note(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
            ran.append(command)
            return subprocess.CompletedProcess(command, 0)

        monkeypatch.setattr(run_py.subprocess, "run", note)
        python = run_py.ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        python.parent.mkdir(parents=True)
        python.touch()

        def installs() -> list[list[str]]:
            return [command for command in ran if "install" in command]

        assert run_py.prepare("run") == str(python)
        (install,) = installs()
        assert install[install.index("--constraint") + 1] == str(ROOT / "constraints.txt")
        assert install[-1] == str(ROOT)

        ran.clear()
        run_py.prepare("run")
        assert ran == []

        run_py.prepare("dev")
        assert [command[-1] for command in installs()] == [f"{ROOT}[dev]"]

        ran.clear()
        run_py.prepare("run")
        assert ran == []

        monkeypatch.setattr(run_py, "fingerprint", lambda: "changed")
        run_py.prepare("run")
        assert len(installs()) == 1

    def test_environment_of_somebody_else_is_never_cleared(
        self, run_py: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ran: list[list[str]] = []
        monkeypatch.setattr(run_py, "usable", lambda python: False)
        monkeypatch.setattr(run_py.subprocess, "run", lambda command, **_: ran.append(command))
        run_py.ENVIRONMENT.mkdir()
        run_py.prepare("run")
        assert "--clear" not in ran[0]

    def test_exit_code_is_the_worst_of_the_tools(
        self, run_py: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(run_py, "prepare", lambda needs: "python")
        codes = iter([0, 1, 0])
        monkeypatch.setattr(run_py, "run", lambda command, cwd=None: next(codes))
        assert run_py.main(["check"]) == 1

    def test_exit_code_of_sayso_is_kept(
        self, run_py: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(run_py, "prepare", lambda needs: sys.executable)
        assert run_py.main(["read", "there-is-no-such-page.html"]) == 1


class TestCi:
    SCRIPT = ROOT / ".ci/run"

    @pytest.mark.skipif(os.name == "nt", reason="a shell script")
    def test_is_a_script_that_can_be_run(self) -> None:
        assert os.access(self.SCRIPT, os.X_OK)
        subprocess.run(["bash", "-n", str(self.SCRIPT)], check=True)

    def test_runs_the_checks_and_then_the_test_command_itself(self) -> None:
        lines = self.SCRIPT.read_text(encoding="utf-8").splitlines()
        ours = [line.split()[2] for line in lines if line.startswith('"$python" run.py')]
        assert ours == ["check", "test"]
