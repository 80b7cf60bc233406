// Whether a checkpoint has been written to its end.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>

#include "drill/readings/checkpoint_names.hpp"
#include "drill/readings/checkpoints.hpp"
#include "drill/readings/line_numbers.hpp"

namespace spotdrill::drill {

namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

/// Of a directory, looked at for what is half written.
constexpr std::size_t files_in_checkpoint_max = 64;
constexpr std::size_t pointer_bytes_max = 4'096;

/// Files that name the newest checkpoint and are written after it: of DeepSpeed, Megatron,
/// TensorFlow and detectron2.
constexpr std::array pointers{"latest"sv, "latest_checkpointed_iteration.txt"sv, "checkpoint"sv,
                              "last_checkpoint"sv};

/// A regular file, opened so that no pipe or device can hold us.
class PlainFile {
 public:
  explicit PlainFile(const fs::path& path)
      : file_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {
    struct stat status{};
    if (file_ < 0 || ::fstat(file_, &status) != 0 || !S_ISREG(status.st_mode)) return;
    regular_ = true;
    size_ = static_cast<std::uint64_t>(status.st_size);
  }
  ~PlainFile() {
    if (file_ >= 0) ::close(file_);
  }
  PlainFile(const PlainFile&) = delete;
  PlainFile& operator=(const PlainFile&) = delete;

  [[nodiscard]] bool regular() const { return regular_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::string read(std::uint64_t from, std::size_t bytes) const {
    std::string text(bytes, '\0');
    const ssize_t got = ::pread(file_, text.data(), bytes, static_cast<off_t>(from));
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
  }

 private:
  int file_;
  bool regular_ = false;
  std::uint64_t size_ = 0;
};

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = std::min<std::size_t>(bytes.size(), 8); i > 0; --i) {
    value = value << 8U | static_cast<unsigned char>(bytes[i - 1]);
  }
  return value;
}

/// Whether the file has what its format puts at its end. A format that shows none passes.
bool whole_file(const fs::path& path) {
  constexpr std::size_t head_bytes = 48;
  constexpr std::uint64_t tail_bytes = 1'024;
  const PlainFile file{path};
  if (!file.regular()) return true;
  if (file.size() == 0) return false;
  const std::string head = file.read(0, head_bytes);
  // "4.3.16 End of central directory record … signature 0x06054b50". Source: APPNOTE.TXT of ZIP,
  // which is the format of torch.save, of .npz and of .keras.
  if (head.starts_with("PK\x03\x04")) {
    const std::uint64_t from = file.size() - std::min(file.size(), tail_bytes);
    return file.read(from, tail_bytes).find("PK\x05\x06") != std::string::npos;
  }
  // "End of File Address" of the superblock. Source: HDF5 File Format Specification, II.A.
  constexpr auto hdf5 = "\x89HDF\r\n\x1a\n"sv;
  if (head.starts_with(hdf5) && head.size() == head_bytes) {
    const bool old = head[8] < 2;
    const std::size_t at = old ? (head[8] == 1 ? 44 : 40) : 28;
    const bool long_offsets = head[old ? 13 : 9] == 8;
    return !long_offsets || at + 8 > head.size() ||
           file.size() >= little_endian(std::string_view{head}.substr(at, 8));
  }
  return true;
}

bool has(const fs::path& directory, const char* name) {
  std::error_code error;
  return fs::exists(fs::symlink_status(directory / name, error));
}

bool whole_directory(const fs::path& directory) {
  std::error_code error;
  std::size_t files = 0;
  bool shards = false;
  for (fs::directory_iterator entry{directory, error}, end; !error && entry != end;
       entry.increment(error)) {
    if (++files > files_in_checkpoint_max) break;
    if (!whole_file(entry->path())) return false;
    shards = shards || entry->path().extension() == ".distcp";
  }
  if (files == 0) return false;
  // The Trainer of Hugging Face writes its state last; torch.distributed.checkpoint its metadata.
  const bool trainer = has(directory, "training_args.bin") || has(directory, "optimizer.pt");
  if (trainer && name_shape(directory.filename().string()) == "checkpoint-#" &&
      !has(directory, "trainer_state.json"))
    return false;
  return !shards || has(directory, ".metadata");
}

/// Whether the file beside it that names the newest checkpoint names an older one.
bool ahead_of_pointer(const Checkpoint& checkpoint) {
  if (!checkpoint.number) return false;
  for (const std::string_view name : pointers) {
    const PlainFile file{checkpoint.path.parent_path() / name};
    if (!file.regular() || file.size() == 0 || file.size() > pointer_bytes_max) continue;
    std::string text = file.read(0, pointer_bytes_max);
    text.resize(std::min(text.find('\n'), text.size()));
    // TensorFlow's is `model_checkpoint_path: "model.ckpt-500"`.
    if (const std::size_t quote = text.find('"'); quote != std::string::npos) {
      text = text.substr(quote + 1, text.find('"', quote + 1) - quote - 1);
    }
    text.erase(0, text.rfind('/') + 1);
    const std::string own = checkpoint.path.filename().string();
    const bool same_series = name_shape(own).starts_with(name_shape(text)) ||
                             text.find_first_not_of("0123456789") == std::string::npos;
    const std::vector<NameNumber> numbers = name_numbers(text);
    if (!same_series || numbers.empty()) continue;
    return *checkpoint.number > numbers.back().value;
  }
  return false;
}

}  // namespace

bool whole_checkpoint(const Checkpoint& checkpoint) {
  std::error_code error;
  const bool directory = fs::is_directory(checkpoint.path, error);
  if (!(directory ? whole_directory(checkpoint.path) : whole_file(checkpoint.path))) return false;
  return !ahead_of_pointer(checkpoint);
}

}  // namespace spotdrill::drill
