#include "store/file_blobs.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace spotdrill {
namespace {

constexpr std::string_view unfinished_suffix = ".new";

class OpenFile {
 public:
  OpenFile(const std::filesystem::path& path, int flags)
      : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~OpenFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  [[nodiscard]] int fd() const { return fd_; }
  [[nodiscard]] bool good() const { return fd_ >= 0; }

 private:
  int fd_;
};

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

class FileBlobs final : public BlobStore {
 public:
  explicit FileBlobs(std::filesystem::path directory) : directory_(std::move(directory)) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(directory_, ignored)) {
      if (entry.path().extension() == unfinished_suffix) ::unlink(entry.path().c_str());
    }
  }

  bool put(std::string_view id, std::string_view bytes) override {
    const std::filesystem::path path = directory_ / id;
    const std::filesystem::path unfinished = path.string() + std::string{unfinished_suffix};
    if (write_durably(unfinished, bytes) && ::access(path.c_str(), F_OK) != 0 &&
        ::rename(unfinished.c_str(), path.c_str()) == 0 && sync_directory()) {
      return true;
    }
    ::unlink(unfinished.c_str());
    return false;
  }

  std::optional<std::string> read(std::string_view id, std::uint64_t offset,
                                  std::uint64_t length) override {
    const OpenFile file{directory_ / id, O_RDONLY};
    if (!file.good()) return std::nullopt;
    std::string bytes(length, '\0');
    std::size_t got = 0;
    while (got < length) {
      const ssize_t size =
          ::pread(file.fd(), bytes.data() + got, length - got, static_cast<off_t>(offset + got));
      if (size < 0 && errno == EINTR) continue;
      if (size <= 0) return std::nullopt;
      got += static_cast<std::size_t>(size);
    }
    return bytes;
  }

  void erase(std::string_view id) override { ::unlink((directory_ / id).c_str()); }

  std::vector<std::string> ids() override {
    std::vector<std::string> all;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(directory_, ignored)) {
      all.push_back(entry.path().filename());
    }
    return all;
  }

 private:
  static bool write_durably(const std::filesystem::path& path, std::string_view bytes) {
    const OpenFile file{path, O_WRONLY | O_CREAT | O_TRUNC};
    return file.good() && write_all(file.fd(), bytes) && ::fdatasync(file.fd()) == 0;
  }

  /// The name, too, must outlive a power cut before a row has it.
  [[nodiscard]] bool sync_directory() const {
    const OpenFile directory{directory_, O_RDONLY | O_DIRECTORY};
    return directory.good() && ::fsync(directory.fd()) == 0;
  }

  std::filesystem::path directory_;
};

}  // namespace

Result<std::unique_ptr<BlobStore>, std::string> open_file_blobs(
    const std::filesystem::path& directory) {
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
    return refuse(fmt::format("The directory '{}' cannot be made: {}.", directory.string(),
                              std::strerror(errno)));
  }
  return std::make_unique<FileBlobs>(directory);
}

}  // namespace spotdrill
