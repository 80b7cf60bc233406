#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>
#include <ostream>
#include <spotdrill/checkpoint.hpp>

#include "checkpoint/fake_imds.hpp"
#include "scratch.hpp"

#include <spotdrill/checkpoint.h>

namespace spotdrill::checkpoint {
namespace {

using namespace std::chrono_literals;

struct Count {
  std::uint64_t step = 0;
};

class JobOf : public testing::Test {
 protected:
  JobOptions options() {
    JobOptions options;
    options.every = 1h;
    options.on_save = [this](const Result<Saved>& saved) { ++(saved ? saved_ : failed_); };
    options.store.lock_wait = 0ms;
    options.watch.metadata = false;
    return options;
  }

  /// Runs the job, which makes `step_total` steps and gets SIGTERM before step `sigterm_at`.
  int run(std::uint64_t step_total, std::uint64_t sigterm_at = UINT64_MAX) {
    auto job = Job::open(path_, options());
    EXPECT_TRUE(job) << job.error().message();
    Count count;
    resumed_ = job->resume(count);
    resumed_at_ = count.step;
    while (count.step < step_total && job->go_on(count)) {
      if (++count.step == sigterm_at) ::raise(SIGTERM);
    }
    const int code = job->finish(count);
    error_ = job->error();
    return code;
  }

