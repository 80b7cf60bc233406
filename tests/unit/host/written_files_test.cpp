#include "host/written_files.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "scratch.hpp"

namespace spotdrill {
namespace {

/// This process's own, which reads and writes files as an instance's would.
class WrittenFiles : public testing::Test {
 protected:
  Descriptor open(int flags) { return Descriptor{::open(path_.c_str(), flags | O_CLOEXEC, 0600)}; }

  [[nodiscard]] std::vector<WrittenFile> found() const {
    std::vector<WrittenFile> all = read_while_written({::getpid()});
    std::erase_if(all, [&](const WrittenFile& file) { return file.path() != path_; });
    return all;
  }

  ScratchDirectory scratch_;
  std::string path_ = scratch_.path() / "state";
};

void write_to(const Descriptor& file, std::string_view text) {
  ASSERT_EQ(::write(file.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
}

TEST_F(WrittenFiles, AFileIsFoundWhileItIsReadAndWritten) {
  Descriptor writer = open(O_CREAT | O_WRONLY);
  write_to(writer, "half");
  EXPECT_TRUE(found().empty()) << "nobody reads it";
  const Descriptor reader = open(O_RDONLY);
  const std::vector<WrittenFile> files = found();
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].size_then(), 4U);
  EXPECT_FALSE(files[0].writer().empty());
  EXPECT_FALSE(files[0].has_changed());
  write_to(writer, " and half");
  EXPECT_TRUE(files[0].has_changed());
  ::unlink(path_.c_str());
  EXPECT_EQ(files[0].size_now(), 13U) << "also when it is gone";
  writer.reset();
  EXPECT_TRUE(found().empty());
}

TEST_F(WrittenFiles, ALogThatGrowsIsNone) {
  const Descriptor log = open(O_CREAT | O_WRONLY | O_APPEND);
  write_to(log, "line\n");
  const Descriptor reader = open(O_RDONLY);
  EXPECT_TRUE(found().empty());
}

}  // namespace
}  // namespace spotdrill
