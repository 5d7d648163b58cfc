# To be sourced: nginx as a measuring stick, unpacked from its Debian package into build/tools, on loopback.
# shellcheck shell=bash

# start_nginx FOLDER PORT COMMAND...: serves FOLDER/files; COMMAND... goes before it (taskset). Sets $nginx to its pid.
start_nginx() {
  local place=$1 port=$2 tools=$PWD/build/tools
  shift 2
  if [ ! -x "$tools/usr/sbin/nginx" ]; then
    mkdir -p "$tools"
    (cd "$tools" && apt-get -qq download nginx && dpkg-deb -x nginx_*.deb .)
  fi
  sed "s/NGINX_PORT/$port/" bench/nginx.conf >"$place/nginx.conf"
  "$@" "$tools/usr/sbin/nginx" -p "$place" -c "$place/nginx.conf" &
  nginx=$!
}
