// What is added to Debian's cloud-init: its settings on an instance, its commands, and who runs its
// stages. The rest is the package's own files.
#pragma once

namespace spotdrill::init {

/// What stands in the settings for the user of the image's family.
inline constexpr const char* user_placeholder = "DEFAULT_USER";

// Over Debian's cloud.cfg. Not among the modules are those that would change the host's disks, its
// boot loader or its sources of packages; which of them a user's own lists name is theirs to say.
// DEVIATION: cloud-init does not grow, format or swap to disks here, makes no SSH host keys, and
// leaves the instance's name as it is.
inline constexpr const char* cloud_init_settings =
    R"CFG(# spotdrill's, over the package's cloud.cfg.
datasource_list: [Ec2]
datasource: {Ec2: {metadata_urls: ["http://169.254.169.254"], strict_id: false}}
network: {config: disabled}
syslog_fix_perms: [root:root]
preserve_hostname: true
ssh_deletekeys: false
cloud_init_modules:
 - migrator
 - seed_random
 - bootcmd
 - write-files
 - disk_setup
 - mounts
 - ca-certs
 - rsyslog
 - users-groups
 - ssh
cloud_config_modules:
 - snap
 - ssh-import-id
 - set-passwords
 - timezone
 - disable-ec2-metadata
 - runcmd
cloud_final_modules:
 - package-update-upgrade-install
 - write-files-deferred
 - puppet
 - chef
 - salt-minion
 - scripts-vendor
 - scripts-per-once
 - scripts-per-boot
 - scripts-per-instance
 - scripts-user
 - phone-home
 - final-message
 - power-state-change
system_info:
  default_user:
    name: DEFAULT_USER
    gecos: Default User
    lock_passwd: true
    groups: [adm]
    sudo: ["ALL=(ALL) NOPASSWD:ALL"]
    shell: /bin/bash
)CFG";

// -I: neither the instance's variables nor its own modules change what cloud-init does; and what it
// starts is not led to cloud-init's modules by a variable.
inline constexpr const char* cloud_init_command = R"PY(#!/usr/bin/python3 -I
import sys
sys.path.insert(0, "/run/spotdrill/cloud-init/usr/lib/python3/dist-packages")
from cloudinit.cmd.main import main
sys.exit(main())
)PY";

inline constexpr const char* cloud_id_command = R"PY(#!/usr/bin/python3 -I
import sys
sys.path.insert(0, "/run/spotdrill/cloud-init/usr/lib/python3/dist-packages")
from cloudinit.cmd.cloud_id import main
sys.exit(main())
)PY";

// One process for all stages, where systemd has one for each: Python and its modules are loaded
// once. Otherwise each stage is what the command of its unit does.
// DEVIATION: what cloud-init asks the firmware and the network for, whether it is on EC2 and for an
// address by DHCP, is answered beforehand: it is, and it has one.
inline constexpr const char* cloud_init_stages_script = R"PY(#!/usr/bin/python3 -Iu
"""Runs the stages of cloud-init, in the order of its systemd units. Ends as the first of the user's
own commands that failed did; what a module of cloud-init's own failed at is on the console, and
cloud-init goes on, as it does on EC2."""
import subprocess
import sys

TREE = "/run/spotdrill/cloud-init"
sys.path.insert(0, TREE + "/usr/lib/python3/dist-packages")

from cloudinit import netinfo, subp, util  # noqa: E402
from cloudinit.cmd import main as command  # noqa: E402
from cloudinit.config import cc_ssh  # noqa: E402
from cloudinit.distros import debian  # noqa: E402
from cloudinit.handlers import cloud_config  # noqa: E402
from cloudinit.sources import DataSourceEc2  # noqa: E402
from cloudinit.sources.helpers import ec2 as metadata  # noqa: E402

failed = []


def note_failed_scripts(run):
    def noting(args, *rest, **options):
        try:
            return run(args, *rest, **options)
        except subp.ProcessExecutionError as error:
            words = [str(word) for word in args] if isinstance(args, list) else []
            name = words[-1] if words else ""
            script = name.startswith("/var/lib/cloud/") and "/scripts/" in name
            bootcmd = len(words) == 2 and words[0] == "/bin/sh"
            if script or bootcmd:
                failed.append(error.exit_code if isinstance(error.exit_code, int) else 126)
            raise
    return noting


