#!/usr/bin/env bash
# Moonpost
# SPDX-License-Identifier: Apache-2.0
#
# Chats with the shipped flows in a real browser, over a stop and a start of `moonpost dev`.
# A picture of the page is written to the file that MOONPOST_PICTURE names, where it is set.
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=${MOONPOST_VENV:-.build/browser-venv}
if [ ! -x "$venv/bin/python" ]; then python3 -m venv "$venv"; fi
"$venv/bin/python" -c 'import selenium' 2>/dev/null || "$venv/bin/pip" install --quiet --disable-pip-version-check selenium
exec timeout 300 "$venv/bin/python" Tests/Browser/phone.py "${MOONPOST_BIN:-.build/debug/moonpost}"
