#!/usr/bin/env bash
# Runs the tests and prints how many lines of each of our targets they reach.
set -euo pipefail
cd "$(dirname "$0")/.."

SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=16 swift test --enable-code-coverage

# llvm-cov has to be that of the compiler: the format of the profile changes between versions.
swift_program="$(readlink -f "$(command -v swift)")"
llvm_cov="$(dirname "$swift_program")/llvm-cov"
[[ -x "$llvm_cov" ]] || llvm_cov="$(command -v llvm-cov)" || {
    echo "coverage: there is no llvm-cov beside $swift_program" >&2
    exit 1
}

binaries="$(swift build --show-bin-path)"
profile="$binaries/codecov/default.profdata"
tests=("$binaries"/*PackageTests.xctest)

# llvm-cov's report has one line for each file; its 8th and 9th columns are lines and missed lines.
"$llvm_cov" report "${tests[0]}" --instr-profile="$profile" Sources/*/ |
    awk -v root="$PWD/Sources/" '
        $1 ~ /\.swift$/ && $8 ~ /^[0-9]+$/ {
            path = $1
            sub(root, "", path)
            sub(/^Sources\//, "", path)
            split(path, parts, "/")
            lines[parts[1]] += $8; missed[parts[1]] += $9
            allLines += $8; allMissed += $9
        }
        function row(name, all, not) {
            return sprintf("%-16s %7d %7d %6.1f%%", name, all, all - not, all ? 100 * (all - not) / all : 0)
        }
        END {
            printf "%-16s %7s %7s %7s\n", "target", "lines", "reached", ""
            fflush()
            for (target in lines) print row(target, lines[target], missed[target]) | "sort"
            close("sort")
            print row("all", allLines, allMissed)
        }'
