#include "init/root_volume.hpp"

#include <dirent.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "init/files.hpp"
#include "init/host_mounts.hpp"

namespace spotdrill::init {
namespace {

// These are made anew for each instance.
constexpr std::array<std::string_view, 6> own_directories = {"proc", "sys", "dev",
                                                             "run",  "tmp", "lost+found"};

// Directories of the host's root that its programs write to. An ordinary user cannot write below
// them, as their owner has no id in the user namespace; made beforehand in the writable layer, they
// belong to the instance's root, and what is in them still shows.
constexpr std::string_view writable_directories[] = {"etc",
                                                     "etc/ssl",
                                                     "etc/ssl/certs",
                                                     "home",
                                                     "mnt",
                                                     "opt",
                                                     "srv",
                                                     "usr/local",
                                                     "usr/local/bin",
                                                     "usr/local/lib",
                                                     "usr/local/share",
                                                     "usr/local/etc",
                                                     "usr/sbin",
                                                     "usr/bin",
                                                     "var/cache",
                                                     "var/lib",
                                                     "var/lib/cloud",
                                                     "var/local",
                                                     "var/log",
                                                     "var/spool",
                                                     "var/tmp",
                                                     "var/mail"};

// Where an overlay of a directory is refused, so many levels of so many entries are looked into.
constexpr int spread_depth_max = 6;
constexpr std::size_t spread_entries_max = 256;

Outcome list_directory(const std::string& path, std::vector<std::string>& names) {
  DIR* directory = opendir(path.c_str());
  if (directory == nullptr) return failure("read " + path);
  while (const dirent* entry = readdir(directory)) {
    const std::string_view name{entry->d_name};
    if (name != "." && name != "..") names.emplace_back(name);
  }
  closedir(directory);
  return done();
}

class RootVolume {
 public:
  RootVolume(const Config& config, std::vector<std::string>& notices)
      : config_(config), notices_(notices), volume_(config.instance_dir + "/root") {}

  Outcome prepare();
  Outcome add_top_level(const std::string& name);
  Outcome add_mount(const HostMount& mount);

  [[nodiscard]] std::string root() const { return volume_ + "/base"; }

 private:
  Outcome overlay(const std::string& layers, const std::string& lower, const std::string& target,
                  const std::string& name);
  Outcome overlay_or_bind(const std::string& lower, const std::string& target,
                          const std::string& name, int depth = 0);
  Outcome spread(const std::string& lower, const std::string& target, const std::string& name,
                 int depth);
  Outcome add_entry(const std::string& lower, const std::string& target, const std::string& name,
                    int depth);
  Outcome use_memory();

