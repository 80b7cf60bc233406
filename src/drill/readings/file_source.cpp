#include "drill/readings/file_source.hpp"

#include <sys/stat.h>

#include <fstream>

namespace spotdrill::drill {

namespace {

constexpr std::size_t file_bytes_max = 64 << 10;

/// The end of a file: the newest value of a log that grows stands there.
std::string text_of(const std::filesystem::path& path, bool at_end) {
  std::ifstream stream{path, std::ios::binary};
  if (at_end) {
    stream.seekg(0, std::ios::end);
    const auto size = static_cast<std::streamoff>(stream.tellg());
    stream.seekg(std::max<std::streamoff>(0, size - std::streamoff{file_bytes_max}));
  }
  std::string text(file_bytes_max, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

}  // namespace

FileStamp stamp_of(const std::filesystem::path& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {status.st_ino, status.st_size,
          status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec};
}

FileSource::FileSource(const NumberSource& definition, const SourceContext& context)
    : name_(definition.file.string()),
      path_(context.host_path(definition.file)),
      now_(context.now),
      stamp_(stamp_of(path_)) {  // What an earlier run left does not count.
  if (!definition.pattern.empty()) pattern_.emplace(definition.pattern);
}

std::vector<Reading> FileSource::read() {
  const FileStamp now = stamp_of(path_);
  if (now == stamp_) return {};
  const std::optional<double> value = content();
  if (!value) return {};  // Being written: it is read again.
  stamp_ = now;
  told_ = true;
  return {{.at = now_(), .value = *value}};
}

std::string FileSource::damage() const {
  if (!told_ || content()) return {};
  const FileStamp now = stamp_of(path_);
  if (now == FileStamp{}) return name_ + " is gone";
  return name_ + (now.size == 0 ? " is empty" : " holds no number");
}

std::optional<double> FileSource::content() const {
  const std::string text = text_of(path_, pattern_.has_value());
  if (!pattern_) {
    const std::size_t first = text.find_first_of("-.0123456789");
    return first == std::string::npos ? std::nullopt
                                      : parse_number(std::string_view{text}.substr(first));
  }
  return pattern_->last_of_lines(text);
}

DoneFileSource::DoneFileSource(const NumberSource& definition, const SourceContext& context)
    : path_(context.host_path(definition.file)), now_(context.now), before_(stamp_of(path_)) {}

std::vector<Reading> DoneFileSource::read() {
  const FileStamp now = stamp_of(path_);
  if (now == before_ || now == FileStamp{}) return {};
  before_ = now;
  return {{.at = now_(), .value = 1}};
}

}  // namespace spotdrill::drill
