#include "init/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace spotdrill::init {

Outcome read_file(const std::string& path, std::string& text) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return failure("open " + path);
  char buffer[4096];
  ssize_t got = 0;
  while ((got = read(fd, buffer, sizeof buffer)) > 0) {
    text.append(buffer, static_cast<std::size_t>(got));
    if (text.size() > file_bytes_max) {
      close(fd);
      return {"read " + path, EFBIG};
    }
  }
  const Outcome outcome = got < 0 ? failure("read " + path) : done();
  close(fd);
  return outcome;
}

Outcome write_file(const std::string& path, std::string_view text, mode_t mode) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
  if (fd < 0) return failure("create " + path);
  Outcome outcome = done();
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written < 0) {
      outcome = failure("write " + path);
      break;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  // The umask of whoever started the daemon must not show here.
  if (!outcome.failed() && mode != 0) (void)!fchmod(fd, mode);
  close(fd);
  return outcome;
}

Outcome replace_file(const std::string& path, std::string_view text, mode_t mode) {
  const std::string fresh = path + ".spotdrill-new";
  STEP(write_file(fresh, text, mode));
  if (rename(fresh.c_str(), path.c_str()) != 0) return failure("replace " + path);
  return done();
}

Outcome make_directories(const std::string& path, mode_t mode) {
  // Most often all but the last are there, and a boot makes a hundred.
  int made = mkdir(path.c_str(), mode);
  const std::size_t slash = path.rfind('/');
  if (made != 0 && errno == ENOENT && slash != 0 && slash != std::string::npos) {
    STEP(make_directories(path.substr(0, slash), 0755));
    made = mkdir(path.c_str(), mode);
  }
  if (made == 0) {
    (void)!chmod(path.c_str(), mode);
  } else if (errno != EEXIST) {
    return failure("mkdir " + path);
  }
  return done();
}

Outcome make_mount_point(const std::string& path, bool directory) {
  if (directory) return make_directories(path, 0755);
  const std::size_t slash = path.rfind('/');
  if (slash != 0 && slash != std::string::npos) STEP(make_directories(path.substr(0, slash), 0755));
  return exists(path) ? done() : write_file(path, {}, 0644);
}

bool exists(const std::string& path) {
  struct stat about{};
  return stat(path.c_str(), &about) == 0;
}

}  // namespace spotdrill::init
