#include "host/loop_device.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace spotdrill {
namespace {

namespace fs = std::filesystem;

std::string error_text(std::string_view what) {
  return fmt::format("{}: {}", what, std::strerror(errno));
}

// Whether a loop device is of that file, whatever its path is now.
bool is_of(int device, const struct stat& file) {
  loop_info64 info{};
  return ::ioctl(device, LOOP_GET_STATUS64, &info) == 0 && info.lo_inode == file.st_ino &&
         info.lo_device == file.st_dev;
}

// Two devices of one file would each keep another half of it.
Descriptor find_loop_device(const struct stat& file) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator{"/sys/block", none}) {
    const std::string name = entry.path().filename();
    if (!name.starts_with("loop") || !fs::exists(entry.path() / "loop" / "backing_file", none)) {
      continue;
    }
    Descriptor device{::open(("/dev/" + name).c_str(), O_RDWR | O_CLOEXEC)};
    if (device.valid() && is_of(device.get(), file)) return device;
  }
  return {};
}

}  // namespace

Result<Descriptor, std::string> open_loop_device(const fs::path& file) {
  const Descriptor image{::open(file.c_str(), O_RDWR | O_CLOEXEC)};
  struct stat about{};
  if (!image.valid() || ::fstat(image.get(), &about) != 0) {
    return refuse(error_text("open " + file.string()));
  }
  if (Descriptor found = find_loop_device(about); found.valid()) return found;
  const Descriptor control{::open("/dev/loop-control", O_RDWR | O_CLOEXEC)};
  if (!control.valid()) return refuse(error_text("open /dev/loop-control"));
  // Somebody else may take the one that is free.
  constexpr int tries_max = 64;
  for (int tries = 0; tries < tries_max; ++tries) {
    const int number = ::ioctl(control.get(), LOOP_CTL_GET_FREE);
    if (number < 0) return refuse(error_text("find a free loop device"));
    const std::string path = fmt::format("/dev/loop{}", number);
    Descriptor device{::open(path.c_str(), O_RDWR | O_CLOEXEC)};
    if (!device.valid()) return refuse(error_text("open " + path));
    loop_config config{};
    config.fd = static_cast<__u32>(image.get());
    config.info.lo_flags = LO_FLAGS_AUTOCLEAR;
    if (::ioctl(device.get(), LOOP_CONFIGURE, &config) == 0) return device;
    if (errno != EBUSY) return refuse(error_text("make " + path));
  }
  return refuse(std::string{"no loop device is free"});
}

void refresh_loop_device(const fs::path& file) {
  struct stat about{};
  if (::stat(file.c_str(), &about) != 0) return;
  const Descriptor device = find_loop_device(about);
  if (device.valid()) (void)::ioctl(device.get(), LOOP_SET_CAPACITY, 0);
}

Result<void, std::string> try_loop_devices(const fs::path& directory) {
  if (::geteuid() != 0) return refuse(std::string{"only root makes loop devices"});
  const fs::path file = directory / "loop-check";
  constexpr off_t bytes = 1 << 20;
  {
    const Descriptor image{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (!image.valid() || ::ftruncate(image.get(), bytes) != 0) {
      return refuse(error_text("write " + file.string()));
    }
  }
  const auto device = open_loop_device(file);
  ::unlink(file.c_str());
  if (!device.has_value()) return refuse(device.error());
  return {};
}

}  // namespace spotdrill
