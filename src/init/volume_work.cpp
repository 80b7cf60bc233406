#include "init/volume_work.hpp"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "init/files.hpp"
#include "init/mountinfo.hpp"
#include "init/superblock.hpp"
#include "init/volume_client.hpp"

// Source: Linux, fs/ext4/ext4.h; it is in no header for programs.
#define SPOTDRILL_EXT4_RESIZE _IOW('f', 16, __u64)

namespace spotdrill::init {
namespace {

using Fields = std::vector<std::string>;

Fields split(std::string_view text, char between) {
  Fields fields;
  while (true) {
    const std::size_t at = text.find(between);
    fields.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return fields;
    text.remove_prefix(at + 1);
  }
}

std::string number_of(const VolumeNode& node) {
  struct stat about{};
  if (!node.is_directory()) (void)fstat(node.device, &about);
  return std::to_string(major(about.st_rdev)) + ":" + std::to_string(minor(about.st_rdev));
}

/// Where `node` is mounted, by the text of mountinfo.
std::vector<std::string> places_in(std::string_view mountinfo, const VolumeNode& node) {
  const std::string number = number_of(node);
  const std::string files =
      std::string{"/"} + volumes_name + "/" + node.id + "/" + volume_files_name;
  std::vector<std::string> places;
  while (!mountinfo.empty()) {
    const MountLine mount = take_mount(mountinfo);
    const bool ours =
        node.is_directory() ? mount.root.find(files) != std::string::npos : mount.device == number;
    if (ours) places.push_back(mount.point);
  }
  return places;
}

class Worker {
 public:
  Worker(const std::vector<VolumeNode>& nodes, int store) : nodes_(nodes), store_(store) {}

  /// The errno of what was asked for; `answer` is what there is to say.
  int carry_out(const Fields& asked, bool root, std::string& answer);

 private:
  int list(std::string& answer);
  int mount_node(const Fields& asked);
  int unmount(const Fields& asked);
  int format(const Fields& asked);
  int grow(const Fields& asked);
  [[nodiscard]] const VolumeNode* find(const std::string& node) const;
  [[nodiscard]] FileSystemFacts facts_of(const VolumeNode& node) const;
  [[nodiscard]] std::string inside(const VolumeNode& node, const char* name) const {
    return "/proc/self/fd/" + std::to_string(store_) + "/" + node.id + "/" + name;
  }

