#include "apps/tree_copy.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "apps/temporary_directory.hpp"
#include "host/descriptor.hpp"

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;

/// What a copy must leave free of its disk.
constexpr std::uintmax_t free_bytes_min = 64ULL << 20U;

std::int64_t modified_ns(const struct stat& status) {
  return status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec;
}

/// Copies the data of one descriptor to another. 0, or an errno.
int copy_data(int from, int to) {
  if (::ioctl(to, FICLONE, from) == 0) return 0;
  while (true) {
    const ssize_t copied = ::copy_file_range(from, nullptr, to, nullptr, std::size_t{1} << 30U, 0);
    if (copied == 0) break;
    if (copied < 0 && errno == EINTR) continue;
    if (copied < 0 && errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP) {
      return errno;
    }
    if (copied < 0) break;
  }
  // Some file systems copy nothing and say so with success: what is left is read and written.
  std::array<char, std::size_t{64} * 1024> buffer{};
  while (true) {
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got < 0 ? errno : 0;
    for (ssize_t done = 0; done < got;) {
      const ssize_t put = ::write(to, buffer.data() + done, static_cast<std::size_t>(got - done));
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return errno;
      done += put;
    }
  }
}

/// 0, or an errno.
int copy_one_file(const fs::path& from, const fs::path& to) {
  const Descriptor in{::open(from.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)};
  struct stat status{};
  if (in.get() < 0 || ::fstat(in.get(), &status) != 0) return errno;
  const Descriptor out{::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (out.get() < 0) return errno;
  if (const int error = copy_data(in.get(), out.get()); error != 0) return error;
  (void)!::fchown(out.get(), status.st_uid, status.st_gid);
  if (::fchmod(out.get(), status.st_mode & 07777) != 0) return errno;
  const std::array<timespec, 2> times{status.st_atim, status.st_mtim};
  (void)!::futimens(out.get(), times.data());
  return 0;
}

void copy_attributes(const fs::path& from, const fs::path& to) {
  struct stat status{};
  if (::stat(from.c_str(), &status) != 0) return;
  (void)!::lchown(to.c_str(), status.st_uid, status.st_gid);
  (void)!::chmod(to.c_str(), status.st_mode & 07777);
}

class TreeCopy {
 public:
  TreeCopy(const fs::path& from, const fs::path& to, const std::vector<fs::path>& without)
      : from_(from), to_(to), without_(without) {}

  Result<TreeSize, std::string> run();

 private:
  Result<void, std::string> add(const fs::directory_entry& entry);
  [[nodiscard]] bool is_left_out(const fs::path& path) const;

  const fs::path& from_;
  const fs::path& to_;
  const std::vector<fs::path>& without_;
  TreeSize size_;
  std::uintmax_t room_ = 0;
};

bool TreeCopy::is_left_out(const fs::path& path) const {
  // Of this run or another: variables, copies, a server's data.
  if (path.filename().string().starts_with(temporary_prefix)) return true;
  return std::ranges::any_of(without_, [&](const fs::path& each) {
    std::error_code unknown;
    return fs::equivalent(path, each, unknown);
  });
}

Result<void, std::string> TreeCopy::add(const fs::directory_entry& entry) {
  std::error_code error;
  const fs::path to = to_ / entry.path().lexically_relative(from_);
  if (entry.is_symlink(error)) {
    fs::copy_symlink(entry.path(), to, error);
    ++size_.files;
  } else if (entry.is_directory(error)) {
    fs::create_directory(to, error);
    if (!error) copy_attributes(entry.path(), to);
  } else if (entry.is_regular_file(error)) {
    ++size_.files;
    size_.bytes += entry.file_size(error);
    if (size_.bytes > copied_bytes_max) return refuse(std::string{"is bigger than 2 GiB"});
    if (size_.bytes > room_) {
      return refuse(fmt::format("does not fit into {}", to_.parent_path().string()));
    }
    const int failed = copy_one_file(entry.path(), to);
    if (failed == EACCES || failed == EPERM || failed == ENOENT) {
      ++size_.unreadable;
    } else if (failed != 0) {
      return refuse(
          fmt::format("cannot be copied: {}: {}", entry.path().string(), std::strerror(failed)));
    }
  }
  if (size_.files > copied_files_max) {
    return refuse(fmt::format("has more than {} files", copied_files_max));
  }
  if (error) {
    return refuse(fmt::format("cannot be copied: {}: {}", entry.path().string(), error.message()));
  }
  return {};
}

Result<TreeSize, std::string> TreeCopy::run() {
  std::error_code error;
  fs::create_directory(to_, error);
  copy_attributes(from_, to_);
  const fs::space_info space = fs::space(to_, error);
  room_ = error || space.available < free_bytes_min ? 0 : space.available - free_bytes_min;
  auto entry =
      fs::recursive_directory_iterator{from_, fs::directory_options::skip_permission_denied, error};
  for (; !error && entry != fs::recursive_directory_iterator{}; entry.increment(error)) {
    std::error_code unknown;
    if (entry->is_directory(unknown) && !entry->is_symlink(unknown) && is_left_out(entry->path())) {
      entry.disable_recursion_pending();
      continue;
    }
    TRY(add(*entry));
  }
  if (error) return refuse("cannot be copied: " + error.message());
  return size_;
}

}  // namespace

