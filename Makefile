# Every verb of the project. `./quickstart` is for newcomers; this is for who works on it.
.PHONY: help build test deb lint format-check shellcheck clang-tidy fmt tidy asan fuzz differential bench bench-smoke check clean

help:           ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

build:          ## set up and build
	./quickstart build

test:           ## every test
	./quickstart test

deb:            ## the Debian package, build/spotdrill_VERSION_ARCHITECTURE.deb
	cmake --preset release >/dev/null
	ninja -C build installable
	cd build && cpack

check:          ## what CI runs
	.ci/run

sources = git ls-files '*.cpp' '*.hpp'

lint: tidy format-check shellcheck clang-tidy  ## house rules, format, shell scripts, coroutines

format-check:
	$(sources) | xargs clang-format-19 --dry-run --Werror

shellcheck:
	git ls-files | xargs awk 'FNR == 1 && /^#!.*[\/ ](ba)?sh$$/ {print FILENAME}' | xargs shellcheck --severity=warning

clang-tidy:     ## the checks of .clang-tidy, where coroutines live
	cmake --preset lint >/dev/null
	ninja -C build/lint generated_headers
	printf '%s\n' src/http/*.cpp src/host/*.cpp | xargs -P $$(nproc) -n 4 clang-tidy-19 --quiet -p build/lint

fmt:            ## format every source
	$(sources) | xargs clang-format-19 -i

tidy:           ## the house rules that a compiler cannot check
	python3 tools/tidy

asan:           ## unit and protocol tests under ASan and UBSan
	cmake --preset asan >/dev/null
	ninja -C build/asan unit_tests
	ctest --test-dir build/asan --output-on-failure --no-tests=error -LE e2e -j $$(nproc)

fuzz:           ## each fuzz target for a few seconds
	cmake --preset asan >/dev/null
	ninja -C build/asan fuzz_targets
	tools/fuzz_smoke build/asan

differential:   ## JSONata beside its reference implementation, which npm fetches
	cmake --preset release >/dev/null
	ninja -C build jsonata_lines
	tests/differential/jsonata/run build/tests/differential/jsonata_lines --count 4000

bench:          ## every benchmark, with the machine's name
	cmake --preset release >/dev/null
	ninja -C build bench_targets
	tools/bench build $(BENCH_FLAGS)

bench-smoke:    ## that the benchmarks run at all
	$(MAKE) bench BENCH_FLAGS=--benchmark_min_time=0.01

clean:          ## remove what was built
	./quickstart clean
