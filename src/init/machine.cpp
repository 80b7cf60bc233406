#include "init/machine.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string_view>
#include <vector>

#include "init/clone.hpp"
#include "init/files.hpp"

namespace spotdrill::init {
namespace {

// Below the usual end of 32768, so that a job's own processes do not begin at 300 again.
constexpr std::uint64_t first_pid_min = 1000;
constexpr std::uint64_t first_pid_range = 29'000;
// Where the kernel lets nobody choose, so many are passed over, at some 50 us each.
constexpr std::uint64_t passed_over_max = 100;

// FNV-1a, and a second time with another start for the other half of an id.
std::uint64_t hash_of(std::string_view text, std::uint64_t start) {
  std::uint64_t hash = 0xcbf29ce484222325U ^ start;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  // FNV's upper bits hardly differ for texts that differ at their end.
  hash ^= hash >> 32;
  hash *= 0xd6e8feb86659fd93U;
  return hash ^ hash >> 32;
}

// 32 hexadecimal digits that the instance keeps.
std::string own_digits(const Config& config, std::uint64_t purpose) {
  char digits[33];
  std::snprintf(digits, sizeof digits, "%016llx%016llx",
                static_cast<unsigned long long>(hash_of(config.id, purpose)),
                static_cast<unsigned long long>(hash_of(config.id, purpose + 1)));
  return digits;
}

std::string as_uuid(const std::string& digits) {
  return digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-4" + digits.substr(13, 3) + "-a" +
         digits.substr(17, 3) + "-" + digits.substr(20);
}

// Shows `text` in the place of a file of the kernel's. Where it is not there, nothing is shown.
void show_instead(const std::string& path, const char* name, const std::string& text) {
  const std::string ours = std::string{"/run/spotdrill/"} + name;
  if (!exists(path) || write_file(ours, text + "\n", 0444).failed()) return;
  (void)!mount(ours.c_str(), path.c_str(), nullptr, MS_BIND, nullptr);
}

// "…/machine-id: a 32-character hexadecimal lowercase machine ID", the same as long as the root
// volume is. Source: machine-id(5).
void write_machine_id(const Config& config) {
  const std::string text = own_digits(config, 1) + "\n";
  const Outcome written = replace_file("/etc/machine-id", text, 0444);
  const char* copy = "/var/lib/dbus/machine-id";
  struct stat about{};
  if (written.failed() || lstat(copy, &about) != 0 || !S_ISREG(about.st_mode)) return;
  (void)replace_file(copy, text, 0444);
}

// They are the host's secret, and its identity.
void remove_host_keys() {
  const std::string directory = "/etc/ssh";
  DIR* entries = opendir(directory.c_str());
  if (entries == nullptr) return;
  std::vector<std::string> keys;
  while (const dirent* entry = readdir(entries)) {
    if (std::string_view{entry->d_name}.starts_with("ssh_host_")) keys.emplace_back(entry->d_name);
  }
  closedir(entries);
  for (const std::string& key : keys) unlink((directory + "/" + key).c_str());
}

}  // namespace

void begin_uptime() {
  timespec up{};
  clock_gettime(CLOCK_BOOTTIME, &up);
  // Whole seconds: a clock below zero is refused.
  const std::string offset = "boottime -" + std::to_string(up.tv_sec) + " 0\n";
  if (unshare(CLONE_NEWTIME) != 0) return;
  (void)write_file("/proc/self/timens_offsets", offset, 0);
  // Otherwise children alone would be in it, and those of a vfork could not be made.
  const int ours = open("/proc/self/ns/time_for_children", O_RDONLY | O_CLOEXEC);
  if (ours < 0) return;
  (void)!setns(ours, CLONE_NEWTIME);
  close(ours);
}

void scatter_process_ids(const Config& config, const std::string& proc) {
  std::uint64_t number = hash_of(config.id, 0);
  // A later boot of the same machine numbers them otherwise.
  if (!config.first_boot) (void)!getrandom(&number, sizeof number, GRND_NONBLOCK);
  const std::string last = std::to_string(first_pid_min + number % first_pid_range);
  const int fd = open((proc + "/sys/kernel/ns_last_pid").c_str(), O_WRONLY | O_CLOEXEC);
  const bool taken = fd >= 0 && write(fd, last.data(), last.size()) > 0;
  if (fd >= 0) close(fd);
  if (taken) return;
  for (std::uint64_t count = number % passed_over_max; count > 0; --count) {
    const long pid = clone_into(0, SIGCHLD, -1);
    if (pid == 0) _exit(0);
    if (pid > 0) waitpid(static_cast<pid_t>(pid), nullptr, 0);
  }
}

void become_own_machine(const Config& config) {
  std::string boot;
  if (!read_file("/proc/sys/kernel/random/uuid", boot).failed()) {
    boot.resize(boot.find_last_not_of('\n') + 1);
    show_instead("/proc/sys/kernel/random/boot_id", "boot_id", boot);
  }
  write_machine_id(config);
  if (config.first_boot) remove_host_keys();
  // By these programs tell an instance of EC2: the UUID begins with ec2.
  // Source: EC2 User Guide, "Detect whether a host is an EC2 instance".
  std::string uuid = as_uuid(own_digits(config, 3));
  uuid.replace(0, 3, "ec2");
  show_instead("/sys/class/dmi/id/product_uuid", "product_uuid", uuid);
  show_instead("/sys/class/dmi/id/board_asset_tag", "board_asset_tag", config.id);
  show_instead("/sys/class/dmi/id/sys_vendor", "sys_vendor", "Amazon EC2");
  show_instead("/sys/hypervisor/uuid", "hypervisor_uuid", uuid);
}

}  // namespace spotdrill::init
