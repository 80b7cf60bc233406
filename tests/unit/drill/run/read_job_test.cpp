#include "drill/run/read_job.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "scratch.hpp"

namespace spotdrill::drill {
namespace {

namespace fs = std::filesystem;

class ReadJob : public testing::Test {
 protected:
  ReadJob() {
    std::ofstream{directory_ / "train.py"} << "import model\nsave()\n";
    std::ofstream{directory_ / "model.py"} << "except KeyboardInterrupt: pass\n";
  }

  ScratchDirectory scratch_;
  const fs::path directory_ = scratch_.path();
};

TEST_F(ReadJob, FindsTheCommandsFilesAndWhatTheyImport) {
  Workload workload{.command = {"python3", "train.py"}, .directory = directory_};
  EXPECT_THAT(read_job(workload, "exec python3 train.py\n"),
              testing::ElementsAre("import model\nsave()\n", "except KeyboardInterrupt: pass\n"));
}

TEST_F(ReadJob, FindsWhatIsSharedWithTheInstances) {
  Workload workload;
  workload.shared = {{.host = directory_, .guest = "/opt/job"}};
  EXPECT_EQ(read_job(workload, "python3 /opt/job/model.py &\n").size(), 1U);
  EXPECT_TRUE(read_job(workload, "python3 /opt/other/job.py &\n").empty());
}

TEST_F(ReadJob, ReadsNoFileWithoutEnd) {
  std::ofstream{directory_ / "model.py"} << std::string(2 * job_text_bytes_max, 'x');
  Workload workload{.command = {"python3", "train.py"}, .directory = directory_};
  EXPECT_EQ(read_job(workload, "exec python3 train.py\n").back().size(), job_text_bytes_max);
}

}  // namespace
}  // namespace spotdrill::drill
