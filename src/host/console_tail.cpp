#include "host/console_tail.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "init/protocol.hpp"

namespace spotdrill {
namespace {

constexpr std::size_t piece_bytes_max = 64 << 10;

std::string read_end(const std::filesystem::path& path, std::size_t bytes_max) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file.valid()) return {};
  const off_t end = ::lseek(file.get(), 0, SEEK_END);
  const auto wanted = std::min(static_cast<std::uint64_t>(std::max<off_t>(end, 0)),
                               static_cast<std::uint64_t>(bytes_max));
  std::string text(wanted, '\0');
  const ssize_t got =
      ::pread(file.get(), text.data(), text.size(), end - static_cast<off_t>(wanted));
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return text;
}

}  // namespace

void ConsoleTail::skip_to(std::int64_t generation, std::int64_t length) {
  file_.reset();
  generation_ = target_generation_ = generation;
  offset_ = target_length_ = length;
}

void ConsoleTail::reach(std::int64_t generation, std::int64_t length) {
  target_generation_ = generation;
  target_length_ = length;
}

bool ConsoleTail::open_file() {
  if (file_.valid()) return true;
  file_.reset(::open((directory_ / init::console_name).c_str(), O_RDONLY | O_CLOEXEC));
  return file_.valid();
}

std::string ConsoleTail::next() {
  while (true) {
    if (generation_ == target_generation_ && offset_ >= target_length_) return {};
    if (!open_file()) return {};
    std::string piece(piece_bytes_max, '\0');
    // A file that was renamed meanwhile is still the one that is open.
    const ssize_t got = ::pread(file_.get(), piece.data(), piece.size(), offset_);
    if (got > 0) {
      piece.resize(static_cast<std::size_t>(got));
      offset_ += got;
      return piece;
    }
    if (generation_ == target_generation_) return {};
    file_.reset();
    generation_ = target_generation_;
    offset_ = 0;
  }
}

std::string ConsoleTail::newest(std::size_t bytes_max) const {
  std::string text = read_end(directory_ / init::console_name, bytes_max);
  if (text.size() < bytes_max) {
    text.insert(0, read_end(directory_ / init::console_old_name, bytes_max - text.size()));
  }
  return text;
}

}  // namespace spotdrill
