# To be sourced: nginx as a measuring stick, unpacked from its Debian package into build/tools, on loopback.
# shellcheck shell=bash

# start_nginx FOLDER PORT COMMAND...: serves FOLDER/files; COMMAND... goes before it (taskset). Sets $nginx to its pid.
start_nginx() {
  local place=$1 port=$2
  shift 2
  scripts/unpack-package nginx build/tools
  sed "s/NGINX_PORT/$port/" bench/nginx.conf >"$place/nginx.conf"
  "$@" build/tools/nginx/usr/sbin/nginx -p "$place" -c "$place/nginx.conf" &
  nginx=$!
}
