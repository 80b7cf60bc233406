// Reads a file on a shared place: its number, or that it is there at all.
#pragma once

#include <sys/types.h>

#include "drill/readings/number_pattern.hpp"
#include "drill/readings/source.hpp"

namespace spotdrill::drill {

/// By which one sees that a file has been written.
struct FileStamp {
  ino_t inode = 0;
  off_t size = 0;
  std::int64_t changed_ns = 0;

  bool operator==(const FileStamp&) const = default;
};

/// Nothing in it: there is no such file.
FileStamp stamp_of(const std::filesystem::path& path);

class FileSource : public Source {
 public:
  FileSource(const NumberSource& definition, const SourceContext& context);

  std::vector<Reading> read() override;
  [[nodiscard]] std::string damage() const override;

 private:
  [[nodiscard]] std::optional<double> content() const;

  std::string name_;  ///< As the instances see it.
  std::filesystem::path path_;
  std::function<Instant()> now_;
  bool told_ = false;
  std::optional<NumberPattern> pattern_;
  FileStamp stamp_;
};

/// One reading as soon as the file is there, or is another than at the beginning.
class DoneFileSource : public Source {
 public:
  DoneFileSource(const NumberSource& definition, const SourceContext& context);

  std::vector<Reading> read() override;

 private:
  std::filesystem::path path_;
  std::function<Instant()> now_;
  FileStamp before_;
};

}  // namespace spotdrill::drill
