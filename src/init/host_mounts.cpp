#include "init/host_mounts.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <string_view>

#include "init/files.hpp"

namespace spotdrill::init {
namespace {

constexpr std::string_view own_trees[] = {"/proc", "/sys", "/dev", "/run", "/tmp"};
// Written anew for each instance; containers mount these from outside.
constexpr std::string_view own_files[] = {"/etc/hosts", "/etc/hostname", "/etc/resolv.conf"};
constexpr std::string_view no_files[] = {
    "proc",     "sysfs",      "devtmpfs", "devpts",      "cgroup",  "cgroup2", "autofs",
    "mqueue",   "securityfs", "debugfs",  "tracefs",     "pstore",  "bpf",     "fusectl",
    "configfs", "hugetlbfs",  "nsfs",     "binfmt_misc", "efivarfs"};

bool within(std::string_view path, std::string_view tree) {
  return path.starts_with(tree) && (path.size() == tree.size() || path[tree.size()] == '/');
}

std::string_view next_word(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

// "Non-printable characters in a path are written in octal: \040 is a space."
std::string unescape(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 3 < text.size()) {
      plain += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 +
                                 (text[i + 3] - '0'));
      i += 3;
    } else {
      plain += text[i];
    }
  }
  return plain;
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
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    for (int skipped = 0; skipped < 4; ++skipped) next_word(line);  // Ids, device, root.
    const std::string path = unescape(next_word(line));
    while (!line.empty() && next_word(line) != "-") {
    }
    const std::string_view type = next_word(line);
    struct stat about{};
    if (!wanted(path, type, data_dir) || stat(path.c_str(), &about) != 0) continue;
    const auto same = [&path](const HostMount& mount) { return mount.path == path; };
    if (std::any_of(mounts.begin(), mounts.end(), same)) continue;
    mounts.push_back({path, S_ISDIR(about.st_mode)});
  }
  std::stable_sort(mounts.begin(), mounts.end(), [](const HostMount& a, const HostMount& b) {
    return a.path.size() < b.path.size();
  });
  return done();
}

}  // namespace spotdrill::init
