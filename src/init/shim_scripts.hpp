// Commands of machine images as scripts, and the table of all of them.
#pragma once

#include <cstdint>

#include "init/package_scripts.hpp"

namespace spotdrill::init {

struct ShimScript {
  enum class Where : std::uint8_t {
    Everywhere,
    WithoutSudo,  ///< A host's own sudo is the better one, where it can read what it may do.
    WithHosts,    ///< A script that looks for its package manager must not find another's.
    AmazonLinux,  ///< Or an image that is not known.
  };
  const char* name;
  const char* text;
  Where where = Where::Everywhere;
  const char* also_in = nullptr;  ///< A directory that scripts name; null: none.
};

// DEVIATION: a host that has no sudo cannot raise anybody: the manager of units runs the command
// then, for users that /etc/sudoers.d lets become root without a password, with root's variables
// whatever -E says. A host's own sudo raises nobody in an instance that has one user only.
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
# As root the same again, which knows the options.
[ "$(id -u)" = 0 ] || exec /run/spotdrill/bin/spotdrill-init as-root /run/spotdrill/bin/sudo "$@"
invoker=${SUDO_USER:-root}
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
export SUDO_USER="$invoker" SUDO_UID="${SUDO_UID:-0}" SUDO_GID="${SUDO_GID:-0}" SUDO_COMMAND="$*"
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

// DEVIATION: no stack waits for a signal, and none has metadata for an instance.
// Source: CloudFormation User Guide, "CloudFormation helper scripts reference".
inline constexpr const char* cfn_script = R"SHIM(#!/bin/sh
# What CloudFormation's helper scripts say where there is no CloudFormation.
me=${0##*/}
case $1 in --help|-h) echo "Usage: $me [options]"; exit 0 ;; esac
/run/spotdrill/bin/spotdrill-init missing command "$me" \
  "There is no CloudFormation here: no stack hears of the instance, and none has its metadata."
echo "$me: there is no CloudFormation here: nothing was done." >&2
exit 1
)SHIM";

// DEVIATION: a host's apt is there under Amazon Linux's name, too: cloud-init is Debian's.
inline constexpr ShimScript shim_scripts[] = {
    {"cfn-signal", cfn_script, ShimScript::Where::AmazonLinux, "/opt/aws/bin"},
    {"cfn-init", cfn_script, ShimScript::Where::AmazonLinux, "/opt/aws/bin"},
    {"cfn-hup", cfn_script, ShimScript::Where::AmazonLinux, "/opt/aws/bin"},
    {"cfn-get-metadata", cfn_script, ShimScript::Where::AmazonLinux, "/opt/aws/bin"},
    {"npm", npm_script},
    {"conda", conda_script},
    {"mamba", conda_script},
    {"ec2-metadata", ec2_metadata_script},
    {"snap", snap_script},
    {"yum", yum_script, ShimScript::Where::AmazonLinux},
    {"dnf", yum_script, ShimScript::Where::AmazonLinux},
    {"amazon-linux-extras", extras_script, ShimScript::Where::AmazonLinux},
    {"pip", pip_script},
    {"pip3", pip_script},
    {"sudo", sudo_script, ShimScript::Where::WithoutSudo},
    {"apt", apt_script, ShimScript::Where::WithHosts},
    {"apt-get", apt_script, ShimScript::Where::WithHosts},
};

}  // namespace spotdrill::init
