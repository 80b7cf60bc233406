#include "init/host_mounts.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <string_view>

#include "init/files.hpp"
#include "init/mountinfo.hpp"

namespace spotdrill::init {
namespace {

constexpr std::string_view own_trees[] = {"/proc", "/sys", "/dev", "/run", "/tmp"};
// Written anew for each instance; containers mount these from outside.
constexpr std::string_view own_files[] = {"/etc/hosts", "/etc/hostname", "/etc/resolv.conf",
                                          "/etc/machine-id"};
constexpr std::string_view no_files[] = {
    "proc",     "sysfs",      "devtmpfs", "devpts",      "cgroup",  "cgroup2", "autofs",
    "mqueue",   "securityfs", "debugfs",  "tracefs",     "pstore",  "bpf",     "fusectl",
    "configfs", "hugetlbfs",  "nsfs",     "binfmt_misc", "efivarfs"};

bool within(std::string_view path, std::string_view tree) {
  return path.starts_with(tree) && (path.size() == tree.size() || path[tree.size()] == '/');
}

bool wanted(const std::string& path, std::string_view type, const std::string& data_dir) {
  if (path == "/" || within(path, data_dir)) return false;
  for (const std::string_view tree : own_trees) {
    if (within(path, tree)) return false;
  }
  return std::find(std::begin(own_files), std::end(own_files), path) == std::end(own_files) &&
         std::find(std::begin(no_files), std::end(no_files), type) == std::end(no_files);
}

}  // namespace

Outcome list_host_mounts(const std::string& data_dir, std::vector<HostMount>& mounts) {
  std::string text;
  STEP(read_file("/proc/self/mountinfo", text));
  std::string_view rest{text};
  while (!rest.empty() && mounts.size() < host_mounts_max) {
    const MountLine line = take_mount(rest);
    const std::string& path = line.point;
    struct stat about{};
    if (!wanted(path, line.type, data_dir) || stat(path.c_str(), &about) != 0) continue;
    const auto same = [&](const HostMount& mount) { return mount.path == path; };
    if (std::any_of(mounts.begin(), mounts.end(), same)) continue;
    mounts.push_back({path, S_ISDIR(about.st_mode)});
  }
  std::stable_sort(mounts.begin(), mounts.end(), [](const HostMount& a, const HostMount& b) {
    return a.path.size() < b.path.size();
  });
  return done();
}

}  // namespace spotdrill::init
