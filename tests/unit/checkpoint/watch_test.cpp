#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <atomic>
#include <condition_variable>

#include <spotdrill/checkpoint.hpp>
#include "checkpoint/fake_imds.hpp"

namespace spotdrill::checkpoint {
namespace {

using namespace std::chrono_literals;
using Kind = Warning::Kind;

constexpr auto patience = 60s;

/// Waits until `is_so`, but not for ever.
template <class Condition>
void wait_until(Condition is_so) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!is_so() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
}

/// What a watch says.
class Heard {
 public:
  std::function<void(const Warning&)> listener() {
    return [this](const Warning& warning) {
      const std::lock_guard lock{mutex_};
      warnings_.push_back(warning);
      changed_.notify_all();
    };
  }
  std::vector<Warning> wait_for(std::size_t count) {
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, patience, [&] { return warnings_.size() >= count; });
    return warnings_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Warning> warnings_;
};

std::string notice_in(std::chrono::seconds left) {
  const std::time_t time =
      std::chrono::system_clock::to_time_t(std::chrono::system_clock::now() + left);
  std::array<char, 32> text{};
  std::tm parts{};
  std::strftime(text.data(), text.size(), "%FT%TZ", ::gmtime_r(&time, &parts));
  return reply_of(200, std::string{R"({"action": "terminate", "time": ")"} + text.data() + "\"}");
}

TEST(Watch, TellsEachKindOnceAndTheTimeLeft) {
  FakeImds imds;
  imds.put(FakeImds::rebalance_path, reply_of(200, R"({"noticeTime": "2026-09-18T08:20:07Z"})"));
  Heard heard;
  const auto watch =
      Watch::start({.on_warning = heard.listener(), .interval = 5ms, .endpoint = imds.endpoint});
  ASSERT_TRUE(watch) << watch.error().message();
  ASSERT_EQ(heard.wait_for(1).size(), 1U);
  EXPECT_FALSE(watch->stop_requested()) << "a recommendation ends nothing";
  const std::size_t asked = imds.requests().size();
  wait_until([&] { return imds.requests().size() >= asked + 6; });
  imds.put(FakeImds::notice_path, notice_in(120s));
  ASSERT_EQ(heard.wait_for(2).size(), 2U);
  EXPECT_TRUE(watch->stop_requested());
  ::raise(SIGTERM);
  const auto warnings = heard.wait_for(3);
  ASSERT_EQ(warnings.size(), 3U);
  EXPECT_EQ(warnings[0].kind, Kind::RebalanceRecommendation);
  EXPECT_EQ(warnings[0].left(), std::nullopt);
  EXPECT_EQ(warnings[1].kind, Kind::InterruptionNotice);
  EXPECT_EQ(warnings[1].action, "terminate");
  EXPECT_GT(*warnings[1].left(), 60s);
  EXPECT_LE(*warnings[1].left(), 120s);
  EXPECT_EQ(warnings[2].kind, Kind::Sigterm);
  EXPECT_EQ(warnings[2].deadline, warnings[1].deadline);
}

TEST(Watch, GoesOnAskingAfterErrors) {
  FakeImds imds;
  imds.put(FakeImds::notice_path, reply_of(503, ""));
  Heard heard;
  const auto watch =
      Watch::start({.on_warning = heard.listener(), .interval = 1ms, .endpoint = imds.endpoint});
  wait_until([&] { return imds.requests().size() >= 4; });
  EXPECT_FALSE(watch->stop_requested());
  imds.put(FakeImds::notice_path, notice_in(120s));
  EXPECT_EQ(heard.wait_for(1).size(), 1U);
}

TEST(Watch, WithoutAMetadataServiceHearsSigterm) {
  Heard heard;
  const auto watch = Watch::start({.on_warning = heard.listener(), .metadata = false});
  EXPECT_FALSE(watch->stop_requested());
  ::raise(SIGTERM);
  EXPECT_TRUE(watch->stop_requested()) << "at once, not when the thread has got to it";
  const auto warnings = heard.wait_for(1);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].left(), std::nullopt);
}

TEST(Watch, WhatTheCallbackThrowsEndsNothing) {
  std::atomic<bool> called = false;
  {
    const auto watch = Watch::start({.on_warning =
                                         [&](const Warning&) {
                                           called = true;
                                           throw 1;
                                         },
                                     .metadata = false});
    ::raise(SIGTERM);
    wait_until([&] { return called.load(); });
  }
  EXPECT_TRUE(called);
}

std::atomic<int> handled = 0;
void count_signal(int) {
  ++handled;
}

struct sigaction disposition() {
  struct sigaction now{};
  ::sigaction(SIGTERM, nullptr, &now);
  return now;
}

TEST(Watch, CallsTheHandlerBeforeItAndGivesItBack) {
  struct sigaction theirs{};
  theirs.sa_handler = count_signal;
  struct sigaction kept{};
  ::sigaction(SIGTERM, &theirs, &kept);
  handled = 0;
  {
    const auto watch = Watch::start({.metadata = false});
    EXPECT_NE(disposition().sa_handler, count_signal);
    ::raise(SIGTERM);
    EXPECT_EQ(handled, 1);
    EXPECT_TRUE(watch->stop_requested());
  }
  EXPECT_EQ(disposition().sa_handler, count_signal);
  ::sigaction(SIGTERM, &kept, nullptr);
}

TEST(Watch, LeavesAHandlerThatWasPutOverIt) {
  struct sigaction ours{};
  struct sigaction kept = disposition();
  {
    const auto watch = Watch::start({.metadata = false});
    struct sigaction theirs{};
    theirs.sa_handler = count_signal;
    ::sigaction(SIGTERM, &theirs, &ours);
  }
  EXPECT_EQ(disposition().sa_handler, count_signal);
  ours.sa_sigaction(SIGTERM, nullptr, nullptr);  // As theirs may do, for ever.
  ::sigaction(SIGTERM, &kept, nullptr);
}

TEST(Watch, LeavesSignalMasksAlone) {
  sigset_t before, after;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &before);
  const auto watch = Watch::start({.metadata = false});
  ::pthread_sigmask(SIG_SETMASK, nullptr, &after);
  for (int signal = 1; signal < 65; ++signal) {
    EXPECT_EQ(::sigismember(&before, signal), ::sigismember(&after, signal)) << signal;
  }
}

TEST(Watch, IsTheOnlyOneThatCatchesSigterm) {
  {
    const auto watch = Watch::start({.metadata = false});
    EXPECT_EQ(Watch::start({.metadata = false}).error(), std::errc::device_or_resource_busy);
    EXPECT_TRUE(Watch::start({.metadata = false, .sigterm = false}));
  }
  EXPECT_TRUE(Watch::start({.metadata = false}));
}

// Goal: a worker that the job has forked and ends by SIGTERM does not stop the job.
TEST(Watch, IsNotToldOfItsChildrensSignals) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "ThreadSanitizer delivers no signals to children of programs with threads";
#endif
  const auto watch = Watch::start({.metadata = false});
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(60);  // Not for ever, should it hear nothing.
    for (;;) ::sleep(60);
  }
  ::kill(child, SIGTERM);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGTERM);
  EXPECT_FALSE(watch->stop_requested());
}

}  // namespace
}  // namespace spotdrill::checkpoint
