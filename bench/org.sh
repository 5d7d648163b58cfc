# To be sourced by a measurement: a folder of its own and one orgsim at a time, which both go when it ends.
# shellcheck shell=bash
sluice=${SLUICE:-$PWD/build/sluice}
folder=$(mktemp -d)
org=
stop_org() { [ -z "$org" ] || { kill "$org" 2>/dev/null && wait "$org" || true; org=; }; }
trap 'stop_org; rm -rf "$folder"' EXIT

# start_org ARGUMENTS...: sets $url and $SLUICE_ACCESS_TOKEN.
start_org() {
  "$sluice" orgsim --port 0 "$@" >"$folder/ready" &
  org=$!
  until grep -q token "$folder/ready"; do sleep 0.1; done
  url=$(sed -E 's/.* on ([^,]*), token .*/\1/' "$folder/ready")
  SLUICE_ACCESS_TOKEN=$(sed -E 's/.*, token //' "$folder/ready")
  export SLUICE_ACCESS_TOKEN
}
