#!/usr/bin/env bash
# Moonpost
# SPDX-License-Identifier: Apache-2.0
#
# Lets public clients that we did not write talk to a `moonpost dev` of their own, over real HTTP.
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=${MOONPOST_CLIENTS_VENV:-.build/clients-venv}
if [ ! -x "$venv/bin/python" ]; then python3 -m venv "$venv"; fi
"$venv/bin/python" -c 'import pywa, twilio, cryptography, dateparser' 2>/dev/null || "$venv/bin/pip" install --quiet --disable-pip-version-check 'pywa~=4.5' twilio cryptography dateparser
for client in Tests/Clients/*_client.py; do
    timeout 300 "$venv/bin/python" -B "$client" "${MOONPOST_BIN:-.build/debug/moonpost}"
done
