// The package managers that user data scripts call. They install nothing: the software of an
// instance is its host's. What is there is said to be there, in the words of the real ones, so that
// scripts go on; what is missing is refused at once, with the remedy.
#pragma once

namespace spotdrill::init {

/// What the scripts below share.
inline constexpr const char* package_functions_path = "/run/spotdrill/lib/packages.sh";
inline constexpr const char* package_functions = R"SHIM(# Of spotdrill's package managers.
me=${0##*/}

# Whether a package is there, by Debian's records or by the command of its name.
there() {
  case $1 in
    amazon-efs-utils|nfs-utils|nfs-common) return 0 ;;  # mount knows NFS and EFS.
    cron|cronie|crontabs|anacron|cronie-anacron|at) return 0 ;;  # Every instance has them.
  esac
  command -v "$1" >/dev/null 2>&1 && return 0
  for list in "/var/lib/dpkg/info/$1.list" "/var/lib/dpkg/info/$1:"*.list; do
    [ -e "$list" ] && return 0
  done
  return 1
}

# tell_missing COMMAND THING: it goes into the drill's report.
tell_missing() {
  /run/spotdrill/bin/spotdrill-init missing command "$1" \
    "$2 is not on this host, and nothing is installed in an instance."
}

not_on_host() {
  echo "$me: $1 is not on this host: install it there, and every instance has it." >&2
  tell_missing "$me install $1" "$1"
}

# Of the directories that are named, the first with the host's own command.
real_in() {
  for place in "$@"; do
    [ -x "$place/$me" ] && echo "$place/$me" && return
  done
}

# run_real REAL VERB WORDS…: does what the host's own command does, or says that there is none.
run_real() {
  real=$1
  verb=$2
  shift 2
  [ -z "$real" ] || exec "$real" "$@"
  tell_missing "$me $verb" "$me"
  echo "$me: not on this host: install it there, and every instance has it." >&2
  exit 127
}
)SHIM";

// DEVIATION: on AWS these install from the distribution's repositories.
inline constexpr const char* yum_script = R"SHIM(#!/bin/sh
# Says which packages are there already; installs nothing.
. /run/spotdrill/lib/packages.sh
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
installed() {
  there "$1" && return 0
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
  if installed "$name" || installed "$other"; then
    echo "Package $name is already installed."
  else
    missing="$missing $name"
  fi
done
if [ -n "$missing" ]; then
  for name in $missing; do
    echo "No match for argument: $name" >&2
    not_on_host "$name"
  done
  echo "Error: Unable to find a match:$missing" >&2
  exit 1
fi
echo "Nothing to do."
)SHIM";

// DEVIATION: as for yum.
inline constexpr const char* apt_script = R"SHIM(#!/bin/sh
# Says which packages are there already; installs nothing.
. /run/spotdrill/lib/packages.sh
verb=
names=
skip=
for word in "$@"; do
  if [ -n "$skip" ]; then skip=; continue; fi
  case $word in
    -o|-t|-c|--option|--target-release|--config-file) skip=1 ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$word; else names="$names $word"; fi ;;
  esac
done
echo "Reading package lists..."
case $verb in
  install|reinstall|build-dep|satisfy) ;;
  update|upgrade|dist-upgrade|full-upgrade|autoremove|autoclean|clean|'')
    echo "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded."; exit 0 ;;
  *) exec "/usr/bin/$me" "$@" ;;
