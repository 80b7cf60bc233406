#include "host/cgroup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "host/descriptor.hpp"
#include "init/mountinfo.hpp"
#include "init/protocol.hpp"

namespace spotdrill {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view name_start = "spotdrill-";

// Empty when it cannot be read: what it tells of may go meanwhile, which is no exception.
std::string read_kernel_file(const fs::path& path) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  std::string text;
  std::array<char, 4096> buffer;
  for (ssize_t got = 0;
       file.valid() && (got = ::read(file.get(), buffer.data(), buffer.size())) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return text;
}

// "0::PATH", relative to the root of the cgroup namespace.
std::string_view path_in_hierarchy(std::string_view cgroup) {
  while (!cgroup.empty()) {
    const std::string_view line = init::take_until(cgroup, '\n');
    if (line.starts_with("0::/")) return line.substr(3);
  }
  return {};
}

// What of `path` lies below the root of a mount; nothing when the mount does not show it.
bool strip_root(std::string_view root, std::string_view& path) {
  if (root == "/") return true;
  if (!path.starts_with(root)) return false;
  if (path.size() > root.size() && path[root.size()] != '/') return false;
  path.remove_prefix(root.size());
  return true;
}

bool write_control(const fs::path& file, std::string_view text) {
  const Descriptor control{::open(file.c_str(), O_WRONLY | O_CLOEXEC)};
  return control.valid() &&
         ::write(control.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

bool has_processes(const fs::path& directory) {
  const std::string events = read_kernel_file(directory / "cgroup.events");
  return events.find("populated 1") != std::string::npos;
}

bool directory_gone(const fs::path& directory) {
  return ::rmdir(directory.c_str()) == 0 || errno == ENOENT;
}

// A new one: Linux kills what is cloned into a cgroup that was killed once, though it be empty. An
// earlier life's may be in use for a moment still, so there are a few names.
fs::path fresh_directory(const fs::path& wanted) {
  constexpr int names_max = 9;
  for (int number = 1; number <= names_max; ++number) {
    fs::path directory = wanted;
    if (number > 1) directory += fmt::format("-{}", number);
    if (::mkdir(directory.c_str(), 0755) == 0) return directory;
    if (errno != EEXIST) return {};
    (void)write_control(directory / "cgroup.kill", "1");
    if (directory_gone(directory / init::cgroup_processes_name) && directory_gone(directory) &&
        ::mkdir(directory.c_str(), 0755) == 0) {
      return directory;
    }
  }
  return {};
}

}  // namespace

fs::path cgroup_directory(std::string_view mountinfo, std::string_view cgroup) {
  const std::string_view own = path_in_hierarchy(cgroup);
  if (own.empty()) return {};
  while (!mountinfo.empty()) {
    const init::MountLine mount = init::take_mount(mountinfo);
    std::string_view below = own;
    if (mount.type != "cgroup2" || !strip_root(mount.root, below)) continue;
    while (below.starts_with('/')) below.remove_prefix(1);
    return below.empty() ? fs::path{mount.point} : fs::path{mount.point} / below;
  }
  return {};
}

fs::path own_cgroup_directory() {
  return cgroup_directory(read_kernel_file("/proc/self/mountinfo"),
                          read_kernel_file("/proc/self/cgroup"));
}

void remove_stale_cgroups(const fs::path& parent, std::chrono::seconds age) {
  const auto youngest = fs::file_time_type::clock::now() - age;
  std::error_code error;
  const fs::directory_iterator end;
  for (fs::directory_iterator at{parent, error}; !error && at != end; at.increment(error)) {
    const fs::path& directory = at->path();
    if (!directory.filename().string().starts_with(name_start)) continue;
    // Those that read nothing are no cgroups.
    if (!read_kernel_file(directory / "cgroup.events").starts_with("populated 0")) continue;
    std::error_code gone;
    if (fs::last_write_time(directory, gone) > youngest || gone) continue;
    if (directory_gone(directory / init::cgroup_processes_name)) (void)directory_gone(directory);
  }
}

Cgroup Cgroup::make(const fs::path& parent, const fs::path& instance_dir) {
  struct stat about{};
  if (parent.empty() || ::stat(instance_dir.parent_path().c_str(), &about) != 0) return {};
  // Unique for the data directory and the instance.
  const std::string name = fmt::format("{}{:x}-{:x}-{}", name_start, about.st_dev, about.st_ino,
                                       instance_dir.filename().string());
  Cgroup made;
  made.link_ = instance_dir / init::cgroup_link_name;
  made.directory_ = fresh_directory(parent / name);
  if (made.directory_.empty()) return {};
  std::error_code error;
  fs::remove(made.link_, error);
  if (::access((made.directory_ / "cgroup.kill").c_str(), W_OK) != 0 ||
      ::mkdir((made.directory_ / init::cgroup_processes_name).c_str(), 0755) != 0 ||
      ::symlink(made.directory_.c_str(), made.link_.c_str()) != 0) {
    (void)made.remove();
    return {};
  }
  return made;
}

Cgroup Cgroup::find(const fs::path& instance_dir) {
  std::error_code error;
  Cgroup found;
  found.link_ = instance_dir / init::cgroup_link_name;
  found.directory_ = fs::read_symlink(found.link_, error);
  if (error || !fs::exists(found.directory_ / "cgroup.kill", error)) return {};
  return found;
}

bool Cgroup::kill() const {
  return valid() && write_control(directory_ / "cgroup.kill", "1");
}

bool Cgroup::kill_processes() const {
  return valid() && write_control(directory_ / init::cgroup_processes_name / "cgroup.kill", "1");
}

bool Cgroup::set_frozen(bool frozen) const {
  if (!valid()) return false;
  const fs::path processes = directory_ / init::cgroup_processes_name;
  // Empty: whoever began the instance could not put it there. Thawed it is left in any case.
  if (frozen && !has_processes(processes)) return false;
  return write_control(processes / "cgroup.freeze", frozen ? "1" : "0") && has_processes(processes);
}

bool Cgroup::populated() const {
  return valid() && has_processes(directory_);
}

bool Cgroup::remove() const {
  if (!valid()) return true;
  if (!directory_gone(directory_ / init::cgroup_processes_name) || !directory_gone(directory_))
    return false;
  std::error_code error;
  if (fs::read_symlink(link_, error) == directory_) fs::remove(link_, error);
  return true;
}

}  // namespace spotdrill
