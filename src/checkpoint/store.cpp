// Why this order of system calls: README.md, "What it guarantees".
#include <array>
#include <cstdio>
#include <ostream>
#include <random>
#include <streambuf>
#include <thread>

#include "checkpoint/crc32c.hpp"
#include "checkpoint/disk.hpp"
#include "checkpoint/error.hpp"
#include "checkpoint/format.hpp"

namespace spotdrill::checkpoint {
namespace {

constexpr std::size_t chunk_bytes = 1 << 16;

/// An open file. Closes itself.
class File {
 public:
  File(Disk& disk, const std::string& path, int flags)
      : disk_(&disk), file_(disk.open(path, flags)) {}
  File(File&& other) noexcept : disk_(other.disk_), file_(std::exchange(other.file_, -1)) {}
  File& operator=(File&&) = delete;
  ~File() {
    if (file_ >= 0) disk_->close(file_);
  }

  explicit operator bool() const { return file_ >= 0; }
  [[nodiscard]] int get() const { return file_; }

  std::error_code write(std::string_view bytes, off_t at) {
    while (!bytes.empty()) {
      const ssize_t written = disk_->write(file_, bytes.data(), bytes.size(), at);
      if (written < 0 && errno != EINTR) return last_error();
      if (written == 0) return error_of(EIO);
      if (written < 0) continue;
      bytes.remove_prefix(static_cast<std::size_t>(written));
      at += written;
    }
    return {};
  }

  /// As many bytes as there are, at most `size`; a sector that cannot be read counts as the end.
  Result<std::size_t> read(char* bytes, std::size_t size, off_t at) {
    std::size_t got = 0;
    while (got < size) {
      const ssize_t read =
          disk_->read(file_, bytes + got, size - got, at + static_cast<off_t>(got));
      if (read < 0 && errno == EINTR) continue;
      if (read < 0 && errno != EIO) return last_error();
      if (read <= 0) break;
      got += static_cast<std::size_t>(read);
    }
    return got;
  }

  /// Errors: network file systems report what they could not write as late as here.
  std::error_code sync_and_close() {
    const std::error_code error = disk_->fsync(file_) != 0 ? last_error() : std::error_code{};
    const bool closed = disk_->close(std::exchange(file_, -1)) == 0;
    return error || closed ? error : last_error();
  }

 private:
  Disk* disk_;
  int file_;
};

/// The stream that a job writes to: counts, sums, and keeps the first error.
class Payload : public std::streambuf {
 public:
  explicit Payload(File& file) : file_(file), buffer_(chunk_bytes) { start(); }

  [[nodiscard]] const Header& header() const { return header_; }
  [[nodiscard]] std::error_code error() const { return error_; }

 protected:
  int sync() override {
    const std::string_view bytes{pbase(), static_cast<std::size_t>(pptr() - pbase())};
    if (!error_) error_ = file_.write(bytes, static_cast<off_t>(header_bytes + header_.length));
    header_.checksum = crc32c(bytes, header_.checksum);
    header_.length += bytes.size();
    start();
    return error_ ? -1 : 0;
  }

  int_type overflow(int_type byte) override {
    if (sync() != 0) return traits_type::eof();
    return traits_type::eq_int_type(byte, traits_type::eof())
               ? traits_type::not_eof(byte)
               : sputc(traits_type::to_char_type(byte));
  }

 private:
  void start() { setp(buffer_.data(), buffer_.data() + buffer_.size()); }

  File& file_;
  std::vector<char> buffer_;
  Header header_;
  std::error_code error_;
};

std::string random_name() {
  std::array<char, 9> name{};
  std::snprintf(name.data(), name.size(), "%08x", std::random_device{}());
  return name.data();
}

}  // namespace

class Store::Impl {
 public:
  Impl(std::string path, StoreOptions options, Disk& disk)
      : disk_(disk),
        options_(std::move(options)),
        path_(std::move(path)),
        directory_(path_.substr(0, path_.rfind('/') + 1) + "."),
        lock_(disk, path_ + ".lock", O_RDWR | O_CREAT) {}

  std::error_code open();
  Result<Saved> save(const Write& write);
  Result<Loaded> load(bool with_bytes);

 private:
  Result<Header> read(const std::string& path, std::string* bytes);
  std::error_code write_file(const std::string& path, std::uint64_t generation, const Write& write);
  std::error_code put_in_place(const std::string& temporary);

  [[nodiscard]] std::string previous() const { return path_ + ".previous"; }
  [[nodiscard]] std::string temporary(std::string_view name) const {
    return (path_ + ".tmp-").append(name);
  }

