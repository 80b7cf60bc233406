#include "store/disk_reserve.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace spotdrill {

DiskReserve::DiskReserve(std::filesystem::path file) : file_(std::move(file)) {
  std::error_code missing;
  const auto size = std::filesystem::file_size(file_, missing);
  held_ = !missing && size >= disk_reserve_bytes;
}

bool DiskReserve::release() {
  if (!held_) return false;
  std::error_code error;
  std::filesystem::remove(file_, error);
  held_ = false;
  return !error;
}

void DiskReserve::restore() {
  if (held_) return;
  // Less, and the reserve itself would bring the full disk about.
  constexpr std::uint64_t room_bytes_min = 4 * disk_reserve_bytes;
  std::error_code error;
  const auto space = std::filesystem::space(file_.parent_path(), error);
  if (error || space.available < room_bytes_min) return;
  const int fd = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return;
  held_ = ::posix_fallocate(fd, 0, static_cast<off_t>(disk_reserve_bytes)) == 0;
  ::close(fd);
  if (!held_) std::filesystem::remove(file_, error);
}

}  // namespace spotdrill
