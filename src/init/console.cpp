#include "init/console.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "init/protocol.hpp"

namespace spotdrill::init {
namespace {

constexpr int append_flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;

// A full disk loses output; it must not stop the job.
std::int64_t write_some(int fd, const char* data, std::size_t size) {
  std::size_t written = 0;
  while (written < size) {
    const ssize_t now = write(fd, data + written, size - written);
    if (now <= 0) break;
    written += static_cast<std::size_t>(now);
  }
  return static_cast<std::int64_t>(written);
}

}  // namespace

Outcome Console::open_files(int directory_fd) {
  directory_ = directory_fd;
  file_ = openat(directory_, console_name, append_flags, 0600);
  if (file_ < 0) return failure("open the console's file");
  struct stat about{};
  if (fstat(file_, &about) == 0) length_ = about.st_size;
  return done();
}

Outcome Console::open_source(bool device) {
  constexpr int pipe_bytes = 256 << 10;
  if (device) {
    // Read and write, so that it never ends when the last writer goes.
    device_ = open("/dev/console", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (device_ < 0) return failure("open /dev/console");
    fcntl(device_, F_SETPIPE_SZ, pipe_bytes);
  }
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return failure("pipe");
  scripts_ = ends[0];
  sink_ = ends[1];
  if (fcntl(scripts_, F_SETFL, O_NONBLOCK) != 0) return failure("pipe");
  fcntl(scripts_, F_SETPIPE_SZ, pipe_bytes);
  // /dev/stderr opens it anew, whoever user data has become by then.
  (void)!fchmod(sink_, 0622);
  return done();
}

void Console::open_log(const char* path) {
  log_ = open(path, append_flags, 0640);
  struct stat about{};
  if (log_ >= 0 && fstat(log_, &about) == 0) log_length_ = about.st_size;
}

bool Console::copy() {
  const bool scripts = copy_from(scripts_, true);
  return copy_from(device_, false) || scripts;
}

bool Console::copy_from(int source, bool logged) {
  static char buffer[64 << 10];
  const ssize_t got = source < 0 ? -1 : read(source, buffer, sizeof buffer);
  if (got <= 0) return false;
  append(buffer, static_cast<std::size_t>(got), logged);
  return true;
}

void Console::line(std::string_view text) {
  append(text.data(), text.size());
  append("\n", 1);
}

void Console::append(const char* data, std::size_t size, bool logged) {
  if (length_ >= console_file_bytes_max) rotate();
  length_ += write_some(file_, data, size);
  if (log_ < 0 || !logged) return;
  // DEVIATION: cloud-init's file grows without bound; ours starts anew, so that a job that prints
  // without end does not fill the root volume.
  if (log_length_ >= 2 * console_file_bytes_max && ftruncate(log_, 0) == 0) log_length_ = 0;
  log_length_ += write_some(log_, data, size);
}

void Console::rotate() {
  if (renameat(directory_, console_name, directory_, console_old_name) != 0) return;
  const int fresh = openat(directory_, console_name, append_flags, 0600);
  if (fresh < 0) return;
  close(file_);
  file_ = fresh;
  ++generation_;
  length_ = 0;
}

}  // namespace spotdrill::init
