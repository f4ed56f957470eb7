"""The offline bundle: what the installer refuses, and (with TOWNSHIP_BUNDLE=1) bundle to answering site without network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from frappe_standalone.core.bundle import make

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.standalone


@pytest.fixture
def bundle(tmp_path):
	"""A bundle with the real installer and no libraries, made by hand."""
	folder = tmp_path / "bundle"
	(folder / "wheels").mkdir(parents=True)
	(folder / "wheels" / "township_gov-9.9.9-py3-none-any.whl").write_bytes(b"wheel")
	for name in ("install.py", "install.sh", "install.cmd"):
		shutil.copy(make.FILES / name, folder / name)
	about = make.describe(folder / "wheels", False)
	(folder / "bundle.json").write_text(json.dumps(about), encoding="utf-8")
	make.write_sums(folder)
	return folder


def install(folder, *arguments):
	return subprocess.run(
		[sys.executable, str(folder / "install.py"), *map(str, arguments)],
		capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"},
	)  # fmt: skip


def change(folder, **values):
	"""Say something else about the bundle, with right checksums."""
	about = json.loads((folder / "bundle.json").read_text(encoding="utf-8"))
	(folder / "bundle.json").write_text(json.dumps({**about, **values}), encoding="utf-8")
	make.write_sums(folder)


def test_a_damaged_file_is_named_before_anything_is_installed(bundle, tmp_path):
	(bundle / "wheels" / "township_gov-9.9.9-py3-none-any.whl").write_bytes(b"other")
	done = install(bundle, "--target", tmp_path / "opt")
	assert done.returncode == 1
	assert "township_gov-9.9.9" in done.stderr and "已损坏" in done.stderr
	assert not (tmp_path / "opt").exists()


def test_a_missing_file_is_named(bundle, tmp_path):
	(bundle / "install.cmd").unlink()
	done = install(bundle, "--target", tmp_path / "opt")
	assert done.returncode == 1 and "缺少文件 install.cmd" in done.stderr


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"python": "3.9"}, "Python 3.9"),
		({"platform": "win-amd64"}, "win-amd64"),
		({"glibc": "9.99"}, "glibc 9.99"),
	],
)
def test_a_bundle_for_another_machine_is_refused(bundle, tmp_path, values, words):
	change(bundle, **values)
	done = install(bundle, "--target", tmp_path / "opt")
	assert done.returncode == 1 and words in done.stderr
	assert not (tmp_path / "opt").exists()


def test_a_wheel_that_cannot_be_installed_leaves_nothing(bundle, tmp_path):
	(bundle / "wheels.lock").write_text("", encoding="utf-8")
	make.write_sums(bundle)
	done = install(bundle, "--target", tmp_path / "opt")
	assert done.returncode == 1 and "失败" in done.stderr
	assert list((tmp_path / "opt" / "versions").iterdir()) == []
	assert not (tmp_path / "opt" / "current").exists()


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_without_a_fitting_python_the_script_says_what_to_do(bundle, tmp_path):
	change(bundle, python="3.99")
	done = subprocess.run(
		["sh", str(bundle / "install.sh")], capture_output=True, text=True, encoding="utf-8"
	)
	assert done.returncode == 1
	assert "本机没有 Python 3.99" in done.stderr and "--python" in done.stderr


def test_the_wheels_say_how_old_a_linux_may_be():
	names = [
		"a-1-cp311-cp311-manylinux_2_26_x86_64.manylinux_2_28_x86_64.whl",
		"b-1-cp311-abi3-manylinux_2_34_x86_64.whl",
		"c-1-py3-none-any.whl",
	]
	assert make.glibc_needed(names) == "2.34"
	assert make.glibc_needed(["c-1-py3-none-any.whl"]) == ""


def test_a_folder_in_use_and_a_place_that_is_no_checkout_are_refused(tmp_path):
	(tmp_path / "used").mkdir()
	(tmp_path / "used" / "x").touch()
	with pytest.raises(make.BundleRefused, match="used"):
		make.check(tmp_path / "used", ROOT, None)
	with pytest.raises(make.BundleRefused, match=r"setup\.py"):
		make.check(tmp_path / "new", tmp_path, None)


WHOLE = pytest.mark.skipif(
	os.environ.get("TOWNSHIP_BUNDLE") != "1" or not shutil.which("unshare"),
	reason="makes a whole bundle (a minute, and a package registry); TOWNSHIP_BUNDLE=1 runs it",
)
OFFLINE = """
set -e
python3 -c 'import fcntl,socket,struct; fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sh14x", b"lo", 0x41))'
! python3 -c 'import socket; socket.create_connection(("192.0.2.1", 53), 2)' 2>/dev/null
sh "$1/install.sh" --target "$2/opt"
"$2/opt/current/bin/township" init "$2/site"
"$2/opt/current/bin/township" serve "$2/site" --port 8969 & server=$!
for _ in $(seq 100); do
	python3 -c 'import urllib.request as u; u.urlopen("http://127.0.0.1:8969/login")' 2>/dev/null && break; sleep 0.3
done
python3 -c 'import urllib.request as u; assert u.urlopen("http://127.0.0.1:8969/login").status == 200'
kill $server; wait $server || true
sh "$1/install.sh" --target "$2/opt" --site "$2/site"
"""


@WHOLE
def test_from_bundle_to_an_answering_site_without_network(tmp_path):
	make.make_bundle(tmp_path / "bundle", ROOT, print)
	environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
	started = time.monotonic()
	done = subprocess.run(
		["unshare", "-n", "sh", "-c", OFFLINE, "sh", str(tmp_path / "bundle"), str(tmp_path)],
		capture_output=True, text=True, encoding="utf-8", env={**environment, "PYTHON": sys.executable},
	)  # fmt: skip
	assert done.returncode == 0, done.stdout + done.stderr
	assert time.monotonic() - started < 120
	assert len(list((tmp_path / "opt" / "versions").iterdir())) == 2
	assert list((tmp_path / "site" / "private" / "backups").glob("before-upgrade-*.zip"))