  const Config& config_;
  std::vector<std::string>& notices_;
  std::string volume_;
  bool in_memory_ = false;
};

Outcome RootVolume::prepare() {
  STEP(make_directories(root(), 0755));
  STEP(make_directories(volume_ + "/upper", 0755));
  STEP(make_directories(volume_ + "/work", 0755));
  if (config_.mode == "userns") {
    for (const std::string_view name : writable_directories) {
      const std::string path{name};
      // Not what this host has not, nor what leads elsewhere by a symbolic link.
      struct stat about{};
      if (lstat(("/" + path).c_str(), &about) != 0 || !S_ISDIR(about.st_mode)) continue;
      STEP(make_directories(volume_ + "/upper/" + path, about.st_mode & 07777));
    }
  }
  // pivot_root wants a mount.
  const std::string base = root();
  if (mount(base.c_str(), base.c_str(), nullptr, MS_BIND, nullptr) != 0) {
    return failure("bind the root volume");
  }
  return done();
}

Outcome RootVolume::add_top_level(const std::string& name) {
  const std::string host = "/" + name;
  struct stat about{};
  // Files at the top of the root are nobody's business.
  if (lstat(host.c_str(), &about) != 0 || S_ISREG(about.st_mode)) return done();
  return add_entry(host, root() + "/" + name, name, 0);
}

Outcome RootVolume::add_entry(const std::string& lower, const std::string& target,
                              const std::string& name, int depth) {
  struct stat about{};
  if (lstat(lower.c_str(), &about) != 0) return done();
  if (S_ISLNK(about.st_mode)) {
    char link[4096];
    const ssize_t length = readlink(lower.c_str(), link, sizeof link - 1);
    if (length <= 0) return done();
    link[length] = '\0';
    if (symlink(link, target.c_str()) != 0 && errno != EEXIST) return failure("link " + lower);
    return done();
  }
  if (S_ISREG(about.st_mode)) return bind_mount(lower, target, true);
  if (!S_ISDIR(about.st_mode)) return done();
  STEP(make_directories(target, 0755));
  if (access(lower.c_str(), R_OK | X_OK) != 0) {
    // Another user's, as /root is: the instance gets an empty one of its own.
    (void)!chmod(target.c_str(), about.st_mode & 07777);
    return done();
  }
  return overlay_or_bind(lower, target, name, depth);
}

// A directory of the instance's own with what the host's has in it: for one that holds other
// mounts.
Outcome RootVolume::spread(const std::string& lower, const std::string& target,
                           const std::string& name, int depth) {
  std::vector<std::string> names;
  STEP(list_directory(lower, names));
  if (names.size() > spread_entries_max) return {"spread " + lower, E2BIG};
  for (const std::string& entry : names) {
    STEP(add_entry(lower + "/" + entry, target + "/" + entry, name + "%" + entry, depth + 1));
  }
  return done();
}

Outcome RootVolume::add_mount(const HostMount& mount) {
  const std::string target = root() + mount.path;
  if (!exists(target) || !exists(mount.path)) return done();
  if (!mount.directory) return bind_mount(mount.path, target, true);
  std::string name = mount.path;
  std::replace(name.begin(), name.end(), '/', '%');
  return overlay_or_bind(mount.path, target, name);
}

Outcome RootVolume::overlay(const std::string& layers, const std::string& lower,
                            const std::string& target, const std::string& name) {
  // A comma or a colon in a path would end it in the options; the layers' are relative.
  if (lower.find_first_of(",:\\") != std::string::npos) return {"overlay of " + lower, EINVAL};
  struct stat about{};
  if (stat(lower.c_str(), &about) != 0) return failure("overlay of " + lower);
  if (chdir(layers.c_str()) != 0) return failure("root volume");
  const std::string upper = layers + "/upper/" + name;
  const bool fresh = !exists(upper);
  STEP(make_directories(upper, 0755));
  STEP(make_directories(layers + "/work/" + name, 0755));
  if (fresh) {
    (void)!chown(upper.c_str(), about.st_uid, about.st_gid);
    (void)!chmod(upper.c_str(), about.st_mode & 07777);
  }
  std::string options = "lowerdir=" + lower + ",upperdir=upper/" + name + ",workdir=work/" + name;
  if (config_.mode == "userns") options += ",userxattr";
  if (mount("spotdrill", target.c_str(), "overlay", MS_NODEV, options.c_str()) != 0) {
    return failure("overlay of " + lower);
  }
  return done();
}

Outcome RootVolume::use_memory() {
  const std::string memory = volume_ + "/memory";
  STEP(make_directories(memory, 0755));
  if (mount("spotdrill", memory.c_str(), "tmpfs", MS_NODEV, "mode=755") != 0) {
    return failure("root volume in memory");
  }
  STEP(make_directories(memory + "/upper", 0755));
  STEP(make_directories(memory + "/work", 0755));
  in_memory_ = true;
  return done();
}

Outcome RootVolume::overlay_or_bind(const std::string& lower, const std::string& target,
                                    const std::string& name, int depth) {
  const Outcome first = overlay(in_memory_ ? volume_ + "/memory" : volume_, lower, target, name);
  if (!first.failed()) return first;
  // Where the data directory is on an overlay itself, as in a container, it cannot hold a layer.
  if (!in_memory_ && !use_memory().failed()) {
    if (!overlay(volume_ + "/memory", lower, target, name).failed()) {
      notices_.push_back("spotdrill-init: the root volume is kept in memory and lost at a stop: " +
                         first.step + ": " + std::strerror(first.error));
      return done();
    }
    in_memory_ = false;
  }
  if (depth < spread_depth_max && !spread(lower, target, name, depth).failed()) return done();
  if (mount(lower.c_str(), target.c_str(), nullptr, MS_BIND | MS_REC, nullptr) != 0) {
    return failure("bind " + lower);
  }
  mount_attr read_only{};
  read_only.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NODEV;
  if (mount_setattr(-1, target.c_str(), AT_RECURSIVE, &read_only, sizeof read_only) != 0) {
    return failure("make " + lower + " read-only");
  }
  notices_.push_back("spotdrill-init: " + lower + " is read-only: " + first.step + ": " +
                     std::strerror(first.error));
  return done();
}

}  // namespace

Outcome bind_mount(const std::string& source, const std::string& target, bool read_only) {
  struct stat about{};
  if (stat(source.c_str(), &about) != 0) return failure("shared path " + source);
  STEP(make_mount_point(target, S_ISDIR(about.st_mode)));
  unsigned long flags = MS_BIND;
  if (S_ISDIR(about.st_mode)) flags |= MS_REC;
  if (mount(source.c_str(), target.c_str(), nullptr, flags, nullptr) != 0) {
    return failure("bind " + source);
  }
  mount_attr attributes{};
  attributes.attr_set = MOUNT_ATTR_NODEV;
  if (read_only) attributes.attr_set |= MOUNT_ATTR_RDONLY;
  if (mount_setattr(-1, target.c_str(), AT_RECURSIVE, &attributes, sizeof attributes) != 0) {
    return failure("attributes of " + source);
  }
  return done();
}

Outcome assemble_root(const Config& config, std::vector<std::string>& notices, std::string& root) {
  RootVolume volume{config, notices};
  STEP(volume.prepare());
  root = volume.root();
  std::vector<std::string> names;
  STEP(list_directory("/", names));
  for (const std::string& name : names) {
    if (std::find(own_directories.begin(), own_directories.end(), name) == own_directories.end()) {
      STEP(volume.add_top_level(name));
    }
  }
  // In a user namespace these came with their directory, or its overlay was refused.
  if (config.mode == "root") {
    std::vector<HostMount> mounts;
    STEP(list_host_mounts(config.data_dir, mounts));
    for (const HostMount& mount : mounts) STEP(volume.add_mount(mount));
  }
  return done();
}

}  // namespace spotdrill::init
