#!/usr/bin/env bash
# Fuzzes the script-worker and compares its library with the stock one. Builds into .build/fuzz.
#
#   scripts/fuzz.sh            100,000 pairs of pattern and subject, 100,000 calls of other functions, the speed comparison,
#                              then each fuzzer for FUZZ_SECONDS (default 60)
#   scripts/fuzz.sh --speed    the speed comparison alone: part of `make bench`
#   scripts/fuzz.sh --short    the same without the speed comparison, each fuzzer for 5 seconds: part of `make test`
#
# Leaks are looked for at the end, not behind each input, which would take milliseconds. What a fuzzer finds is kept in
# .build/fuzz/findings, new inputs of long runs in .build/fuzz/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."

worker=Sources/script-worker
fuzz=Tests/Fuzz
build=.build/fuzz
seconds=${FUZZ_SECONDS:-60}
short=
if [[ ${1:-} == --short ]]; then
    short=yes
    seconds=${FUZZ_SECONDS:-5}
fi
speed=
[[ ${1:-} == --speed ]] && speed=yes
mkdir -p "$build/findings"

read -r -a lua <<<"$(pkg-config --cflags --libs lua5.4)"
common=(-std=gnu11 -g -Wall -Wextra -I"$worker" -I"$fuzz")

# compile OUTPUT FLAG... -- SOURCE...: only where a source or header is newer.
compile() {
    local output="$build/$1" flags=() newer
    shift
    while [[ $1 != -- ]]; do
        flags+=("$1")
        shift
    done
    shift
    newer=$(find "$worker" "$fuzz" scripts/fuzz.sh -newer "$output" -name '*.[chsl]*' 2>/dev/null || echo all)
    [[ -x $output && -z $newer ]] && return
    clang "${common[@]}" "${flags[@]}" "$@" "${lua[@]}" -o "$output"
}

in_worker() { printf "$worker/%s.c " "$@"; }
in_fuzz() { printf "$fuzz/%s.c " "$@"; }

patterns=$(in_worker pattern pattern_match library_pattern)
compared=$(in_fuzz budget_stub generator comparison)
rest=$(in_worker budget bytes calendar collation coverage dispatch errors json_read json_write members library_base library_host library_math library_order \
    library_os library_pack library_string library_table sandbox turn zones)
sanitized=(-O1 -DSANITIZED -fno-omit-frame-pointer -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined)
# Swift's clang takes the gold linker, which warns of every symbol of the sanitizers.
command -v ld.lld >/dev/null && sanitized+=(-fuse-ld=lld)

# The lists are names without spaces.
# shellcheck disable=SC2086
{
    if [[ $speed ]]; then
        compile speed -O2 -- $patterns $compared $(in_fuzz speed)
        exec "$build/speed"
    fi
    compile differential -O2 -- $patterns $compared $(in_fuzz arguments differential)
    compile library_differential -O1 -- $patterns $rest $(in_worker conversation pool versions) $(in_fuzz library_differential)
    compile speed -O2 -- $patterns $compared $(in_fuzz speed)
    compile frames "${sanitized[@]}" -D_exit=leave_process -- $(in_worker bytes json_read json_write) \
        $(in_fuzz budget_stub leaving frames_fuzzer)
    compile pattern "${sanitized[@]}" -- $patterns $compared $(in_fuzz pattern_fuzzer)
    compile worker "${sanitized[@]}" -D_exit=leave_process -- $patterns $rest \
        $(in_fuzz leaving tracked_pool generator script_generator worker_fuzzer)
}

"$build/differential" 100000
FUZZ_PRELUDE=$(echo Tests/Fuzz/api.lua Sources/Plugins/Prelude/*.lua)
export FUZZ_PRELUDE
"$build/library_differential" $fuzz/library.lua 100
[[ $short ]] || "$build/speed" || echo "fuzz: slower than twice stock" >&2

# Errors leave by longjmp, which makes the search for returned stack frames slow.
export ASAN_OPTIONS=detect_stack_use_after_return=0:quarantine_size_mb=16:malloc_context_size=8
# A malformed frame ends the process, with what was read of it.
export LSAN_OPTIONS=suppressions=$fuzz/leaks.txt:print_suppressions=0
for driver in frames pattern worker; do
    corpus="$build/corpus/$driver"
    if [[ $short ]]; then
        # Reading what long runs collected could take longer than this run.
        corpus="$build/short/$driver"
        rm -rf "$corpus"
    fi
    mkdir -p "$corpus"
    log="$build/$driver.log"
    if ! "$build/$driver" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2000 -max_len=4096 -print_final_stats=1 \
        -detect_leaks=0 -dict="$fuzz/words.dict" -artifact_prefix="$build/findings/$driver-" \
        "$corpus" "$fuzz/corpus/$driver" >"$log" 2>&1; then
        tail -n 60 "$log" >&2
        echo "fuzz: $driver found a defect. Repeat it with:" >&2
        echo "fuzz: FUZZ_PRELUDE=\"$FUZZ_PRELUDE\" $build/$driver $build/findings/$driver-..." >&2
        exit 1
    fi
    awk -v driver="$driver" -v seconds="$seconds" '
        /stat::number_of_executed_units/ { runs = $2 }
        / cov: / { for (i = 1; i < NF; i++) if ($i == "cov:") cover = $(i + 1) }
        END {
            printf "fuzz: %s: %d runs in %d s (%d a second), %d edges, nothing found\n", driver, runs, seconds,
                runs / seconds, cover
        }
    ' "$log"
done
