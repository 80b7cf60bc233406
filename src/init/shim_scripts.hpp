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
  case $1 in amazon-efs-utils|nfs-utils|nfs-common) return 0 ;; esac  # mount knows NFS and EFS.
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
    /run/spotdrill/bin/spotdrill-init missing command "$me install $name" \
      "$name is not on this host, and nothing is installed in an instance."
  done
  echo "Error: Unable to find a match:$missing" >&2
  exit 1
fi
echo "Nothing to do."
)SHIM";

// DEVIATION: as for yum.
inline constexpr const char* apt_script = R"SHIM(#!/bin/sh
# Says which packages are there already; installs nothing.
me=${0##*/}
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
there() {
  case $1 in amazon-efs-utils|nfs-utils|nfs-common) return 0 ;; esac  # mount knows NFS and EFS.
  command -v "$1" >/dev/null 2>&1 && return 0
  for list in "/var/lib/dpkg/info/$1.list" "/var/lib/dpkg/info/$1:"*.list; do
    [ -e "$list" ] && return 0
  done
  return 1
}
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
    echo "$me: $name is not on this host: install it there, and every instance has it." >&2
    /run/spotdrill/bin/spotdrill-init missing command "$me install $name" \
      "$name is not on this host, and nothing is installed in an instance."
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

// DEVIATION: on Amazon's AMIs ec2-user may call sudo too; ours is root's only, for it cannot raise
// anybody.
inline constexpr const char* sudo_script = R"SHIM(#!/bin/bash
# Runs a command as root already may. For hosts that have no sudo.
user=root
group=
shell=
login=
home=
refuse() {
  echo "sudo: $1" >&2
  exit 1
}
[ "$(id -u)" = 0 ] || refuse "this host has none, and its instances can raise nobody: stay root"
while [ $# -gt 0 ]; do
  word=$1
  case $word in
    --) shift; break ;;
    --user|--group|--prompt|--chdir|--close-from|--host|--command-timeout)
      set -- "$word=${2-}" "${@:3}"; continue ;;
    --user=*) user=${word#*=} ;;
    --group=*) group=${word#*=} ;;
    --chdir=*) cd "${word#*=}" || exit 1 ;;
    --login) login=1 ;;
    --shell) shell=1 ;;
    --set-home) home=1 ;;
    --validate|--reset-timestamp|--remove-timestamp) exit 0 ;;
    --version) echo "sudo of spotdrill's instances"; exit 0 ;;
    --*) ;;  # What root needs not: --preserve-env, --non-interactive, --stdin, …
    -[ugpCDhRTrt]) set -- "$word${2-}" "${@:3}"; continue ;;
    -u*) user=${word#-u} ;;
    -g*) group=${word#-g} ;;
    -D*) cd "${word#-D}" || exit 1 ;;
    -[pChRTt]*|-r*) ;;
    -?*)
      # Letters without a value, one or several: -nE, -iu USER.
      rest=${word#-}
      while [ -n "$rest" ]; do
        letter=${rest:0:1}
        rest=${rest:1}
        case $letter in
          i) login=1 ;;
          s) shell=1 ;;
          H) home=1 ;;
          k|K|v) [ $# -gt 1 ] || exit 0 ;;
          l) echo "User root may run the following commands: (ALL : ALL) ALL"; exit 0 ;;
          V) echo "sudo of spotdrill's instances"; exit 0 ;;
          u|g) set -- "$word" "-$letter$rest" "${@:2}"; break ;;
          *) ;;
        esac
      done ;;
    [A-Za-z_]*=*) export "${word?}" ;;
    *) break ;;
  esac
  shift
done
case $user in
  \#*) user=$(id -nu "${user#\#}") || exit 1 ;;
  *) id -u "$user" >/dev/null 2>&1 || refuse "unknown user: $user" ;;
