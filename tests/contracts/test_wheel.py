# SPDX-License-Identifier: Apache-2.0
"""A wheel is enough: installed where there is no clone, it serves the content that it carries."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
CONTENT = ("ontology", "data", "shapes")
SECONDS = 120
# Nothing of this clone may be found by way of the environment.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RIGHTSGRAPH_"))}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not importlib.util.find_spec("build"):
        if os.environ.get("RIGHTSGRAPH_REQUIRE_PROGRAMS"):
            pytest.fail("needs the Python package build")
        pytest.skip("needs the Python package build")
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("api", *CONTENT):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", ".*", "*.egg-info"))
    for path in (ROOT / "pyproject.toml", *ROOT.glob("*.md"), ROOT / "LICENSE"):
        shutil.copy(path, source)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)]
    built = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, env=ENVIRONMENT)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and, by way of a path file, the libraries of this one."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    install = [*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    done = subprocess.run(install, capture_output=True, text=True, timeout=SECONDS, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    packages = next((folder / "lib").glob("python*/site-packages"))
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, str]]:
    """A client of the installed command, run in an empty folder, and what the command said when it was ready."""
    server = subprocess.Popen(
        [str(installed / "bin" / "rightsgraph"), "serve", "--port", "0"],
        cwd=tmp_path_factory.mktemp("empty"),
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout
        line = server.stdout.readline()
        address = re.search(r"http://\S+/(?= )", line)
        assert address, server.communicate(timeout=SECONDS)[1]
        with httpx.Client(base_url=address.group(), timeout=SECONDS, trust_env=False) as client:
            yield client, line
        server.send_signal(signal.SIGTERM)
        assert server.wait(SECONDS) == 0
    finally:
        server.kill()
        server.communicate()


def test_a_wheel_carries_the_whole_content(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = {
            name.removeprefix("rightsgraph/content/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("rightsgraph/content/")
        }
    here = {
        str(path.relative_to(ROOT)): path.read_bytes()
        for folder in CONTENT
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    assert carried == here


def test_a_wheel_carries_what_the_package_needs_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    package = ROOT / "api" / "rightsgraph"
    needed = {
        f"rightsgraph/{path.relative_to(package)}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    assert {"rightsgraph/py.typed", "rightsgraph/web/templates/base.html"} <= needed <= names
    rest = {name for name in names - needed if not name.startswith("rightsgraph/content/")}
    assert {name.split("/")[0] for name in rest} == {wheel.name.rsplit("-", 3)[0] + ".dist-info"}
    assert {Path(name).name for name in rest} >= {"METADATA", "LICENSE", "LICENSE-CONTENT.md", "entry_points.txt"}
    assert not [name for name in names if re.search(r"(^|/)tests?[_./]|\.(pyc|sh)$", name.lower())]


def test_the_installed_command_says_its_version(installed: Path, wheel: Path) -> None:
    command = [str(installed / "bin" / "rightsgraph"), "version"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, env=ENVIRONMENT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"rightsgraph {wheel.name.split('-')[1]}\n"


def test_the_installed_command_serves_the_content_it_carries(
    server: tuple[httpx.Client, str], installed: Path, release: Path
) -> None:
    client, line = server
    assert f"content of {installed}/" in line
    assert client.get("/dumps/SHA256SUMS").content == (release / "SHA256SUMS").read_bytes()
    assert client.get("/id/intervention/peru-consortium.ttl").status_code == 200
    page = client.get("/", headers={"Accept": "text/html"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for style in re.findall(r'href="(/static/[^"]+\.css[^"]*)"', page.text):
        assert client.get(style).headers["content-type"].startswith("text/css")