  const std::vector<VolumeNode>& nodes_;
  int store_;
};

const VolumeNode* Worker::find(const std::string& node) const {
  for (const VolumeNode& each : nodes_) {
    if (each.node == node) return &each;
  }
  return nullptr;
}

FileSystemFacts Worker::facts_of(const VolumeNode& node) const {
  if (!node.is_directory()) return read_superblock(node.device);
  std::string text;
  if (read_file(inside(node, volume_format_name), text).failed()) return {};
  const Fields lines = split(text, '\n');
  if (lines.size() < 3) return {};
  return {.type = lines[0], .uuid = lines[1], .label = lines[2]};
}

int Worker::list(std::string& answer) {
  std::string mountinfo;
  (void)!read_file("/proc/self/mountinfo", mountinfo).failed();
  for (const VolumeNode& node : nodes_) {
    const FileSystemFacts facts = facts_of(node);
    answer += node.node + "\t" + node.id + "\t" + std::to_string(node.bytes) + "\t" +
              (node.is_directory() ? "directory" : "block") + "\t" + number_of(node) + "\t" +
              facts.type + "\t" + facts.uuid + "\t" + facts.label;
    for (const std::string& place : places_in(mountinfo, node)) answer += "\t" + place;
    answer += "\n";
  }
  return 0;
}

// NODE, TARGET, TYPE or "", FLAGS, OPTIONS of the file system's own.
int Worker::mount_node(const Fields& asked) {
  if (asked.size() != 6) return EINVAL;
  const VolumeNode* node = find(asked[1]);
  if (node == nullptr) return ENODEV;
  const unsigned long flags = std::strtoul(asked[4].c_str(), nullptr, 10) | MS_NODEV;
  const char* target = asked[2].c_str();
  const FileSystemFacts facts = facts_of(*node);
  if (facts.type.empty() || (!asked[3].empty() && asked[3] != facts.type)) return EINVAL;
  bool there = false;
  for (const std::string& place : places_of(*node)) there = there || place == asked[2];
  const bool again = (flags & MS_REMOUNT) != 0;
  if (there != again) return again ? EINVAL : EBUSY;
  if (!node->is_directory()) {
    const std::string path = "/dev/" + node->node;
    return mount(path.c_str(), target, facts.type.c_str(), flags, asked[5].c_str()) == 0 ? 0
                                                                                         : errno;
  }
  const std::string files = inside(*node, volume_files_name);
  if (!again && mount(files.c_str(), target, nullptr, MS_BIND, nullptr) != 0) return errno;
  constexpr unsigned long changeable = MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME;
  const unsigned long changed = MS_BIND | MS_REMOUNT | (flags & changeable);
  return mount(nullptr, target, nullptr, changed, nullptr) == 0 ? 0 : errno;
}

// TARGET, FLAGS.
int Worker::unmount(const Fields& asked) {
  if (asked.size() != 3) return EINVAL;
  const int flags = std::atoi(asked[2].c_str()) & (MNT_DETACH | MNT_FORCE);
  for (const VolumeNode& node : nodes_) {
    for (const std::string& place : places_of(node)) {
      if (place == asked[1]) return umount2(place.c_str(), flags) == 0 ? 0 : errno;
    }
  }
  return ENOENT;
}

std::string new_uuid() {
  unsigned char bytes[16] = {};
  (void)!getrandom(bytes, sizeof bytes, GRND_NONBLOCK);
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
  return uuid_text(bytes);
}

// Deletes what is at `path` below the directory.
int remove_below(int directory, const std::string& path) {
  const pid_t pid = fork();
  if (pid == 0) {
    // For rm, to which the other does not go along.
    const std::string whole = "/proc/self/fd/" + std::to_string(dup(directory)) + "/" + path;
    execlp("rm", "rm", "-rf", "--one-file-system", "--", whole.c_str(),
           static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0 ? 0 : EIO;
}

// NODE, TYPE, LABEL, UUID or "", "new" or "keep" what is on it.
int Worker::format(const Fields& asked) {
  if (asked.size() != 6) return EINVAL;
  const VolumeNode* node = find(asked[1]);
  if (node == nullptr || !node->is_directory()) return ENODEV;
  if (asked[5] == "new") {
    if (!places_of(*node).empty()) return EBUSY;
    const std::string files = inside(*node, volume_files_name);
    const int error = remove_below(store_, node->id + "/" + volume_files_name);
    if (error != 0) return error;
    if (mkdir(files.c_str(), 0755) != 0 || chmod(files.c_str(), 0755) != 0) return errno;
    if (asked[2].starts_with("ext") && mkdir((files + "/lost+found").c_str(), 0700) != 0) {
      return errno;
    }
  }
  const std::string uuid = asked[4].empty() ? new_uuid() : asked[4];
  const std::string text = asked[2].empty() ? "" : asked[2] + "\n" + uuid + "\n" + asked[3] + "\n";
  return write_file(inside(*node, volume_format_name), text, 0600).error;
}

// NODE: a mounted file system takes the room that its volume has.
int Worker::grow(const Fields& asked) {
  if (asked.size() != 2) return EINVAL;
  const VolumeNode* node = find(asked[1]);
  if (node == nullptr) return ENODEV;
  if (node->is_directory()) return 0;
  const std::vector<std::string> places = places_of(*node);
  if (places.empty()) return ENOENT;
  const int fd = open(places.front().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  struct statfs about{};
  std::uint64_t bytes = 0;
  if (fd < 0 || fstatfs(fd, &about) != 0 || ioctl(node->device, BLKGETSIZE64, &bytes) != 0) {
    return errno;
  }
  __u64 blocks = bytes / static_cast<std::uint64_t>(about.f_bsize);
  const int code = ioctl(fd, SPOTDRILL_EXT4_RESIZE, &blocks) == 0 ? 0 : errno;
  close(fd);
  return code;
}

int Worker::carry_out(const Fields& asked, bool root, std::string& answer) {
  const std::string& verb = asked[0];
  if (verb == volume_verbs::list) return list(answer);
  if (!root) return EPERM;
  if (verb == volume_verbs::mount) return mount_node(asked);
  if (verb == volume_verbs::unmount) return unmount(asked);
  if (verb == volume_verbs::format) return format(asked);
  if (verb == volume_verbs::grow) return grow(asked);
  return EINVAL;
}

}  // namespace

std::vector<std::string> places_of(const VolumeNode& node) {
  std::string text;
  if (read_file("/proc/self/mountinfo", text).failed()) return {};
  return places_in(text, node);
}

void serve_volumes(int connection, const std::vector<VolumeNode>& nodes, int store) {
  ucred peer{};
  socklen_t size = sizeof peer;
  char request[volume_request_bytes_max];
  const ssize_t got = recv(connection, request, sizeof request, 0);
  if (got <= 0 || getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return;
  std::string answer;
  Worker worker{nodes, store};
  const std::string_view text{request, static_cast<std::size_t>(got)};
  const int error = worker.carry_out(split(text, '\t'), peer.uid == 0, answer);
  answer.insert(0, std::to_string(error) + "\n");
  (void)!::send(connection, answer.data(), std::min(answer.size(), volume_answer_bytes_max),
                MSG_NOSIGNAL);
}

}  // namespace spotdrill::init
