#!/bin/sh
# 离线安装：找到（或解开附带的）Python，再由它运行 install.py。不访问网络。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=/opt/township
previous=
for word in "$@"; do
	[ "$previous" = --target ] && target=$word
	previous=$word
done
wanted=$(sed -n 's/.*"python": "\([0-9.]*\)".*/\1/p' "$here/bundle.json")
found=
for candidate in "${PYTHON:-}" "python$wanted" "$target/python/bin/python$wanted" python3; do
	[ -n "$candidate" ] || continue
	command -v "$candidate" >/dev/null 2>&1 || continue
	version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
	if [ "$version" = "$wanted" ]; then found=$candidate; break; fi
done
if [ -z "$found" ] && [ -f "$here/python.tar.gz" ]; then
	echo "本机没有 Python $wanted，正在解开安装包附带的 Python……"
	( cd "$here" && grep ' python.tar.gz$' SHA256SUMS | sha256sum -c - >/dev/null )
	mkdir -p "$target/python"
	tar -xzf "$here/python.tar.gz" -C "$target/python" --strip-components 1
	found=$target/python/bin/python$wanted
fi
if [ -z "$found" ]; then
	echo "错误：本机没有 Python $wanted。请先安装（Debian/Ubuntu：apt install python$wanted python$wanted-venv），" >&2
	echo "或者用 township bundle make --python 制作附带 Python 的安装包。也可以指定：PYTHON=/路径/python$wanted sh install.sh" >&2
	exit 1
fi
exec "$found" "$here/install.py" "$@"
