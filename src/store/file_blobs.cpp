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

/// So much is handed to the disk at a time while more comes, so that the end need not wait for all.
constexpr std::int64_t written_back_bytes = 8 * 1024 * 1024;

/// The name, too, must outlive a power cut before a row has it.
bool sync_directory(const std::filesystem::path& path) {
  const OpenFile directory{path, O_RDONLY | O_DIRECTORY};
  return directory.good() && ::fsync(directory.fd()) == 0;
}

class FileBlobWriter final : public BlobWriter {
 public:
  FileBlobWriter(std::filesystem::path directory, std::uint64_t number)
      : directory_(std::move(directory)),
        unfinished_(directory_ / fmt::format("{}{}", number, unfinished_suffix)) {}
  ~FileBlobWriter() override { give_up(); }
  FileBlobWriter(const FileBlobWriter&) = delete;
  FileBlobWriter& operator=(const FileBlobWriter&) = delete;

  bool write(std::string_view bytes) override {
    if (failed_) return false;
    const OpenFile file{unfinished_, O_WRONLY | O_CREAT | O_APPEND};
    if (!file.good() || !write_all(file.fd(), bytes)) return give_up();
    size_ += static_cast<std::int64_t>(bytes.size());
    if (size_ - handed_over_ >= written_back_bytes) {
      ::sync_file_range(file.fd(), handed_over_, size_ - handed_over_, SYNC_FILE_RANGE_WRITE);
      handed_over_ = size_;
    }
    return true;
  }

  bool keep(std::string_view id) override {
    const std::filesystem::path path = directory_ / id;
    if (failed_ || !is_durable() || ::access(path.c_str(), F_OK) == 0 ||
        ::rename(unfinished_.c_str(), path.c_str()) != 0) {
      return give_up();
    }
    failed_ = true;  // There is nothing to write to any more.
    if (sync_directory(directory_)) return true;
    ::unlink(path.c_str());
    return false;
  }

 private:
  [[nodiscard]] bool is_durable() const {
    const OpenFile file{unfinished_, O_WRONLY | O_CREAT};
    return file.good() && ::fdatasync(file.fd()) == 0;
  }

  /// At once: what is on the disk in vain keeps others from writing.
  bool give_up() {
    if (!failed_) ::unlink(unfinished_.c_str());
    failed_ = true;
    return false;
  }

  std::filesystem::path directory_;
  std::filesystem::path unfinished_;
  std::int64_t size_ = 0;
  std::int64_t handed_over_ = 0;
  bool failed_ = false;
};

class FileBlobs final : public BlobStore {
 public:
  explicit FileBlobs(std::filesystem::path directory) : directory_(std::move(directory)) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(directory_, ignored)) {
      if (entry.path().extension() == unfinished_suffix) ::unlink(entry.path().c_str());
    }
  }

  bool put(std::string_view id, std::string_view bytes) override {
    const std::unique_ptr<BlobWriter> writer = begin();
    return writer->write(bytes) && writer->keep(id);
  }

  std::unique_ptr<BlobWriter> begin() override {
    return std::make_unique<FileBlobWriter>(directory_, ++writers_);
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
      if (entry.path().extension() != unfinished_suffix) all.push_back(entry.path().filename());
    }
    return all;
  }

 private:
  std::filesystem::path directory_;
  std::uint64_t writers_ = 0;
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
