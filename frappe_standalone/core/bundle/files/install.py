"""离线安装程序：只用 Python 自带的库，不访问网络。Installs the bundle beside it; standard library only.

A new environment is made beside the old one; only when it works, and a site that is given has been brought up to it,
does `current` point to it. So whatever fails, the program in use stays as it was.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
BIN = "Scripts" if WINDOWS else "bin"


class Refused(Exception):
	"""The bundle cannot be installed here; the message says what to do."""


def main() -> int:
	"""Install; returns the exit code."""
	parser = argparse.ArgumentParser(description="离线安装乡镇政务系统")
	parser.add_argument(
		"--target", type=Path, default=default_target(), help="程序安装位置（默认 %(default)s）"
	)
	parser.add_argument("--site", type=Path, help="要升级的站点文件夹")
	parser.add_argument("--service", help="升级时先停止、后启动的服务名，如 township")
	options = parser.parse_args()
	started = time.monotonic()
	try:
		about = json.loads((HERE / "bundle.json").read_text(encoding="utf-8"))
		check_machine(about)
		check_sums()
		environment = make_environment(options.target, about)
		if options.site:
			upgrade(environment, options)
		switch(options.target, environment)
		remove_old(options.target, environment)
	except Refused as error:
		print(f"错误：{error}", file=sys.stderr)
		return 1
	tell(options, about, time.monotonic() - started)
	return 0


def default_target() -> Path:
	"""Where the program goes if nothing is said."""
	if WINDOWS:
		return Path(os.environ.get("ProgramData", "C:\\ProgramData")) / "Township"
	return Path("/opt/township")


def check_machine(about: dict) -> None:
	"""Refuse another Python or another kind of machine than the wheels are for."""
	version = ".".join(map(str, sys.version_info[:2]))
	if version != about["python"]:
		raise Refused(
			f"安装包适用于 Python {about['python']}，当前是 {version}。请用 python{about['python']} 运行 install.py。"
		)
	if machine(sysconfig.get_platform()) != machine(about["platform"]):
		raise Refused(
			f"安装包适用于 {about['platform']}，本机是 {sysconfig.get_platform()}。请制作本机平台的安装包。"
		)
	check_glibc(about.get("glibc", ""))


def check_glibc(wanted: str) -> None:
	"""Refuse a Linux that is older than the wheels; one without glibc is for pip to judge."""
	library, found = platform.libc_ver()
	if wanted and library == "glibc" and numbers(found) < numbers(wanted):
		raise Refused(
			f"安装包需要 glibc {wanted} 以上，本机是 {found}（系统较旧）。请在与本机相同的系统上制作安装包。"
		)


def numbers(version: str) -> tuple[int, ...]:
	"""2.34 → (2, 34)."""
	return tuple(int(part) for part in version.split(".") if part.isdigit())


def machine(tag: str) -> tuple[str, str]:
	"""System and processor of a platform tag: linux-x86_64 → (linux, x86_64)."""
	return tag.split("-")[0], tag.split("-")[-1]


def check_sums() -> None:
	"""Refuse a bundle with a damaged or missing file."""
	print("[1/4] 校验安装包……")
	for line in (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
		wanted, name = line.split("  ", 1)
		path = HERE / name
		if not path.is_file():
			raise Refused(f"安装包缺少文件 {name}。请重新拷贝安装包。")
		if hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
			raise Refused(f"文件 {name} 已损坏，校验值不符。请重新拷贝安装包。")


def make_environment(target: Path, about: dict) -> Path:
	"""Make a new environment with the locked libraries and the program; returns its folder."""
	folder = target / "versions" / f"{about['app']}-{time.strftime('%Y%m%d%H%M%S')}"
	print(f"[2/4] 建立运行环境 {folder}……")
	try:
		folder.parent.mkdir(parents=True, exist_ok=True)
		run(sys.executable, "-m", "venv", str(folder))
	except (OSError, Refused) as error:
		shutil.rmtree(folder, ignore_errors=True)
		raise Refused(
			f"不能建立运行环境：{error}。Debian/Ubuntu 请安装 python{about['python']}-venv；请确认有写入 {target} 的权限（sudo）。"
		)
	print(f"[3/4] 安装程序和 {about['libraries']} 个依赖库……")
	python = folder / BIN / ("python.exe" if WINDOWS else "python")
	pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
	wheels = str(HERE / "wheels")
	try:
		run(*pip, "--require-hashes", "--find-links", wheels, "-r", str(HERE / "wheels.lock"))
		run(*pip, "--no-deps", str(HERE / "wheels" / about["wheel"]))
		run(str(python), "-m", "frappe_standalone.cli", "--version")
	except Refused:
		shutil.rmtree(folder, ignore_errors=True)
		raise
	return folder


def upgrade(environment: Path, options: argparse.Namespace) -> None:
	"""Bring a site up to the new program: stop, upgrade with backup, start. On failure all stays as it was."""
	if not (options.site / "site.db").is_file():
		shutil.rmtree(environment, ignore_errors=True)
		raise Refused(f"{options.site} 不是站点。")
	print(f"[4/4] 升级站点 {options.site}（先自动备份）……")
	site = options.site.resolve()
	owner = site.stat()
	if options.service:
		run("systemctl", "stop", options.service)
	try:
		run(str(environment / BIN / "township"), "upgrade", str(site), shown=True)
		keep_owner(site, owner)
		switch(options.target, environment)
	except Refused:
		shutil.rmtree(environment, ignore_errors=True)
		keep_owner(site, owner)
		raise
	finally:
		if options.service:
			run("systemctl", "start", options.service)


def keep_owner(site: Path, owner: os.stat_result) -> None:
	"""Files that the upgrade made as root belong to whom the site belongs to."""
	if WINDOWS or os.geteuid() != 0:
		return
	for path in (site, *site.rglob("*")):
		os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def switch(target: Path, environment: Path) -> None:
	"""Let `current` be the new environment; on Windows a file that calls it."""
	if WINDOWS:
		(target / "township.cmd").write_text(
			f'@"{environment / BIN / "township.exe"}" %*\n', encoding="utf-8"
		)
		return
	draft = target / ".current"
	draft.unlink(missing_ok=True)
	draft.symlink_to(environment)
	os.replace(draft, target / "current")


def remove_old(target: Path, environment: Path) -> None:
	"""Keep the environment before this one, to go back to; remove older ones."""
	versions = sorted((target / "versions").iterdir(), key=lambda path: path.stat().st_mtime)
	for path in [path for path in versions if path != environment][:-1]:
		shutil.rmtree(path, ignore_errors=True)


def run(*command: str, shown: bool = False) -> None:
	"""Run a program; raises Refused with what it said."""
	try:
		done = subprocess.run(
			command, capture_output=not shown, text=True, env={**os.environ, "PYTHONUTF8": "1"}
		)
	except OSError as error:
		raise Refused(str(error))
	if done.returncode:
		said = "" if shown else (done.stderr or done.stdout).strip()[-1500:]
		raise Refused(f"{' '.join(command)} 失败。{said}")


def tell(options: argparse.Namespace, about: dict, seconds: float) -> None:
	"""Say what is there now and what to do next."""
	township = options.target / ("township.cmd" if WINDOWS else f"current/{BIN}/township")
	print(f"完成：版本 {about['app']}，用时 {seconds:.0f} 秒。")
	if options.site:
		print(f"站点 {options.site} 已升级。")
		return
	print("下一步：")
	print(f"  {township} init /srv/township/site" if not WINDOWS else f"  {township} init C:\\Township\\site")
	if WINDOWS:
		print(f"  {township} serve C:\\Township\\site --host 0.0.0.0")
	else:
		print(f"  {township} service install /srv/township/site")


if __name__ == "__main__":
	sys.exit(main())
