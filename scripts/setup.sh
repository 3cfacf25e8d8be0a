#!/usr/bin/env bash
# Installs the system packages that are missing, and nothing where none is.
#
#   scripts/setup.sh [build] [browser] [clients] [bench] [fuzz]      default: build
#
# build: what the program is made of; browser: what the browser test drives; clients: what public clients need; bench: the
# load generator; fuzz: a clang with libFuzzer, which Swift's own is.
set -euo pipefail

missing=()

# need PACKAGE COMMAND...: the package is missing where the command fails.
need() {
    local package="$1"
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}

has() { command -v "$1"; }
fuzzes() { has clang && echo 'int LLVMFuzzerTestOneInput() { return 0; }' | clang -fsanitize=fuzzer,address -x c - -o /dev/null; }
library() { has pkg-config && pkg-config --exists "$1"; }

for group in "${@:-build}"; do
    case "$group" in
    build)
        need pkg-config has pkg-config
        need liblua5.4-dev library lua5.4
        need libsqlite3-dev library sqlite3
        need libcurl4-openssl-dev library libcurl
        ;;
    browser)
        need chromium has chromium
        need chromium-driver has chromedriver
        need python3 has python3
        need python3-venv python3 -c "import venv, ensurepip"
        ;;
    clients)
        need python3 has python3
        need python3-venv python3 -c "import venv, ensurepip"
        ;;
    bench)
        need wrk has wrk
        need nginx-light has nginx
        need python3 has python3
        need curl has curl
        need procps has pgrep
        ;;
    fuzz)
        need clang has clang
        need libclang-rt-dev fuzzes
        ;;
    *)
        echo "setup: unknown group \"$group\": there are build, browser, clients, bench and fuzz" >&2
        exit 2
        ;;
    esac
done

if [[ " ${*:-build} " == *" build "* ]] && ! has swift >/dev/null; then
    echo "setup: Swift 6.1 or later is missing: install it from https://www.swift.org/install/linux" >&2
    exit 1
fi

[[ ${#missing[@]} -eq 0 ]] && exit 0

by_hand() {
    echo "setup: $1" >&2
    echo "setup: install these (names as in Debian), then try again: ${missing[*]}" >&2
    exit 1
}

has apt-get >/dev/null || by_hand "there is no apt-get on this machine."
root=()
if [[ $(id -u) -ne 0 ]]; then
    has sudo >/dev/null || by_hand "packages are missing, and this is neither root nor is there sudo."
    root=(sudo)
fi

echo "setup: installing ${missing[*]}"
install=(env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends)
"${root[@]}" apt-get update --quiet || echo "setup: the package lists could not be renewed; trying with those at hand" >&2
"${root[@]}" "${install[@]}" "${missing[@]}" || by_hand "apt-get could not install them."
