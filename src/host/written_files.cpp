#include "host/written_files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

namespace spotdrill {
namespace {

using FileId = std::pair<dev_t, ino_t>;

struct OpenedBy {
  std::string reader;  ///< "/proc/7/fd/3"; empty: none.
  pid_t writer = 0;
};

std::int64_t modified_ns(const struct stat& about) {
  return about.st_mtim.tv_sec * 1'000'000'000 + about.st_mtim.tv_nsec;
}

/// The open flags, in octal: "pos:\t0\nflags:\t0100001\n…". Source: proc_pid_fdinfo(5).
std::optional<unsigned> flags_of(pid_t pid, const char* number) {
  std::ifstream info{fmt::format("/proc/{}/fdinfo/{}", pid, number)};
  std::string line;
  while (std::getline(info, line)) {
    unsigned flags = 0;
    if (std::sscanf(line.c_str(), "flags: %o", &flags) == 1) return flags;
  }
  return std::nullopt;
}

std::string first_line(const std::string& path) {
  std::ifstream file{path};
  std::string line;
  std::getline(file, line);
  return line;
}

/// Each process once: all of its threads have the same files.
std::set<pid_t> processes_of(const std::vector<pid_t>& threads) {
  std::set<pid_t> processes;
  for (const pid_t thread : threads) {
    std::ifstream status{fmt::format("/proc/{}/status", thread)};
    std::string line;
    while (std::getline(status, line)) {
      int process = 0;
      if (std::sscanf(line.c_str(), "Tgid: %d", &process) != 1) continue;
      processes.insert(process);
      break;
    }
  }
  return processes;
}

void look_at(pid_t pid, const char* number, std::map<FileId, OpenedBy>& files) {
  const std::string link = fmt::format("/proc/{}/fd/{}", pid, number);
  struct stat about{};
  // A file without a name was never meant to outlive its process.
  if (::stat(link.c_str(), &about) != 0 || !S_ISREG(about.st_mode) || about.st_nlink == 0) return;
  const auto flags = flags_of(pid, number);
  if (!flags || (*flags & O_PATH) != 0) return;
  OpenedBy& file = files[{about.st_dev, about.st_ino}];
  const unsigned mode = *flags & O_ACCMODE;
  if (mode != O_WRONLY) file.reader = link;
  // What a shell redirects, its children have open too: it came first.
  const bool writes = mode != O_RDONLY && (*flags & O_APPEND) == 0;
  if (writes && file.writer == 0) file.writer = pid;
}

std::string target_of(const std::string& link) {
  std::array<char, 4'096> target{};
  const ssize_t length = ::readlink(link.c_str(), target.data(), target.size());
  return length > 0 ? std::string(target.data(), static_cast<std::size_t>(length)) : std::string{};
}

}  // namespace

WrittenFile::WrittenFile(std::string path, std::string writer, Descriptor file)
    : path_(std::move(path)), writer_(std::move(writer)), file_(std::move(file)) {
  struct stat about{};
  if (::fstat(file_.get(), &about) != 0) return;
  size_ = static_cast<std::uint64_t>(about.st_size);
  modified_ns_ = modified_ns(about);
}

std::uint64_t WrittenFile::size_now() const {
  struct stat about{};
  return ::fstat(file_.get(), &about) == 0 ? static_cast<std::uint64_t>(about.st_size) : size_;
}

bool WrittenFile::has_changed() const {
  struct stat about{};
  return ::fstat(file_.get(), &about) == 0 &&
         (static_cast<std::uint64_t>(about.st_size) != size_ || modified_ns(about) != modified_ns_);
}

std::vector<WrittenFile> read_while_written(const std::vector<pid_t>& threads) {
  std::map<FileId, OpenedBy> files;
  std::size_t looked_at = 0;
  for (const pid_t pid : processes_of(threads)) {
    const auto close = [](DIR* directory) { ::closedir(directory); };
    const std::unique_ptr<DIR, decltype(close)> descriptors{
        ::opendir(fmt::format("/proc/{}/fd", pid).c_str()), close};
    if (!descriptors) continue;
    while (const dirent* entry = ::readdir(descriptors.get())) {
      if (++looked_at > descriptors_looked_at_max) break;
      if (entry->d_name[0] != '.') look_at(pid, entry->d_name, files);
    }
  }
  std::vector<WrittenFile> found;
  for (const auto& [id, opened] : files) {
    if (opened.reader.empty() || opened.writer == 0) continue;
    Descriptor file{::open(opened.reader.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (!file.valid()) continue;
    found.emplace_back(target_of(opened.reader),
                       first_line(fmt::format("/proc/{}/comm", opened.writer)), std::move(file));
  }
  return found;
}

}  // namespace spotdrill