  Disk& disk_;
  StoreOptions options_;
  std::string path_;
  std::string directory_;
  File lock_;  ///< Its file stays: removing it would let two writers lock two files of one name.
  bool looked_ = false;
  std::uint64_t generation_ = 0;  ///< Of the newest that is whole.
  bool whole_ = false;            ///< It is the one at path_.
};

std::error_code Store::Impl::open() {
  if (!lock_) return last_error();
  const auto until = std::chrono::steady_clock::now() + options_.lock_wait;
  while (disk_.lock(lock_.get()) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return last_error();
    if (std::chrono::steady_clock::now() >= until) return error_of(EBUSY);
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  const std::string leftover = temporary({}).substr(path_.rfind('/') + 1);
  for (const std::string& name : disk_.list(directory_)) {
    if (name.starts_with(leftover)) disk_.unlink(directory_ + "/" + name);
  }
  return {};
}

/// Checks the whole file, and gives its bytes where `bytes` is not null.
/// Errors: ENOENT; EBADMSG: it is torn.
Result<Header> Store::Impl::read(const std::string& path, std::string* bytes) {
  File file{disk_, path, O_RDONLY};
  if (!file) return last_error();
  std::vector<char> chunk(chunk_bytes);
  auto got = file.read(chunk.data(), header_bytes, 0);
  if (!got) return got.error();
  const auto header = decode({chunk.data(), *got});
  if (!header) return error_of(EBADMSG);
  Header seen{.generation = header->generation};
  do {
    got = file.read(chunk.data(), chunk.size(), static_cast<off_t>(header_bytes + seen.length));
    if (!got) return got.error();
    const std::string_view part{chunk.data(), *got};
    if (bytes != nullptr) bytes->append(part);
    seen.checksum = crc32c(part, seen.checksum);
    seen.length += part.size();
  } while (*got == chunk.size() && seen.length <= header->length);
  if (seen != *header) return error_of(EBADMSG);
  return seen;
}

Result<Loaded> Store::Impl::load(bool with_bytes) {
  Loaded loaded;
  std::error_code error;
  looked_ = whole_ = false;
  for (const std::string& path : {path_, previous()}) {
    loaded.bytes.clear();
    const auto header = read(path, with_bytes ? &loaded.bytes : nullptr);
    if (header) {
      looked_ = true;
      whole_ = path == path_;
      loaded.generation = generation_ = header->generation;
      return loaded;
    }
    if (header.error() == std::errc::no_such_file_or_directory) continue;
    // Only a torn one is passed over: another may be whole, and readable the next time.
    if (header.error() != std::errc::bad_message) return header.error();
    loaded.refused = path;
    error = header.error();
  }
  looked_ = true;
  return error ? error : error_of(ENOENT);
}

Result<Saved> Store::Impl::save(const Write& write) {
  // Which of the two may be replaced, load() has said.
  if (!looked_) {
    const auto found = load(false);
    if (!looked_) return found.error();
  }
  const std::string file = temporary(random_name());
  std::error_code error;
  try {
    error = write_file(file, generation_ + 1, write);
    if (!error) error = put_in_place(file);
  } catch (...) {  // The job's own, out of `write`.
    disk_.unlink(file);
    throw;
  }
  if (error) {
    disk_.unlink(file);
    return error;
  }
  Saved saved{.path = path_, .generation = ++generation_};
  if (options_.upload) saved.upload = options_.upload(saved);
  return saved;
}

std::error_code Store::Impl::write_file(const std::string& path, std::uint64_t generation,
                                        const Write& write) {
  File file{disk_, path, O_WRONLY | O_CREAT | O_EXCL};
  if (!file) return last_error();
  Payload payload{file};
  std::ostream out{&payload};
  write(out);
  out.flush();
  if (payload.error()) return payload.error();
  if (!out) return error_of(ECANCELED);
  Header header = payload.header();
  header.generation = generation;
  const auto bytes = encode(header);
  if (const auto error = file.write({bytes.data(), bytes.size()}, 0)) return error;
  return file.sync_and_close();
}

std::error_code Store::Impl::put_in_place(const std::string& temporary) {
  if (whole_ && disk_.rename(path_, previous()) != 0) return last_error();
  whole_ = false;
  if (disk_.rename(temporary, path_) != 0) return last_error();
  File directory{disk_, directory_, O_RDONLY | O_DIRECTORY};
  // Where a directory cannot be synced (EINVAL), its entries need not be.
  if (!directory || (disk_.fsync(directory.get()) != 0 && errno != EINVAL)) return last_error();
  whole_ = true;
  return {};
}

Result<Store> open_store(std::string path, StoreOptions options, Disk& disk) {
  auto impl = std::make_unique<Store::Impl>(std::move(path), std::move(options), disk);
  if (const auto error = impl->open()) return error;
  return Store{std::move(impl)};
}

Result<Store> Store::open(std::string path, StoreOptions options) {
  static Disk disk;
  return open_store(std::move(path), std::move(options), disk);
}

Result<Saved> Store::save(std::string_view bytes) {
  return save([bytes](std::ostream& out) {
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  });
}

Result<Saved> Store::save(const Write& write) {
  return impl_->save(write);
}

Result<Loaded> Store::load() {
  try {
    return impl_->load(true);
  } catch (const std::bad_alloc&) {
    return error_of(ENOMEM);
  }
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

}  // namespace spotdrill::checkpoint
