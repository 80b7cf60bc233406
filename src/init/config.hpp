// What PID 1 is told at its start: lines of "key=value" in a file that the daemon writes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "init/outcome.hpp"

namespace spotdrill::init {

struct Share {
  std::string host;
  std::string guest;
  bool read_only = false;
};

struct IdRange {
  long start = 0;
  long count = 0;
};

struct Config {
  std::string id;
  std::string hostname;
  std::string image;  ///< The name of the AMI, such as "al2023-ami-2023.9.…".
  std::string private_ip;
  std::string mac;  ///< Of its network interface; empty: it gets none.
  std::string imds_address;
  std::string aws_address;
  std::string dns_address;
  std::string mode;            ///< "root", "userns" or "plain".
  std::string instance_dir;    ///< Holds root/, parts/, the console and the control socket.
  std::string data_dir;        ///< Hidden inside.
  std::string ca_bundle;       ///< Empty: none.
  std::string program;         ///< This program, for the shims.
  std::string cgroup;          ///< The directory of the instance's cgroup; empty: none.
  std::string clock;           ///< How drill time runs, for clock_library; empty: as real time.
  std::string clock_library;   ///< Preloaded into every program.
  std::string clock_pages;     ///< The directory of its pages; empty: it has none.
  std::string cloud_init;      ///< The host's tree of cloud-init; empty: there is none.
  std::string network_helper;  ///< slirp4netns or pasta, by its path; empty: AWS only.
  std::vector<Share> shares;
  std::vector<std::string> parts;        ///< User data scripts, names below instance_dir/parts.
  std::vector<std::string> notices;      ///< Lines for the console at boot.
  std::vector<std::string> unavailable;  ///< "KIND\tWHAT\tSENTENCE": what is known at boot.
  std::vector<std::string> environment;
  bool first_boot = true;
  bool network_open = false;    ///< Now; there must be a helper.
  bool run_cloud_init = false;  ///< Its stages are the user data, in place of scripts.
  long prefix_bits = 32;        ///< Of its subnet.
  long orphan_grace_ms = 0;
  double speed = 1.0;
  long volumes = 0;     ///< So many are attached from the beginning on, as control messages.
  int volumes_fd = -1;  ///< Where volumes are kept that are directories; boot opens it.
  int cgroup_fd = -1;   ///< Of the processes' own cgroup in it; the launcher opens it.
  std::vector<std::string> host_addresses;  ///< Not read: the launcher looks.
  int network_keeper = -1;                  ///< Not read: where PID 1 tells it.
  IdRange subuid;                           ///< Empty: one id only.
  IdRange subgid;
};

/// Reads the file. A key that is not known is a failure: both come from one build.
Outcome read_config(const char* path, Config& config);

}  // namespace spotdrill::init
