#!/bin/sh
# Installs Qt's system libraries and a Korean font where they are missing (Debian and Ubuntu, as root or with sudo).
# Elsewhere it says plainly what to install. Does nothing, and asks nothing, where all of it is there.
set -u
[ "$(uname -s)" = Linux ] || exit 0

LIBRARIES="libEGL.so.1:libegl1 libGL.so.1:libgl1 libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3
libfontconfig.so.1:libfontconfig1 libfreetype.so.6:libfreetype6 libglib-2.0.so.0:libglib2.0-0 libxkbcommon-x11.so.0:libxkbcommon-x11-0
libxcb-cursor.so.0:libxcb-cursor0 libxcb-icccm.so.4:libxcb-icccm4 libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-shape.so.0:libxcb-shape0
libxcb-render-util.so.0:libxcb-render-util0 libxcb-image.so.0:libxcb-image0 libxcb-randr.so.0:libxcb-randr0 libxcb-xkb.so.1:libxcb-xkb1
libxcb-xinerama.so.0:libxcb-xinerama0"

known=$(/sbin/ldconfig -p 2>/dev/null || ldconfig -p 2>/dev/null || true)
missing=""
for pair in $LIBRARIES; do
    case "$known" in
        *"${pair%%:*}"*) ;;
        *) missing="$missing ${pair##*:}" ;;
    esac
done

font=$(find /usr/share/fonts /usr/local/share/fonts "${HOME:-/nonexistent}/.fonts" "${HOME:-/nonexistent}/.local/share/fonts" \
    \( -iname '*noto*cjk*' -o -iname '*notosanskr*' -o -iname '*nanum*' -o -iname '*pretendard*' -o -iname '*malgun*' -o -iname '*unfonts*' -o -iname 'UnDotum*' \) \
    -print 2>/dev/null | head -n 1)
[ -n "$font" ] || missing="$missing fonts-noto-cjk"
[ -n "$missing" ] || exit 0

say() {
    echo "Gwanje needs these system packages, which are missing:$missing" >&2
    echo "$1" >&2
}

if ! command -v apt-get >/dev/null 2>&1; then
    say "Install Qt 6's X11 and EGL libraries and a Korean font (Noto Sans CJK or Nanum) with your system's package manager, then try again."
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    as=""
elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as="sudo"
else
    say "Run as root:  apt-get install --no-install-recommends$missing"
    exit 1
fi
echo "Installing system packages:$missing"
$as apt-get update -q >/dev/null || true
# shellcheck disable=SC2086
if ! $as env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >/dev/null; then
    say "They could not be installed. Look at apt-get's message above, or run it by hand:  apt-get install$missing"
    exit 1
fi