std::string bytes_text(std::uintmax_t bytes) {
  const auto count = static_cast<double>(bytes);
  if (bytes < 1000) return fmt::format("{} B", bytes);
  if (bytes < 1'000'000) return fmt::format("{:.3g} kB", count / 1e3);
  if (bytes < 1'000'000'000) return fmt::format("{:.3g} MB", count / 1e6);
  return fmt::format("{:.3g} GB", count / 1e9);
}

std::string size_text(const TreeSize& size) {
  return fmt::format("{} file{}, {}", size.files, size.files == 1 ? "" : "s",
                     bytes_text(size.bytes));
}

Result<TreeSize, std::string> copy_tree(const fs::path& from, const fs::path& to,
                                        const std::vector<fs::path>& without) {
  return TreeCopy{from, to, without}.run();
}

std::optional<TreeMarks> marks_of(const fs::path& directory, std::size_t files_max) {
  TreeMarks marks;
  std::error_code error;
  auto entry = fs::recursive_directory_iterator{
      directory, fs::directory_options::skip_permission_denied, error};
  for (; !error && entry != fs::recursive_directory_iterator{}; entry.increment(error)) {
    struct stat status{};
    if (::lstat(entry->path().c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    if (marks.size() >= files_max) return std::nullopt;
    marks[entry->path().lexically_relative(directory).string()] = {
        static_cast<std::uintmax_t>(status.st_size), modified_ns(status)};
  }
  return marks;
}

std::vector<std::string> changed_since(const TreeMarks& before, const TreeMarks& after) {
  std::vector<std::string> changed;
  for (const auto& [path, mark] : after) {
    const auto earlier = before.find(path);
    if (earlier == before.end() || earlier->second != mark) changed.push_back(path);
  }
  return changed;
}

KeptFiles keep_changed(const fs::path& directory, const TreeMarks& before, const fs::path& to) {
  KeptFiles result;
  const auto after = marks_of(directory, 2 * copied_files_max);
  if (!after) {
    result.uncounted = true;
    return result;
  }
  std::vector<std::string> changed = changed_since(before, *after);
  std::ranges::stable_sort(changed, {},
                           [&](const std::string& path) { return after->at(path).bytes; });
  for (const std::string& path : changed) {
    const std::uintmax_t bytes = after->at(path).bytes;
    bool keep = result.kept.files < kept_files_max && result.kept.bytes + bytes <= kept_bytes_max;
    std::error_code error;
    if (keep) {
      fs::create_directories((to / path).parent_path(), error);
      keep = !error && copy_one_file(directory / path, to / path) == 0;
    }
    TreeSize& counted = keep ? result.kept : result.left_out;
    ++counted.files;
    counted.bytes += bytes;
  }
  return result;
}

}  // namespace spotdrill::apps
