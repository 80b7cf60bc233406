# Every verb of the project. `./quickstart` is for newcomers; this is for who works on it.
.PHONY: help build test lint fmt tidy asan fuzz bench bench-smoke golden check clean

help:           ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

build:          ## set up and build
	./quickstart build

test:           ## every test
	./quickstart test

check:          ## what CI runs
	.ci/run

sources = git ls-files 'src/**.cpp' 'src/**.hpp' 'tests/**.cpp' 'tests/**.hpp' 'bench/**.cpp' 'bench/**.hpp' 'examples/**.cpp'

lint: tidy      ## format, house rules, shell scripts
	$(sources) | xargs clang-format-19 --dry-run --Werror
	git ls-files | xargs grep -lE '^#!.*\b(ba)?sh\b' | xargs shellcheck --severity=warning

fmt:            ## format every source
	$(sources) | xargs clang-format-19 -i

tidy:           ## the house rules that a compiler cannot check
	python3 tools/tidy

asan:           ## unit and protocol tests under ASan and UBSan
	cmake --preset asan >/dev/null
	ninja -C build/asan unit_tests
	ctest --test-dir build/asan --output-on-failure --no-tests=error -LE e2e -j $$(nproc)

fuzz:           ## each fuzz target for a few seconds
	cmake --preset fuzz >/dev/null
	ninja -C build/fuzz fuzz_targets
	tools/fuzz_smoke build/fuzz

bench:          ## every benchmark, with the machine's name
	cmake --preset bench >/dev/null
	ninja -C build/bench
	tools/bench build/bench

bench-smoke:    ## that the benchmarks run at all
	cmake --preset bench >/dev/null
	ninja -C build/bench
	tools/bench build/bench --benchmark_min_time=0.01

clean:          ## remove what was built
	./quickstart clean
