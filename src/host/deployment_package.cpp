#include "host/deployment_package.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "host/descriptor.hpp"

namespace spotdrill {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t link_bytes_max = 4095;  // PATH_MAX, without its end.
constexpr std::size_t piece_bytes = 64 * 1024;

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseEntry {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

/// Whether the name leads to a place below the directory that it is unpacked into.
bool stays_inside(std::string_view name) {
  if (name.empty() || name.starts_with('/')) return false;
  const fs::path path{name};
  for (const fs::path& part : path) {
    if (part == "..") return false;
  }
  return true;
}

class Unpacking {
 public:
  Unpacking(zip_t* archive, fs::path directory)
      : archive_(archive), directory_(std::move(directory)) {}

  Result<void, CodeProblem> run() {
    const zip_int64_t entries = zip_get_num_entries(archive_, 0);
    if (entries <= 0) return refuse(CodeProblem::Empty);
    if (entries > package_entries_max) return refuse(CodeProblem::TooLarge);
    for (zip_int64_t index = 0; index < entries; ++index) {
      TRY(unpack(static_cast<zip_uint64_t>(index)));
    }
    // Last: nothing is written through one.
    for (const auto& [path, target] : links_) {
      if (::symlink(target.c_str(), path.c_str()) != 0) return refuse(CodeProblem::NoZip);
    }
    return {};
  }

 private:
  Result<void, CodeProblem> unpack(zip_uint64_t index) {
    const char* name = zip_get_name(archive_, index, 0);
    if (name == nullptr || !stays_inside(name)) return refuse(CodeProblem::NoZip);
    const fs::path path = directory_ / name;
    std::error_code error;
    if (std::string_view{name}.ends_with('/')) {
      fs::create_directories(path, error);
      if (error) return refuse(problem(error));
      return {};
    }
    fs::create_directories(path.parent_path(), error);
    if (error) return refuse(problem(error));
    const mode_t mode = mode_of(index);
    if (S_ISLNK(mode)) return read_link(index, path);
    return write_file(index, path, mode);
  }

  /// Of whom the package says nothing, everybody may run it.
  mode_t mode_of(zip_uint64_t index) {
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    zip_file_get_external_attributes(archive_, index, 0, &system, &attributes);
    constexpr mode_t usual = S_IFREG | 0755;
    return system == ZIP_OPSYS_UNIX && attributes >> 16U != 0 ? attributes >> 16U : usual;
  }

  Result<void, CodeProblem> read_link(zip_uint64_t index, const fs::path& path) {
    std::string target;
    TRY(read(index, [&target](std::string_view piece) {
      target += piece;
      return target.size() <= link_bytes_max;
    }));
    links_.emplace_back(path, std::move(target));
    return {};
  }

  Result<void, CodeProblem> write_file(zip_uint64_t index, const fs::path& path, mode_t mode) {
    constexpr mode_t readable = 0444;
    const Descriptor file{
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600)};
    if (!file.valid()) return refuse(problem({errno, std::generic_category()}));
    bool full = false;
    const auto done = read(index, [&](std::string_view piece) {
      while (!piece.empty()) {
        const ssize_t wrote = ::write(file.get(), piece.data(), piece.size());
        if (wrote < 0) {
          full = true;
          return false;
        }
        piece.remove_prefix(static_cast<std::size_t>(wrote));
      }
      return true;
    });
    if (full) return refuse(CodeProblem::DiskFull);
    TRY(done);
    ::fchmod(file.get(), (mode & 0777) | readable);
    return {};
  }

  /// `take` gets everything that the entry holds, in pieces; it says whether that is in order.
  template <class Take>
  Result<void, CodeProblem> read(zip_uint64_t index, Take take) {
    const std::unique_ptr<zip_file_t, CloseEntry> entry{zip_fopen_index(archive_, index, 0)};
    if (entry == nullptr) return refuse(CodeProblem::NoZip);
    std::array<char, piece_bytes> buffer{};
    while (true) {
      const zip_int64_t got = zip_fread(entry.get(), buffer.data(), buffer.size());
      if (got < 0) return refuse(CodeProblem::NoZip);
      if (got == 0) return {};
      // Counted as it comes: what the package says of itself may be wrong.
      bytes_ += static_cast<std::uint64_t>(got);
      if (bytes_ > package_bytes_max) return refuse(CodeProblem::TooLarge);
      if (!take(std::string_view{buffer.data(), static_cast<std::size_t>(got)})) {
        return refuse(CodeProblem::NoZip);
      }
    }
  }

  static CodeProblem problem(const std::error_code& error) {
    return error == std::errc::no_space_on_device ? CodeProblem::DiskFull : CodeProblem::NoZip;
  }

  zip_t* archive_;
  fs::path directory_;
  std::uint64_t bytes_ = 0;
  std::vector<std::pair<fs::path, std::string>> links_;
};

}  // namespace

Result<void, CodeProblem> unpack_package(std::string_view zip, const fs::path& directory) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(zip.data(), zip.size(), 0, &error);
  if (source == nullptr) return refuse(CodeProblem::NoZip);
  const std::unique_ptr<zip_t, CloseArchive> archive{
      zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error)};
  if (archive == nullptr) {
    zip_source_free(source);
    return refuse(CodeProblem::NoZip);
  }
  return Unpacking{archive.get(), directory}.run();
}

}  // namespace spotdrill
