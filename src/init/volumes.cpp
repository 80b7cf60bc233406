#include "init/volumes.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "init/files.hpp"
#include "init/mountinfo.hpp"
#include "init/root_volume.hpp"
#include "init/unix_address.hpp"
#include "init/volume_work.hpp"

namespace spotdrill::init {
namespace {

// Stands for the devices of volumes that are directories: a block device that nobody can open.
constexpr const char* disk_path = "/run/spotdrill/disk";
constexpr const char* store_path = "/run/spotdrill/volumes";

// Attachments of a Nitro instance, and disks of its instance store. Source: EC2 User Guide.
constexpr std::size_t nodes_max = 64;

// Linux's "disk". Source: Debian Policy, base-passwd.
constexpr gid_t disk_group = 6;

std::string any_block_device() {
  std::string found;
  DIR* entries = opendir("/dev");
  if (entries == nullptr) return found;
  while (const dirent* entry = readdir(entries)) {
    const std::string path = std::string{"/dev/"} + entry->d_name;
    struct stat about{};
    if (lstat(path.c_str(), &about) == 0 && S_ISBLK(about.st_mode)) found = path;
  }
  closedir(entries);
  return found;
}

// "/dev/xvdf" of "/dev/sdf".
std::string xen_name(const std::string& name) {
  return name.starts_with("/dev/sd") ? "/dev/xvd" + name.substr(7) : name;
}

}  // namespace

Outcome mount_volume_store(Config& config, const std::string& root) {
  const std::string store = config.data_dir + "/" + volumes_name;
  if (!exists(store)) return done();
  const std::string place = root + store_path;
  STEP(bind_mount(store, place, false));
  config.volumes_fd = open(place.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (config.volumes_fd < 0) return failure("open " + store);
  if (mount("spotdrill", place.c_str(), "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV,
            "mode=000,size=4k") != 0) {
    return failure("hide " + store);
  }
  // bind_mount makes it one that cannot be opened. Without any a file stands in its place.
  if (const std::string disk = any_block_device(); !disk.empty()) {
    (void)bind_mount(disk, root + disk_path, true);
  }
  return done();
}

Outcome Volumes::listen() {
  listener_ = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (listener_ < 0) return failure("socket for volumes");
  const sockaddr_un address = unix_address(volumes_path);
  if (bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener_, 64) != 0) {
    return failure("bind " + std::string{volumes_path});
  }
  (void)!chmod(volumes_path, 0666);  // Everybody may ask what there is.
  return done();
}

void Volumes::attach_first() {
  // The daemon has sent them before it started this program.
  constexpr int wait_ms = 1000;
  for (long count = 0; count < config_.volumes; ++count) {
    pollfd polled{control_.connection(), POLLIN, 0};
    if (poll(&polled, 1, wait_ms) <= 0) return;
    const auto message = control_.receive();
    if (!message || message->kind != Kind::AttachVolume) return;
    attach(*message);
  }
}

void Volumes::send(Kind kind, const std::string& text, int error) {
  Message told{.kind = kind, .a = error};
  std::snprintf(told.text, sizeof told.text, "%s", text.c_str());
  control_.send(told);
}

void Volumes::attach(const Message& message) {
  std::string_view told{message.text};
  VolumeNode made;
  made.id = take_until(told, '\t');
  made.bytes = static_cast<std::uint64_t>(message.a);
  made.device = control_.take_descriptor();
  if (made.id.empty()) return;  // It could not be opened, which the daemon has told.
  const auto known = std::find_if(nodes_.begin(), nodes_.end(),
                                  [&](const VolumeNode& node) { return node.id == made.id; });
  if (known != nodes_.end()) {
    if (made.device >= 0) close(made.device);
    known->bytes = made.bytes;
    if (!known->leaving) send(Kind::VolumeAttached, made.id);
    return;
  }
  const bool nvme = (message.b & nvme_bit) != 0;
  const bool ephemeral = (message.b & ephemeral_bit) != 0;
  const Outcome outcome = make_node(made, nvme, ephemeral, std::string{told});
  if (outcome.failed()) {
    if (made.device >= 0) close(made.device);
    return send(Kind::VolumeAttached, made.id + "\t" + outcome.step, outcome.error);
  }
  nodes_.push_back(made);
  send(Kind::VolumeAttached, made.id);
}

Outcome Volumes::make_node(VolumeNode& made, bool nvme, bool ephemeral, const std::string& name) {
  if (nodes_.size() >= nodes_max) return {"attach " + made.id, E2BIG};
  if (nvme) {
    int number = 0;
    do {
      made.node = "nvme" + std::to_string(++number) + "n1";
    } while (exists("/dev/" + made.node));
  } else {
    made.node = xen_name(name).substr(std::strlen("/dev/"));
  }
  const std::string path = "/dev/" + made.node;
  if (made.is_directory()) {
    const std::string files = made.id + "/" + volume_files_name;
    if (config_.volumes_fd < 0 || faccessat(config_.volumes_fd, files.c_str(), F_OK, 0) != 0) {
      return failure("find " + made.id);
    }
    STEP(write_file(path, "", 0660));
    if (exists(disk_path) && mount(disk_path, path.c_str(), nullptr, MS_BIND, nullptr) != 0) {
      return failure("make " + path);
    }
  } else {
    struct stat about{};
    if (fstat(made.device, &about) != 0 || !S_ISBLK(about.st_mode)) return {"open " + path, ENODEV};
    if (mknod(path.c_str(), S_IFBLK | 0660, about.st_rdev) != 0) return failure("make " + path);
    (void)!chown(path.c_str(), 0, disk_group);
    (void)!chmod(path.c_str(), 0660);
  }
  add_links(made, nvme, ephemeral, name);
  return done();
}

// DEVIATION: on AWS an image's udev rules make of "/dev/sdf" that name or "/dev/xvdf", some images
// neither; here both are there, whatever the image.
void Volumes::add_links(VolumeNode& made, bool nvme, bool ephemeral, const std::string& name) {
  const auto link = [&](const std::string& path, const std::string& to) {
    if (path == "/dev/" + made.node || symlink(to.c_str(), path.c_str()) != 0) return;
    made.links.push_back(path);
  };
  if (!name.empty()) {
    link(name, made.node);
    link(xen_name(name), made.node);
  }
  if (!nvme || make_directories("/dev/disk/by-id", 0755).failed()) return;
  std::string serial = made.id;
  std::erase(serial, '-');
  link((ephemeral ? "/dev/disk/by-id/nvme-Amazon_EC2_NVMe_Instance_Storage_AWS"
                  : "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_") +
           serial,
       "../../" + made.node);
}

void Volumes::detach(const Message& message) {
  const std::string_view id{message.text};
  for (std::size_t index = 0; index < nodes_.size(); ++index) {
    if (nodes_[index].id != id) continue;
    nodes_[index].leaving = true;
    if (message.a != 0) {
      for (const std::string& place : places_of(nodes_[index])) {
        (void)umount2(place.c_str(), MNT_DETACH);
      }
    }
    if (places_of(nodes_[index]).empty()) return remove(index);
    return send(Kind::VolumeBusy, nodes_[index].id);
  }
  send(Kind::VolumeDetached, std::string{id});
}

void Volumes::remove(std::size_t index) {
  const VolumeNode gone = nodes_[index];
  nodes_.erase(nodes_.begin() + static_cast<std::ptrdiff_t>(index));
  const std::string path = "/dev/" + gone.node;
  for (const std::string& link : gone.links) unlink(link.c_str());
  if (gone.is_directory()) (void)umount2(path.c_str(), MNT_DETACH);
  unlink(path.c_str());
  if (gone.device >= 0) close(gone.device);
  send(Kind::VolumeDetached, gone.id);
}

void Volumes::leave_when_free() {
  for (std::size_t index = nodes_.size(); index > 0; --index) {
    const VolumeNode& node = nodes_[index - 1];
    if (node.leaving && places_of(node).empty()) remove(index - 1);
  }
}

void Volumes::tell() {
  for (const VolumeNode& node : nodes_) {
    send(node.leaving ? Kind::VolumeBusy : Kind::VolumeAttached, node.id);
  }
}

void Volumes::hear() {
  constexpr std::size_t workers_max = 64;
  const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (connection < 0) return;
  // What takes long, as writing back what was changed does, must not hold up PID 1.
  const pid_t pid = workers_.size() < workers_max ? fork() : -1;
  if (pid == 0) {
    serve_volumes(connection, nodes_, config_.volumes_fd);
    _exit(0);
  }
  if (pid > 0) workers_.push_back(pid);
  close(connection);
}

bool Volumes::ended(pid_t pid) {
  const auto found = std::find(workers_.begin(), workers_.end(), pid);
  if (found == workers_.end()) return false;
  workers_.erase(found);
  leave_when_free();
  return true;
}

}  // namespace spotdrill::init
