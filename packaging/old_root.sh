#!/bin/sh
# Builds the packages in a Debian 11 root, so that they run where glibc is old (2.30 and later): the Python that
# is packed decides, so one is built there from Debian's source. As root, on Debian 12 or later:
#   sh packaging/old_root.sh OUT [KEY.pem]     (DEBFULLNAME, DEBEMAIL: who publishes the packages)
# ROOT keeps the root between runs (default: /var/cache/jiefangtai/bullseye).
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
out=$(mkdir -p "$1" && cd "$1" && pwd)
key=${2:-}
root=${ROOT:-/var/cache/jiefangtai/bullseye}
work=$(mktemp -d)
trap 'rm -rf "$work" "$root/root/key.pem"' EXIT # the key stays nowhere, however this ends
trap 'exit 130' INT TERM HUP
mirror=${MIRROR:-$(cat /etc/apt/sources.list.d/*.sources 2>/dev/null | sed -n 's/^URIs: //p' | head -1)}
[ -n "$mirror" ] || { echo "Name a Debian mirror: MIRROR=… sh packaging/old_root.sh" >&2; exit 2; }
export DEBIAN_FRONTEND=noninteractive

if [ ! -e "$root/opt/python/bin/python3" ]; then
	apt-get -qq install -y --no-install-recommends debootstrap dpkg-dev >/dev/null
	[ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase bullseye "$root" "$mirror" >"$work/log" 2>&1 ||
		{ tail -5 "$work/log" >&2; exit 1; }
	chroot "$root" apt-get -qq update
	chroot "$root" apt-get -qq install -y --no-install-recommends build-essential ca-certificates zlib1g-dev \
		libssl-dev libffi-dev libbz2-dev liblzma-dev uuid-dev libexpat1-dev libsqlite3-dev libglib2.0-0 libegl1 libgl1 libfontconfig1 libdbus-1-3 \
		libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libcups2 >/dev/null
	mkdir -p "$work/lists/partial"
	echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bookworm main" >"$work/sources"
	apt_source() { apt-get -qq -o Dir::Etc::sourcelist="$work/sources" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists="$work/lists" "$@"; }
	apt_source update
	(cd "$work" && apt_source source --download-only python3.11 2>/dev/null && dpkg-source --no-check -x python3.11_*.dsc tree >/dev/null)
	rm -rf "$root/root/python"
	cp -r "$work/tree" "$root/root/python"
	# as Debian does: a security patch makes it use what the interpreter does not export
	echo 'pyexpat pyexpat.c -lexpat' >>"$root/root/python/Modules/Setup.local"
	chroot "$root" sh -e -c 'cd /root/python
		./configure -q --prefix=/opt/python --enable-shared --without-ensurepip --with-system-expat --disable-test-modules LDFLAGS=-Wl,-rpath,/opt/python/lib
		make -s -j"$(nproc)"
		make -s install
		/opt/python/bin/python3 -c "import bz2, ctypes, lzma, pyexpat, sqlite3, ssl, uuid, zlib"' >"$work/log" 2>&1 || { tail -5 "$work/log" >&2; exit 1; }
fi

# pip of the builder fetches the wheels: the root needs neither network nor certificates
platforms=
for age in 2_31 2_28 2_27 2_26 2_24 2_17 2_5; do platforms="$platforms --platform manylinux_${age}_$(uname -m)"; done
rm -rf "$root/root/wheels" "$root/root/source" "$root/root/out"
for lock in requirements-glibc28.lock requirements-dist.lock; do
	# shellcheck disable=SC2086
	python3 -m pip download --quiet --no-deps --only-binary :all: --python-version 3.11 --implementation cp --abi cp311 \
		--abi abi3 --abi none $platforms --platform "manylinux2014_$(uname -m)" --require-hashes -r "$here/$lock" -d "$root/root/wheels"
done
python3 -m pip download --quiet --no-deps --only-binary :all: pip -d "$root/root/wheels"
mkdir "$root/root/source"
(cd "$here" && git ls-files -z | xargs -0 tar c) | tar x -C "$root/root/source"
if [ -n "$key" ]; then install -m 600 "$key" "$work/key"; fi
chroot "$root" sh -e -c 'cd /root
	rm -rf venv && /opt/python/bin/python3 -m venv --without-pip venv
	PYTHONPATH=$(echo wheels/pip-*.whl) venv/bin/python -m pip install --quiet --no-index --find-links wheels \
		--require-hashes -r source/requirements-glibc28.lock -r source/requirements-dist.lock'
if [ -n "$key" ]; then
	install -m 600 "$work/key" "$root/root/key.pem"
	chroot "$root" sh -c 'cd /root/source; ../venv/bin/python packaging/build.py --out /root/out --key /root/key.pem'
else
	chroot "$root" sh -c 'cd /root/source; ../venv/bin/python packaging/build.py --out /root/out'
fi
rm -rf "$root/root/out/work"
cp -r "$root/root/out/." "$out/"