esac
missing=
for name in $names; do
  name=${name%%=*}
  case $name in
    ./*|/*) ;;
    *) name=${name%%/*} ;;
  esac
  if there "$name"; then
    echo "$name is already the newest version."
  else
    missing="$missing $name"
  fi
done
if [ -n "$missing" ]; then
  for name in $missing; do
    echo "E: Unable to locate package $name" >&2
    not_on_host "$name"
  done
  exit 100
fi
echo "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded."
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
import subprocess
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
    subprocess.run(["/run/spotdrill/bin/spotdrill-init", "missing", "command",
                    f"pip install {requirement}",
                    f"{requirement} is not on this host, and nothing is installed in an instance."],
                   check=False)
    print(f"ERROR: Could not find a version that satisfies the requirement {requirement} "
          "(from versions: none)", file=sys.stderr)
    print(f"ERROR: No matching distribution found for {requirement}: it is not on this host. "
          "Install it there (for Debian's python3: apt install python3-NAME), and every instance "
          "has it.", file=sys.stderr)
sys.exit(1 if missing else 0)
)SHIM";

// DEVIATION: as for yum.
inline constexpr const char* snap_script = R"SHIM(#!/bin/sh
# Says which snaps' commands are there already; installs nothing.
. /run/spotdrill/lib/packages.sh
verb=$1
[ $# -eq 0 ] || shift
case $verb in
  install|refresh) ;;
  list|'') echo "No snaps are installed yet. Try 'snap install hello-world'."; exit 0 ;;
  wait|set|get) exit 0 ;;
  *) echo "snap: '$verb' is not available on this instance: its software is the host's." >&2; exit 1 ;;
esac
code=0
for word in "$@"; do
  case $word in
    -*) continue ;;
    aws-cli) name=aws ;;
    amazon-ssm-agent) continue ;;
    *) name=$word ;;
  esac
  if command -v "$name" >/dev/null 2>&1; then
    echo "snap \"$word\" is already installed, see 'snap help refresh'"
    continue
  fi
  echo "error: snap \"$word\" not found: it is not on this host" >&2
  tell_missing "snap install $word" "$word"
  code=1
done
exit $code
)SHIM";

// DEVIATION: as for yum. What the host's own npm does without a network it does.
inline constexpr const char* npm_script = R"SHIM(#!/bin/sh
# npm, without a network: says which of the packages are there already.
. /run/spotdrill/lib/packages.sh
real=$(real_in /usr/local/bin /usr/bin /bin)
verb=
names=
global=
for word in "$@"; do
  case $word in
    -g|--global) global=1 ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$word; else names="$names $word"; fi ;;
  esac
done
case $verb in
  install|i|add|ci) ;;
  *) run_real "$real" "$verb" "$@" ;;
esac
# What is written in package.json counts when nothing is named.
if [ -z "$names" ] && [ -f package.json ] && command -v node >/dev/null 2>&1; then
  names=$(node -p 'Object.keys(require("./package.json").dependencies || {}).join(" ")')
fi
has_module() {
  for place in ./node_modules /usr/local/lib/node_modules /usr/lib/node_modules \
    /usr/share/nodejs; do
    [ -n "$global" ] && [ "$place" = ./node_modules ] && continue
    [ -d "$place/$1" ] && return 0
  done
  return 1
}
code=0
for name in $names; do
  case $name in
    ./*|/*|file:*|*.tgz) [ -z "$real" ] || exec "$real" "$@" ;;
    @*) bare="@$(echo "${name#@}" | cut -d@ -f1)" ;;
    *) bare=${name%%@*} ;;
  esac
  has_module "$bare" && continue
  echo "npm error 404 Not Found: $name is not on this host" >&2
  tell_missing "$me install $name" "$name"
  code=1
done
[ "$code" != 0 ] || echo "up to date"
exit $code
)SHIM";

// DEVIATION: as for yum. Of conda only what the host has is there: no environment is made.
inline constexpr const char* conda_script = R"SHIM(#!/bin/sh
# conda, without a network: says which of the packages Python finds already.
. /run/spotdrill/lib/packages.sh
real=$(real_in /opt/conda/bin /usr/local/bin /usr/bin)
verb=
names=
skip=
for word in "$@"; do
  if [ -n "$skip" ]; then skip=; continue; fi
  case $word in
    -c|-n|-p|--channel|--name|--prefix|--file|-f) skip=1 ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$word; else names="$names $word"; fi ;;
  esac
done
[ "$verb" = install ] || run_real "$real" "$verb" "$@"
code=0
for name in $names; do
  bare=$(echo "$name" | sed 's/[=<>].*//; s/.*:://')
  [ "$bare" = python ] && continue
  python3 -c 'import importlib.metadata as m, sys; m.distribution(sys.argv[1])' "$bare" \
    2>/dev/null && continue
  echo "PackagesNotFoundError: $name is not on this host." >&2
  tell_missing "$me install $name" "$name"
  code=1
done
[ "$code" != 0 ] || echo "# All requested packages already installed."
exit $code
)SHIM";

}  // namespace spotdrill::init
