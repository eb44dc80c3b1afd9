#!/bin/sh
# Puts the Otklik of this folder (an unpacked tar.gz) into a folder of one's own, where it can update itself.
# install-for-me.sh [FOLDER]; without FOLDER: ~/.local/opt/otklik. Run again it renews the starter and the version.
set -e
here=$(dirname "$(readlink -f "$0")")
version=$(cat "$here/otklik-version")
program=$(dirname "$here")
root=${1:-$HOME/.local/opt/otklik}

mkdir -p "$root/versions"
root=$(readlink -f "$root")
if [ ! -e "$root/versions/$version/.whole" ]; then
  rm -rf "$root/versions/$version" "$root/versions/.new"
  cp -a "$program" "$root/versions/.new"
  echo installed > "$root/versions/.new/.whole"
  mv "$root/versions/.new" "$root/versions/$version"
fi
cp "$here/otklik-starter" "$root/otklik.new"
chmod 755 "$root/otklik.new"
mv "$root/otklik.new" "$root/otklik"
rm -f "$root/trial" "$root/trial.tries" "$root/current.new"
ln -s "versions/$version" "$root/current.new"
mv -T "$root/current.new" "$root/current"

applications=${XDG_DATA_HOME:-$HOME/.local/share}/applications
mkdir -p "$applications"
cat > "$applications/otklik.desktop" <<END
[Desktop Entry]
Type=Application
Name=Otklik
Comment=Chats and calls of one client in one window
Comment[ru]=Чаты и звонки одного клиента в одном окне
Exec="$root/otklik" %U
Icon=$root/current/resources/otklik.png
StartupWMClass=otklik
Categories=Network;
MimeType=x-scheme-handler/otklik;x-scheme-handler/tel;x-scheme-handler/callto;x-scheme-handler/sip;x-scheme-handler/sips;
END
echo "$root/otklik"