  ScratchDirectory scratch_;
  std::string path_ = scratch_.path() / "checkpoint";
  int saved_ = 0;
  int failed_ = 0;
  bool resumed_ = false;
  std::uint64_t resumed_at_ = 0;
  std::error_code error_;
};

TEST_F(JobOf, AnInterruptionLosesNothing) {
  EXPECT_EQ(run(10, 4), Job::exit_start_again);
  EXPECT_FALSE(resumed_);
  EXPECT_EQ(saved_, 1) << "when it stopped, and not once more at the end";
  EXPECT_EQ(run(10, 7), Job::exit_start_again);
  EXPECT_EQ(resumed_at_, 4U);
  EXPECT_EQ(run(10), Job::exit_complete);
  EXPECT_EQ(resumed_at_, 7U);
  EXPECT_EQ(run(10), Job::exit_complete) << "started once more, it is still complete";
  EXPECT_EQ(resumed_at_, 10U);
}

TEST_F(JobOf, ACheckpointThatCannotBeReadIsNotOverwritten) {
  std::ofstream{path_} << "something else";
  EXPECT_EQ(run(10), Job::exit_failed);
  EXPECT_FALSE(resumed_);
  EXPECT_EQ(error_, std::errc::bad_message);
  EXPECT_EQ(std::filesystem::file_size(path_), 14U);
}

TEST_F(JobOf, AStateOfAnotherSizeIsNotOverwritten) {
  ASSERT_TRUE(Store::open(path_)->save("of an older program"));
  EXPECT_EQ(run(10), Job::exit_failed);
  EXPECT_EQ(error_, std::errc::bad_message);
  EXPECT_EQ(Store::open(path_)->load()->bytes, "of an older program");
}

TEST_F(JobOf, ASaveThatFailsIsToldAndFailsTheJobAtTheEnd) {
  auto job = Job::open(path_, options());
  const auto abandon = [](std::ostream& out) { out.setstate(std::ios::failbit); };
  EXPECT_TRUE(job->go_on(abandon)) << "it was not time yet";
  ::raise(SIGTERM);
  EXPECT_TRUE(job->stop_requested());
  EXPECT_FALSE(job->go_on(abandon));
  EXPECT_EQ(failed_, 1);
  EXPECT_EQ(job->finish(abandon), Job::exit_failed);
}

TEST_F(JobOf, SavesAtIntervals) {
  JobOptions with = options();
  with.every = 0ms;
  auto job = Job::open(path_, with);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(job->go_on(Count{7}));
  EXPECT_EQ(saved_, 3);
}

TEST_F(JobOf, SavesOnARebalanceRecommendation) {
  FakeImds imds;
  JobOptions with = options();
  with.watch.metadata = true;
  with.watch.interval = 1ms;
  with.watch.endpoint = imds.endpoint;
  auto job = Job::open(path_, with);
  ASSERT_TRUE(job) << job.error().message();
  const Count count{7};
  EXPECT_TRUE(job->go_on(count));
  EXPECT_EQ(saved_, 0);
  imds.put(FakeImds::rebalance_path, reply_of(200, R"({"noticeTime": "2026-09-18T08:20:07Z"})"));
  const auto end = std::chrono::steady_clock::now() + 60s;
  while (saved_ == 0 && std::chrono::steady_clock::now() < end) EXPECT_TRUE(job->go_on(count));
  EXPECT_EQ(saved_, 1);
}

TEST_F(JobOf, AStateOfStringsIsWrittenToAStream) {
  {
    auto job = Job::open(path_, options());
    EXPECT_EQ(job->load().error(), std::errc::no_such_file_or_directory);
    EXPECT_EQ(job->finish([](std::ostream& out) { out << "a state of " << 2 << " parts"; }), 0);
  }
  EXPECT_EQ(Job::open(path_, options())->load()->bytes, "a state of 2 parts");
}

struct Told {
  int saves = 0;
  int uploads = 0;
  bool throws = false;
};

spotdrill_job_options c_options(Told& told) {
  spotdrill_job_options options{};
  options.lock_wait_ms = 1;
  options.no_metadata = 1;
  options.on_save = [](void* context, int error, std::uint64_t generation) {
    auto& heard = *static_cast<Told*>(context);
    heard.saves += error == 0 && generation > 0 ? 1 : 0;
    if (heard.throws) throw std::runtime_error{"out of a callback"};
  };
  options.upload = [](void* context, const char* path, std::uint64_t) {
    ++static_cast<Told*>(context)->uploads;
    return std::filesystem::exists(path) ? EHOSTUNREACH : 0;
  };
  options.context = &told;
  return options;
}

TEST_F(JobOf, COpensSavesAndLoads) {
  Told told;
  const spotdrill_job_options with = c_options(told);
  spotdrill_job* job = nullptr;
  ASSERT_EQ(spotdrill_job_open(path_.c_str(), &with, &job), 0);
  spotdrill_job* second = nullptr;
  EXPECT_EQ(spotdrill_job_open(path_.c_str(), &with, &second), EBUSY);
  EXPECT_EQ(second, nullptr);
  Count count{3};
  EXPECT_EQ(spotdrill_job_resume(job, &count, sizeof count), ENOENT);
  EXPECT_EQ(spotdrill_job_go_on(job, &count, sizeof count), 1);
  EXPECT_EQ(spotdrill_job_stop_requested(job), 0);
  EXPECT_EQ(spotdrill_job_finish(job, &count, sizeof count), 0) << "the upload alone has failed";
  EXPECT_EQ(told.saves, 1);
  EXPECT_EQ(told.uploads, 1);

  ASSERT_EQ(spotdrill_job_open(path_.c_str(), &with, &job), 0);
  count = {};
  EXPECT_EQ(spotdrill_job_resume(job, &count, sizeof count), 0);
  EXPECT_EQ(count.step, 3U);
  void* bytes = nullptr;
  std::size_t size = 0;
  EXPECT_EQ(spotdrill_job_load(job, &bytes, &size), 0);
  EXPECT_EQ(size, sizeof count);
  std::free(bytes);
  EXPECT_EQ(spotdrill_job_resume(job, &count, 1), EBADMSG);
  EXPECT_EQ(spotdrill_job_finish(job, &count, sizeof count), 74);
  spotdrill_job_close(nullptr);
}

TEST_F(JobOf, NoExceptionGoesThroughC) {
  Told told{.throws = true};
  const spotdrill_job_options with = c_options(told);
  spotdrill_job* job = nullptr;
  ASSERT_EQ(spotdrill_job_open(path_.c_str(), &with, &job), 0);
  ::raise(SIGTERM);
  const Count count{3};
  EXPECT_EQ(spotdrill_job_go_on(job, &count, sizeof count), 0);
  EXPECT_EQ(spotdrill_job_finish(job, &count, sizeof count), 74) << "not 'complete'";
}

// Goal: the example, which is C11 as a stranger compiles it, runs, and knows the second time that
// it has.
TEST_F(JobOf, TheExampleInCRuns) {
  const std::string command = std::string{SPOTDRILL_CHECKPOINT_EXAMPLE} + " " + path_;
  const auto run = [&](std::string& printed) {
    FILE* pipe = ::popen(("AWS_EC2_METADATA_DISABLED=true " + command).c_str(), "r");
    std::array<char, 256> line{};
    while (std::fgets(line.data(), line.size(), pipe) != nullptr) printed += line.data();
    return WEXITSTATUS(::pclose(pipe));
  };
  std::string printed;
  EXPECT_EQ(run(printed), 0);
  EXPECT_EQ(printed, "499999500000 after 1000000\n");
  EXPECT_EQ(run(printed), 0);
  EXPECT_THAT(printed, testing::HasSubstr("resuming at 1000000\n"));
}

}  // namespace
}  // namespace spotdrill::checkpoint