def note_unread_parts(merge):
    """A cloud-config that is no YAML is warned of and passed over. Nothing of it was run."""
    def noting(self, payload, headers):
        try:
            return merge(self, payload, headers)
        except Exception:
            text = payload if isinstance(payload, str) else str(payload)
            lines = [line.strip() for line in text.splitlines()]
            if any(line and not line.startswith("#") for line in lines):
                failed.append(1)
            raise
    return noting


def refuse(kind, what, sentence):
    print(f"cloud-init: {what}: {sentence}", file=sys.stderr)
    subprocess.run(["/run/spotdrill/bin/spotdrill-init", "missing", kind, what, sentence],
                   check=False)


def refuse_users(config):
    """An ordinary user's instance without subordinate ids has root's only."""
    with open("/proc/self/uid_map", encoding="ascii") as ranges:
        ids = sum(int(line.split()[2]) for line in ranges)
    users = config.get("users")
    wanted = [user for user in users if user != "default"] if isinstance(users, list) else users
    if ids == 1 and (wanted or config.get("groups")):
        refuse("command", "useradd", "instances here have one user id: give your user subordinate "
               "ids (/etc/subuid, the package uidmap), or run as root.")


def tell_left_out(config):
    """What the settings leave out, where the user asks for it. No job's work hangs on it."""
    apt = set(config.get("apt") or {}) - {"preserve_sources_list"}
    keys = ["hostname", "fqdn", "locale", "ntp", "growpart", "resize_rootfs", "keyboard"]
    asked = [key for key in keys if config.get(key)] + ["apt"] * bool(apt)
    if asked:
        print("cloud-init: left out here, where it is the host's: " + ", ".join(asked),
              file=sys.stderr)


def without_what_is_not_here(run_section):
    """Takes out of the configuration what no instance here can do, by name."""
    def running(mods, name, section):
        if section != "init":
            return run_section(mods, name, section)
        config = mods.cfg
        refuse_users(config)
        tell_left_out(config)
        swap = config.get("swap")
        if isinstance(swap, dict) and swap.get("size"):
            refuse("device", "swap", "instances here share their host's memory: none is made.")
            config.pop("swap")
        for key in ("disk_setup", "fs_setup"):
            if config.get(key):
                refuse("device", key, "it is left out here: volumes have no partitions, and mkfs "
                       "in runcmd makes file systems.")
                config.pop(key)
        return run_section(mods, name, section)
    return running


def identity(api_version, address, **options):
    """The document alone: the signatures beside it are read by nobody, and take long to make."""
    url = f"{address}/{api_version}/dynamic/instance-identity/document"
    headers = options["headers_cb"](url)
    reply = metadata.url_helper.readurl(url, headers=headers, timeout=5, retries=5)
    return {"document": util.load_json(reply.contents)}


subp.subp = note_failed_scripts(subp.subp)
cloud_config.CloudConfigPartHandler._merge_part = note_unread_parts(
    cloud_config.CloudConfigPartHandler._merge_part)
command.run_module_section = without_what_is_not_here(command.run_module_section)
# Looked up, these names would be told as ones that the job needs.
util._DNS_REDIRECT_IP = set()
netinfo.debug_info = lambda: ""
# The commands in apt's place take no lock, and an ordinary user's instance cannot open dpkg's.
debian.Distro._apt_lock_available = lambda self, lock_files=None: True
# A moment of a processor for keys that nobody will ever ask for.
cc_ssh.GENERATE_KEY_NAMES = []
# A handler of cloud-init's own would look as if the job had one.
command.signal_handler.attach_handlers = lambda: None
DataSourceEc2.identify_platform = lambda: DataSourceEc2.CloudNames.AWS
DataSourceEc2.DataSourceEc2Local.perform_dhcp_setup = False
metadata.get_instance_identity = identity

for stage in (["init", "--local"], ["init"], ["modules", "--mode=config"],
              ["modules", "--mode=final"]):
    command.main(["cloud-init", *stage])
if failed:
    sys.exit(failed[0] if failed[0] >= 0 else 128 - failed[0])
)PY";

}  // namespace spotdrill::init