esac
entry=$(getent passwd "$user")
IFS=: read -r _ _ uid gid _ directory program <<<"$entry"
export SUDO_USER=root SUDO_UID=0 SUDO_GID=0 SUDO_COMMAND="$*"
if [ "$uid" != 0 ] || [ -n "$login$home" ]; then export HOME="$directory"; fi
export USER="$user" LOGNAME="$user"
[ -z "$login" ] || { export SHELL="$program"; cd "$directory" || cd /; }
if [ -n "$login$shell" ] || [ $# -eq 0 ]; then
  [ $# -gt 0 ] || [ -n "$login$shell" ] || refuse "usage: sudo [-EHins] [-u USER] [VAR=value] COMMAND"
  if [ $# -gt 0 ]; then
    printf -v line '%q ' "$@"
    set -- -c "$line"
  fi
  [ -z "$login" ] || set -- -l "$@"
  set -- "${program:-/bin/sh}" "$@"
fi
[ "$uid" != 0 ] || [ -n "$group" ] || exec "$@"
[ -z "$group" ] || gid=$(getent group "$group" | cut -d: -f3)
exec setpriv --reuid="$uid" --regid="$gid" --init-groups -- "$@"
)SHIM";

// Source: amazon-ec2-utils, ec2-metadata; the options that scripts use.
inline constexpr const char* ec2_metadata_script = R"SHIM(#!/bin/sh
# What the instance metadata service says, as "name: value".
url=http://169.254.169.254/latest
token=$(curl -sf -m 5 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' $url/api/token)
get() { curl -sf -m 5 -H "X-aws-ec2-metadata-token: $token" "$url/$1"; }
quiet=
show() {
  value=$(get "$2") || value='not available'
  [ -n "$quiet" ] && echo "$value" || echo "$1: $value"
}
all='-a -l -m -n -b -i -t -h -o -k -z -c -p -v -u -r -e -s -d'
words=
for word in "$@"; do
  case $word in
    -q|--quiet) quiet=1 ;;
    --help) echo "Usage: ec2-metadata [--quiet] [--all | -a -b -c -d -e -h -i -k -l -m -n -o -p -r -s -t -u -v -z]"; exit 0 ;;
    --all) words="$words $all" ;;
    *) words="$words $word" ;;
  esac
done
for word in ${words:-$all}; do
  case $word in
    -a|--ami-id) show ami-id meta-data/ami-id ;;
    -l|--ami-launch-index) show ami-launch-index meta-data/ami-launch-index ;;
    -m|--ami-manifest-path) show ami-manifest-path meta-data/ami-manifest-path ;;
    -n|--ancestor-ami-ids) show ancestor-ami-ids meta-data/ancestor-ami-ids ;;
    -b|--block-device-mapping) show block-device-mapping meta-data/block-device-mapping/ami ;;
    -i|--instance-id) show instance-id meta-data/instance-id ;;
    -t|--instance-type) show instance-type meta-data/instance-type ;;
    -h|--local-hostname) show local-hostname meta-data/local-hostname ;;
    -o|--local-ipv4) show local-ipv4 meta-data/local-ipv4 ;;
    -k|--kernel-id) show kernel-id meta-data/kernel-id ;;
    -z|--availability-zone) show placement meta-data/placement/availability-zone ;;
    -R|--region) show region meta-data/placement/region ;;
    -c|--product-codes) show product-codes meta-data/product-codes ;;
    -p|--public-hostname) show public-hostname meta-data/public-hostname ;;
    -v|--public-ipv4) show public-ipv4 meta-data/public-ipv4 ;;
    -u|--public-keys) show public-keys meta-data/public-keys/ ;;
    -r|--ramdisk-id) show ramdisk-id meta-data/ramdisk-id ;;
    -e|--reservation-id) show reservation-id meta-data/reservation-id ;;
    -s|--security-groups) show security-groups meta-data/security-groups ;;
    -d|--user-data) show user-data user-data ;;
    *) echo "ec2-metadata: unknown option $word" >&2; exit 1 ;;
  esac
done
)SHIM";

// DEVIATION: as for yum.
inline constexpr const char* snap_script = R"SHIM(#!/bin/sh
# Says which snaps' commands are there already; installs nothing.
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
  /run/spotdrill/bin/spotdrill-init missing command "snap install $word" \
    "$word is not on this host, and nothing is installed in an instance."
  code=1
done
exit $code
)SHIM";

inline constexpr ShimScript shim_scripts[] = {
    {"ec2-metadata", ec2_metadata_script},
    {"snap", snap_script},
    {"yum", yum_script},
    {"dnf", yum_script},
    {"amazon-linux-extras", extras_script},
    {"pip", pip_script},
    {"pip3", pip_script},
    {"sudo", sudo_script},
    {"apt", apt_script},
    {"apt-get", apt_script},
};

}  // namespace spotdrill::init
