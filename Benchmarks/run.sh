#!/usr/bin/env bash
# Moonpost
# SPDX-License-Identifier: Apache-2.0
#
# Measures the release build on this machine, load generator and stand-in Graph API included, and prints one table.
# Everything listens on loopback and ends with the script. SECONDS_OF_LOAD and REPLIES change the size of the run.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=${MOONPOST_SCRATCH:-.build}
bin=$scratch/release
seconds=${SECONDS_OF_LOAD:-8}
replies=${REPLIES:-40000}
work=$(mktemp -d)
pids=()

finish() {
    for pid in "${pids[@]:-}"; do [ -n "$pid" ] && kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

for tool in wrk nginx python3 curl; do
    command -v "$tool" >/dev/null || { echo "bench: $tool is missing: run scripts/setup.sh bench" >&2; exit 1; }
done
if [ -z "${MOONPOST_SKIP_BUILD:-}" ]; then
    for product in moonpost script-worker moonpost-bench; do
        swift build -c release --scratch-path "$scratch" --product "$product" >&2
    done
fi

row() { printf '%-72s %20s\n' "$1" "$2"; }

# A picture of 100 kB, and a stand-in Graph API that answers at once: nginx, one worker.
head -c 100000 /dev/urandom >"$work/picture.jpg"
# Started by root, nginx reads as somebody else.
chmod 755 "$work"
hash=$(sha256sum "$work/picture.jpg" | cut -d ' ' -f 1)
cat >"$work/nginx.conf" <<CONF
worker_processes 1;
pid $work/nginx.pid;
error_log $work/nginx.log;
daemon off;
events { worker_connections 2048; }
http {
    access_log off;
    client_body_temp_path $work/body; proxy_temp_path $work/proxy; fastcgi_temp_path $work/fastcgi;
    uwsgi_temp_path $work/uwsgi; scgi_temp_path $work/scgi;
    keepalive_requests 100000000;
    server {
        listen 127.0.0.1:18081 backlog=1024;
        location = /status { stub_status; }
        location = /picture { default_type image/jpeg; alias $work/picture.jpg; }
        location ~ /9000[0-9]+\$ {
            default_type application/json;
            return 200 '{"messaging_product":"whatsapp","url":"http://127.0.0.1:18081/picture","mime_type":"image/jpeg","sha256":"$hash","file_size":100000}';
        }
        location / {
            default_type application/json;
            return 200 '{"messaging_product":"whatsapp","messages":[{"id":"wamid.\$request_id"}]}';
        }
    }
}
CONF
mkdir -p "$work/body"
nginx -c "$work/nginx.conf" -p "$work" &
pids+=($!)

mkdir -p "$work/none" "$work/echo" "$work/ask"
cat >"$work/echo/echo.lua" <<'LUA'
bot.plugin { title = "Echo" }
bot.flow("fallback", { run = function(chat) chat:say(chat.message.text or "A picture!") end })
LUA
cat >"$work/ask/ask.lua" <<'LUA'
bot.plugin { title = "Ask" }
bot.flow("fallback", { run = function(chat) local name = chat:ask("Your name?") chat:say("Hello " .. name) end })
LUA
config() { # flows
    cat >"$work/config-$1.toml" <<CONF
[server]
port = 18080
[database]
url = "sqlite:$work/$1.db"
[scripts]
flows = "$work/$1"
plugins = "$work/none"
[limits]
throughput = "unlimited"
pair_burst = "unlimited"
inbound_per_minute = "unlimited"
[[numbers]]
name = "bench"
phone_number_id = "100000000000001"
access_token = "bench-token"
app_secret = "bench-app-secret"
verify_token = "bench-verify"
graph_url = "http://127.0.0.1:18081"
CONF
}

host=
start() { # flows
    config "$1"
    "$bin/moonpost" serve --config "$work/config-$1.toml" --log-level error >"$work/$1.out" 2>"$work/$1.err" &
    host=$!
    pids+=("$host")
    for _ in $(seq 100); do grep -q ready "$work/$1.out" 2>/dev/null && return; sleep 0.1; done
    echo "bench: the host did not start:" >&2
    cat "$work/$1.err" >&2
    exit 1
}
stop() { kill "$host"; wait "$host" 2>/dev/null || true; }
health() { curl -s http://127.0.0.1:18080/health | python3 -c 'import json,sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
load() { # file seconds
    wrk -t1 -c200 -d"$2"s --latency -s Benchmarks/webhooks.lua http://127.0.0.1:18080 -- "$1" | awk '/^RESULT/ { print $2, $3, $4, $5, $6 }'
}
quiet() { while [ "$(health under_way)" != 0 ]; do sleep 0.2; done; }
memory() { # resident MiB of the host and its workers
    ps -o rss= -p "$(echo "$host" $(pgrep -P "$host") | tr ' ' ',')" | awk '{ sum += $1 } END { printf "%.0f", sum / 1024 }'
}
requests() { curl -s http://127.0.0.1:18081/status | awk 'NR == 3 { print $3 }'; }

"$bin/moonpost-bench" generate --count 400000 --contacts 5000 --series a --out "$work/a.txt"
"$bin/moonpost-bench" generate --count 400000 --contacts 5000 --series b --number 999 --out "$work/unrouted.txt"
"$bin/moonpost-bench" generate --count "$replies" --contacts 5000 --series c --out "$work/c.txt"

echo "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(nproc) cores, $(free -h | awk '/^Mem/ { print $2 }') memory, $(uname -sr), $(swift --version 2>/dev/null | head -1)"
echo "load generator (wrk), stand-in Graph API (nginx) and host share the machine; SQLite, synchronous=FULL"
echo

"$bin/moonpost-bench" plain --port 18080 --database "$work/plain.db" >"$work/plain.out" 2>&1 &
host=$!
pids+=("$host")
for _ in $(seq 100); do curl -s -o "$work/none.out" http://127.0.0.1:18080/ && break; sleep 0.1; done
read -r plain p50 p99 count errors <<<"$(load "$work/unrouted.txt" "$seconds")"
row "starting line: a plain handler that verifies, stores the body and answers" "$plain /s"
row "  p50, p99" "$p50 ms, $p99 ms"
[ "$errors" = 0 ] || row "  ERRORS" "$errors"
stop

start echo
read -r rate p50 p99 count errors <<<"$(load "$work/unrouted.txt" "$seconds")"
row "webhooks acknowledged, durable, 200 connections (stored only)" "$rate /s"
row "  p50, p99; ratio to the plain handler" "$p50 ms, $p99 ms; $(awk "BEGIN { printf \"%.2f\", $rate / $plain }")"
row "  ratio to the aim of 25,000 /s" "$(awk "BEGIN { printf \"%.2f\", $rate / 25000 }")"
[ "$errors" = 0 ] || row "  ERRORS" "$errors"
read -r rate p50 p99 count errors <<<"$(load "$work/a.txt" "$seconds")"
row "webhooks acknowledged while every message is also answered" "$rate /s"
row "  p50, p99" "$p50 ms, $p99 ms"
[ "$errors" = 0 ] || row "  ERRORS" "$errors"
quiet
stop

rm -f "$work"/echo.db*
start echo
before=$(requests)
began=$(date +%s.%N)
python3 Benchmarks/flood.py 127.0.0.1 18080 "$work/c.txt" 64
until [ $(($(requests) - before)) -ge "$replies" ]; do sleep 0.05; done
ended=$(date +%s.%N)
rate=$(awk "BEGIN { printf \"%.0f\", $replies / ($ended - $began) }")
quiet
row "echo replies end to end ($replies webhooks, from the first to the last reply)" "$rate /s"
row "  ratio to the aim of 5,000 /s" "$(awk "BEGIN { printf \"%.2f\", $rate / 5000 }")"
stop

# The same with pictures that are fetched, and with three statuses for each reply of before, in any order.
store() { # query: asks the store of the echo host, which does not run
    python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print(*row)' "$work/echo.db" "$1"
}
store "SELECT o.message_id, MIN(a.value) FROM outbox o JOIN contact_aliases a ON a.contact = o.contact WHERE o.message_id IS NOT NULL GROUP BY 1" >"$work/sent.txt"
mixed=$((replies / 2))
"$bin/moonpost-bench" generate --count "$mixed" --contacts 5000 --series m --pictures 20 --statuses "$work/sent.txt" --out "$work/m.txt"
webhooks=$(wc -l <"$work/m.txt")
pictures=$((mixed / 20))
start echo
before=$(requests)
began=$(date +%s.%N)
python3 Benchmarks/flood.py 127.0.0.1 18080 "$work/m.txt" 64
taken=$(date +%s.%N)
# A picture takes two requests more.
until [ $(($(requests) - before)) -ge $((mixed + 2 * pictures)) ]; do sleep 0.05; done
ended=$(date +%s.%N)
quiet
row "$mixed messages, each 20th a picture of 100 kB, among $((webhooks - mixed)) shuffled statuses: webhooks" "$(awk "BEGIN { printf \"%.0f\", $webhooks / ($taken - $began) }") /s"
row "  and their replies, from the first to the last" "$(awk "BEGIN { printf \"%.0f\", $mixed / ($ended - $began) }") /s"
stop
row "  pictures kept; sent messages known to be read" "$(store "SELECT COUNT(*) FROM media WHERE state = 'stored'") of $pictures; $(store "SELECT COUNT(*) FROM outbox WHERE json_extract(delivery, '$.stage') = 'read'") of $(wc -l <"$work/sent.txt")"

for waiting in 10000 100000; do
    rm -f "$work"/ask.db*
    "$bin/moonpost-bench" generate --count "$waiting" --contacts "$waiting" --series "w$waiting" --out "$work/w.txt"
    start ask
    empty=$(memory)
    python3 Benchmarks/flood.py 127.0.0.1 18080 "$work/w.txt" 64
    quiet
    row "memory with $waiting waiting conversations (host and workers; empty: $empty MiB)" "$(memory) MiB"
    stop
done

for part in engine publish; do
    "$bin/moonpost-bench" "$part" | while IFS=$'\t' read -r what figure; do row "$what" "$figure"; done
done
scripts/fuzz.sh --speed >"$work/speed.out"
row "budgeted patterns against stock patterns (20 ordinary ones, 1 is stock)" "$(sed -n 's/^speed:.* take \(.*\) of stock.s time on average, \(.*\) at most/\1, at most \2/p' "$work/speed.out")"
"$bin/moonpost" understand --corpus Benchmarks/sentences.tsv | while IFS= read -r line; do row "understood without a model, ${line%%:*}" "${line#*: }"; done
