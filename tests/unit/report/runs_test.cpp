#include "report/runs.hpp"

#include <gmock/gmock.h>

#include "report/files.hpp"
#include "report/golden.hpp"
#include "scratch.hpp"

namespace spotdrill::report {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::time_t day = 86'400;

class Runs : public testing::Test {
 protected:
  /// A directory `name` with the report of run `run`.
  void add(const std::string& name, const std::string& run) {
    Report report = report_of(drill::handled_well());
    report.run = run;
    ASSERT_TRUE(write_files({{"report.json", to_json(report)}}, runs_ / name));
  }
  void add(const std::string& run) { add(run, run); }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator{runs_}) all.push_back(entry.path().filename());
    std::ranges::sort(all);
    return all;
  }

  [[nodiscard]] std::string found(const std::string& word) const {
    const auto file = find_report(runs_, word);
    return file ? fs::relative(*file, runs_).string() : file.error();
  }

  ScratchDirectory scratch_;
  fs::path runs_ = scratch_.path() / "runs";
  std::time_t now_ = std::time(nullptr);
};

TEST_F(Runs, AreFoundByWhatPeopleType) {
  EXPECT_THAT(found("last"), HasSubstr("There are no runs"));
  add("20260101T120000-a-1");
  add("20260102T120000-b-2");
  add("20260102T130000-b-3");
  add("mine", "20260103T120000-c-4");
  EXPECT_EQ(found("last"), "20260102T130000-b-3/report.json");
  EXPECT_EQ(found("20260101"), "20260101T120000-a-1/report.json");
  EXPECT_EQ(found("20260102T120000-b-2"), "20260102T120000-b-2/report.json");
  EXPECT_THAT(found("20260102"), HasSubstr("'20260102' is the beginning of 2 runs"));
  EXPECT_THAT(found("b"), HasSubstr("There is no run 'b'"));
  EXPECT_EQ(found((runs_ / "mine").string()), "mine/report.json");
  EXPECT_EQ(found((runs_ / "mine/report.json").string()), "mine/report.json");
}

TEST_F(Runs, AreReadOrRefusedInOneSentence) {
  add("20260101T120000-a-1");
  const fs::path file = runs_ / "20260101T120000-a-1/report.json";
  ASSERT_TRUE(load_report(file).has_value());
  fs::resize_file(file, fs::file_size(file) / 2);
  EXPECT_THAT(load_report(file).error(), HasSubstr("report.json cannot be read: it was cut short"));
  fs::resize_file(file, 0);
  EXPECT_THAT(load_report(file).error(), HasSubstr("it was cut short"));
  ASSERT_TRUE(write_file(file, R"({"format":99})"));
  EXPECT_THAT(load_report(file).error(), HasSubstr("no report of format 1"));
  EXPECT_THAT(load_report(runs_).error(), HasSubstr("cannot be read"));
  EXPECT_THAT(load_report(runs_ / "none").error(), HasSubstr("There is no"));
}

// Goal: only runs go, and of those the oldest; what somebody put there by hand stays for ever.
TEST_F(Runs, TooManyAreTakenAwayButNothingElse) {
  for (int i = 0; i < 5; ++i) add(run_stamp(now_ - i * 60) + "-drill-" + std::to_string(i));
  const std::string oldest = run_stamp(now_ - 4 * 60) + "-drill-4";
  const std::string old = run_stamp(now_ - 3600);
  add("by-hand", old + "-drill-7");                      // Given by --report.
  add(old + "-renamed-8", old + "-drill-8");             // Not what it says that it is.
  fs::create_directories(runs_ / (old + "-running-9"));  // Without a report yet.
  add("../elsewhere", old + "-linked-10");
  fs::create_directory_symlink(scratch_.path() / "elsewhere", runs_ / (old + "-linked-10"));
  EXPECT_EQ(prune_runs(runs_, {.runs_max = 4}, now_), 1U);
  EXPECT_FALSE(fs::exists(runs_ / oldest));
  EXPECT_EQ(names().size(), 8U);
  EXPECT_TRUE(fs::exists(scratch_.path() / "elsewhere/report.json"));
  EXPECT_EQ(prune_runs(runs_, {.runs_max = 4}, now_), 0U);
}

TEST_F(Runs, TooOldOnesAreTakenAway) {
  add(run_stamp(now_ - 89 * day) + "-a-1");
  add(run_stamp(now_ - 91 * day) + "-b-2");
  EXPECT_EQ(prune_runs(runs_, {}, now_), 1U);
  EXPECT_THAT(names(), ElementsAre(run_stamp(now_ - 89 * day) + "-a-1"));
  EXPECT_EQ(prune_runs(runs_ / "none", {}, now_), 0U);
}

}  // namespace
}  // namespace spotdrill::report
