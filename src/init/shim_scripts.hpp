// The package managers that user data scripts call. They install nothing: the software of an
// instance is its host's. What is there is said to be there, in the words of the real ones, so that
// scripts go on; what is missing is refused at once, with the remedy.
#pragma once

namespace spotdrill::init {

struct ShimScript {
  const char* name;
  const char* text;
};

// DEVIATION: on AWS these install from the distribution's repositories.
inline constexpr const char* yum_script = R"SHIM(#!/bin/sh
# Says which packages are there already; installs nothing.
me=${0##*/}
verb=
names=
for word in "$@"; do
  case $word in
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$word; else names="$names $word"; fi ;;
  esac
done
case $verb in
  install|reinstall|localinstall|groupinstall) ;;
  update|upgrade|check-update|makecache|clean|repolist|'') echo "Nothing to do."; exit 0 ;;
  *) echo "$me: '$verb' is not available on this instance: its software is the host's." >&2; exit 1 ;;
esac
there() {
  command -v "$1" >/dev/null 2>&1 && return 0
  for list in "/var/lib/dpkg/info/$1.list" "/var/lib/dpkg/info/$1:"*.list; do
    [ -e "$list" ] && return 0
  done
  [ -x /usr/bin/rpm ] && /usr/bin/rpm -q "$1" >/dev/null 2>&1
}
missing=
for name in $names; do
  other=$name
  case $name in
    python3-pip|python-pip) other=pip3 ;;
    awscli|aws-cli) other=aws ;;
    gcc-c++) other=g++ ;;
    *-devel) other=${name%-devel}-dev ;;
  esac
  if there "$name" || there "$other"; then
    echo "Package $name is already installed."
  else
    missing="$missing $name"
  fi
done
if [ -n "$missing" ]; then
  for name in $missing; do
    echo "No match for argument: $name" >&2
    echo "$me: $name is not on this host: install it there, and every instance has it." >&2
  done
  echo "Error: Unable to find a match:$missing" >&2
  exit 1
fi
echo "Nothing to do."
)SHIM";

inline constexpr const char* extras_script = R"SHIM(#!/bin/sh
# Topics of Amazon Linux 2: the same rule as for packages.
case $1 in
  install|enable) shift; exec /run/spotdrill/bin/yum install -y "$@" ;;
  *) exit 0 ;;
esac
)SHIM";

inline constexpr const char* pip_script = R"SHIM(#!/usr/bin/env python3
"""pip, without a network: says what is there already, and at once what is not."""
import importlib.metadata
import re
import sys

arguments = sys.argv[1:]
verb = next((word for word in arguments if not word.startswith("-")), "")
if verb != "install":
    try:
        from pip._internal.cli.main import main
    except ImportError:
        sys.exit("pip: not on this host: install python3-pip there")
    sys.exit(main(arguments))

takes_value = {"-i", "--index-url", "--extra-index-url", "-t", "--target", "-c", "--constraint",
               "-f", "--find-links", "--trusted-host", "--timeout", "--retries", "--prefix",
               "--root", "--cache-dir", "--proxy", "-r", "--requirement"}
wanted = []
words = iter(arguments[arguments.index("install") + 1:])
for word in words:
    if word in takes_value:
        value = next(words, "")
        if word in ("-r", "--requirement"):
            try:
                lines = open(value, encoding="utf-8").read().splitlines()
            except OSError as error:
                sys.exit(f"ERROR: Could not open requirements file: {error}")
            wanted += [line.split("#")[0].split(";")[0].strip() for line in lines]
    elif not word.startswith("-"):
        wanted.append(word)

missing = []
for requirement in filter(None, wanted):
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    if requirement.startswith("-") or not match:
        continue
    name = match.group(0)
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        if name in ("pip", "setuptools", "wheel"):
            continue
        missing.append(requirement)
        continue
    place = found.locate_file("")
    print(f"Requirement already satisfied: {requirement} in {place} ({found.version})")
for requirement in missing:
    print(f"ERROR: Could not find a version that satisfies the requirement {requirement} "
          "(from versions: none)", file=sys.stderr)
    print(f"ERROR: No matching distribution found for {requirement}: it is not on this host. "
          "Install it there (for Debian's python3: apt install python3-NAME), and every instance "
          "has it.", file=sys.stderr)
sys.exit(1 if missing else 0)
)SHIM";

inline constexpr ShimScript shim_scripts[] = {
    {"yum", yum_script}, {"dnf", yum_script},  {"amazon-linux-extras", extras_script},
    {"pip", pip_script}, {"pip3", pip_script},
};

}  // namespace spotdrill::init
