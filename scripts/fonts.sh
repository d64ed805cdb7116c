#!/bin/sh
# 取公文用的自由字体，放进 $1（不需要管理员权限，不改动系统）。用于 Debian/Ubuntu。
set -eu

target=${1:?用法：sh scripts/fonts.sh 目录}
if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
  echo '这里没有 apt-get 和 dpkg-deb：请按 docs/papers.md 手工放入字体文件。' >&2
  exit 1
fi
mkdir -p "$target"
target=$(cd "$target" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# take 软件包 字体文件……：取软件包，只留下这些字体和它的许可文件
take() {
  package=$1
  shift
  if ! apt-get download -qq "$package" 2>/dev/null; then
    echo "取不到软件包 $package（可先运行 sudo apt-get update）" >&2
    failed=1
    return 0
  fi
  dpkg-deb -x "$package"_*.deb "$package"
  for name in "$@"; do
    file=$(find "$package" -name "$name" -type f | head -n 1)
    [ -n "$file" ] || { echo "软件包 $package 里没有 $name" >&2; failed=1; continue; }
    cp "$file" "$target/$name"
    echo "已放入 $name"
  done
  cp "$package/usr/share/doc/$package/copyright" "$target/$package.copyright"
  rm -rf "$package" "$package"_*.deb
}

failed=0
take texlive-lang-chinese FandolFang-Regular.otf FandolKai-Regular.otf FandolHei-Regular.otf \
  FandolSong-Regular.otf FandolSong-Bold.otf
take fonts-lxgw-wenkai LXGWWenKai-Light.ttf
take fonts-noto-cjk NotoSerifCJK-Bold.ttc
[ "$failed" = 0 ] || exit 1
echo "字体已放在 $target。"
