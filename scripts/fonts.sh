#!/bin/sh
# 取公文用的自由字体，放进 $1（不需要管理员权限，不改动系统）。只用于 Debian/Ubuntu。
set -eu

target=${1:?用法：sh scripts/fonts.sh 目录}
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || {
  echo '这里没有 apt-get 和 dpkg-deb：请按 docs/papers.md 手工放入字体文件。' >&2
  exit 1
}
mkdir -p "$target"
target=$(cd "$target" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# 仿宋、楷体、黑体、宋体（Fandol）；楷体备用字（霞鹜文楷）；小标宋的替代（思源宋体粗体）
for package in fonts-fandol fonts-lxgw-wenkai fonts-noto-cjk fonts-noto-cjk-extra; do
  if ! apt-get download -qq "$package" 2>/dev/null; then
    [ "$package" = fonts-fandol ] && package=texlive-lang-chinese && apt-get download -qq "$package" || {
      echo "取不到软件包 $package（先运行 sudo apt-get update）；其余照取。" >&2
      continue
    }
  fi
  dpkg-deb -x "$package"_*.deb "$package"
done

for name in FandolFang-Regular.otf FandolKai-Regular.otf FandolHei-Regular.otf FandolSong-Bold.otf \
  FandolSong-Regular.otf LXGWWenKai-Light.ttf NotoSerifCJK-Bold.ttc; do
  found=$(find . -name "$name" -type f | head -n 1)
  if [ -n "$found" ]; then
    cp "$found" "$target/$name"
    echo "已放入 $name"
  else
    echo "没有找到 $name" >&2
  fi
done
for terms in $(find . -path '*doc/*' \( -iname 'copyright' -o -path '*fandol*' -iname 'COPYING*' -o -path '*fandol*' -iname 'README*' \) -type f); do
  cp "$terms" "$target/$(echo "$terms" | tr '/' '-' | sed 's/^\.-//')"
done
echo "字体在 $target；论文件的 PDF 会自动使用。"
