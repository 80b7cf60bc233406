// A disk whose machine can lose its power at any operation. What was not synced may then be there,
// or not, or in parts: a file's bytes and each change of the directory by themselves.
#pragma once

#include <cerrno>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "checkpoint/disk.hpp"

namespace spotdrill::checkpoint {

/// Thrown by the operation at which the power fails.
struct PowerFailure {};

class SimulatedDisk : public Disk {
 public:
  static constexpr std::size_t write_bytes_max = 24;  ///< Of one call: short writes are the rule.
  enum class Bytes { Lost, Kept, Half, Zeros };  ///< What becomes of those that are not synced.

  std::size_t power_fails_at = SIZE_MAX;  ///< Counted by `operations`.
  std::size_t operations = 0;
  std::size_t capacity_bytes = SIZE_MAX;
  bool directory_syncs = true;
  std::string no_rename_to = {};  ///< The name that none can be renamed to.

  int open(Path path, int flags) override {
    if (!dead_ && (flags & O_CREAT) != 0 && !names_.contains(path)) {
      count();
      change([path, file = std::make_shared<Inode>()](Names& names) { names[path] = file; });
    }
    if ((flags & O_DIRECTORY) != 0) return keep(nullptr);
    const auto found = names_.find(path);
    return found == names_.end() ? fail(ENOENT) : keep(found->second);
  }

  int close(int) override { return 0; }

  int lock(int) override { return 0; }

  ssize_t read(int file, char* bytes, std::size_t size, off_t at) override {
    const std::string& all = inode(file).bytes;
    if (static_cast<std::size_t>(at) >= all.size()) return 0;
    return static_cast<ssize_t>(all.copy(bytes, size, static_cast<std::size_t>(at)));
  }

  ssize_t write(int file, const char* bytes, std::size_t size, off_t at) override {
    count();
    size = std::min(size, write_bytes_max);
    std::string& all = inode(file).bytes;
    const std::size_t end = static_cast<std::size_t>(at) + size;
    if (used() + (end > all.size() ? end - all.size() : 0) > capacity_bytes) return fail(ENOSPC);
    if (end > all.size()) all.resize(end);
    all.replace(static_cast<std::size_t>(at), size, bytes, size);
    return static_cast<ssize_t>(size);
  }

  int fsync(int file) override {
    count();
    if (files_.at(static_cast<std::size_t>(file)) != nullptr) {
      inode(file).synced = inode(file).bytes;
    } else if (!directory_syncs) {
      return fail(EIO);
    } else {
      synced_names_ = names_;
      changes_.clear();
    }
    return 0;
  }

  int rename(Path from, Path to) override {
    count();
    if (to == no_rename_to) return fail(EACCES);
    const auto file = names_.at(from);
    change([from, to, file](Names& names) {
      names[to] = file;
      names.erase(from);
    });
    return 0;
  }

  int unlink(Path path) override {
    if (dead_ || !names_.contains(path)) return fail(ENOENT);
    count();
    change([path](Names& names) { names.erase(path); });
    return 0;
  }

  std::vector<std::string> list(Path) override {
    std::vector<std::string> names;
    for (const auto& [name, file] : names_) names.push_back(name.substr(name.rfind('/') + 1));
    return names;
  }

  /// Whether the power has failed. A stream that was written to keeps the exception to itself.
  [[nodiscard]] bool dead() const { return dead_; }

  /// How many changes of the directory are not synced.
  [[nodiscard]] std::size_t unsynced_changes() const { return changes_.size(); }

  /// What the next boot finds: of the unsynced changes those whose bit is set in `kept`.
  [[nodiscard]] SimulatedDisk after_power_failure(std::uint64_t kept, Bytes bytes) const {
    SimulatedDisk next;
    Names names = synced_names_;
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      if ((kept >> i & 1) != 0) changes_[i](names);
    }
    for (const auto& [name, file] : names) {
      auto left = std::make_shared<Inode>();
      left->bytes = left->synced = remains(*file, bytes);
      next.names_[name] = next.synced_names_[name] = left;
    }
    return next;
  }

  [[nodiscard]] bool has(Path path) const { return names_.contains(path); }

 private:
  struct Inode {
    std::string bytes;
    std::string synced;
  };
  using Names = std::map<std::string, std::shared_ptr<Inode>>;
  using Change = std::function<void(Names&)>;

  static std::string remains(const Inode& file, Bytes bytes) {
    if (file.bytes == file.synced || bytes == Bytes::Kept) return file.bytes;
    if (bytes == Bytes::Half) return file.bytes.substr(0, file.bytes.size() / 2);
    if (bytes == Bytes::Zeros) return std::string(file.bytes.size(), '\0');
    return file.synced;
  }

  static int fail(int code) {
    errno = code;
    return -1;
  }

  void count() {
    dead_ = dead_ || operations++ >= power_fails_at;
    if (dead_) throw PowerFailure{};
  }

  void change(Change change) {
    change(names_);
    changes_.push_back(std::move(change));
  }

  int keep(std::shared_ptr<Inode> file) {
    files_.push_back(std::move(file));
    return static_cast<int>(files_.size()) - 1;
  }

  Inode& inode(int file) { return *files_.at(static_cast<std::size_t>(file)); }

  std::size_t used() const {
    std::size_t sum = 0;
    for (const auto& [name, file] : names_) sum += file->bytes.size();
    return sum;
  }

  Names names_;
  Names synced_names_;
  std::vector<Change> changes_;
  std::vector<std::shared_ptr<Inode>> files_;
  bool dead_ = false;
};

}  // namespace spotdrill::checkpoint
