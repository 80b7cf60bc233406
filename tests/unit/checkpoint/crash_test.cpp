// Whatever ends a writer, whenever: what is left is the checkpoint before or the new one, whole.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <random>

#include "checkpoint/simulated_disk.hpp"
#include "scratch.hpp"

namespace spotdrill::checkpoint {
namespace {

/// The bytes of the checkpoint that is the `number`th, of three calls of write at least.
std::string content(std::size_t number) {
  return number == 0 ? "" : std::to_string(number) + std::string(50 + number % 7, 'x');
}

Store open_on(Disk& disk) {
  auto store = open_store("/d/checkpoint", {.lock_wait = std::chrono::milliseconds{0}}, disk);
  EXPECT_TRUE(store) << store.error().message();
  return std::move(*store);
}

std::string load_on(Disk& disk) {
  const auto loaded = open_on(disk).load();
  if (loaded) return loaded->bytes;
  EXPECT_EQ(loaded.error(), std::errc::no_such_file_or_directory) << "something was left torn";
  return "";
}

/// A disk with `saved` checkpoints on it, whose power then fails at operation `at` of the next
/// save. False when the save was over before that.
bool fail_in_save(SimulatedDisk& disk, std::size_t saved, std::size_t at) {
  {
    Store store = open_on(disk);
    for (std::size_t i = 1; i <= saved; ++i) EXPECT_TRUE(store.save(content(i)));
  }
  disk.operations = 0;
  disk.power_fails_at = at;
  try {
    EXPECT_TRUE(open_on(disk).save(content(saved + 1)) || disk.dead());
  } catch (const PowerFailure&) {
  }
  return disk.dead();
}

// Goal: a power failure at any operation leaves the old or the new, whatever the disk kept.
// Method: every operation, every subset of the unsynced changes of the directory, and four fates of
// bytes that were not synced.
TEST(Crash, OfTheMachineLeavesTheOldOrTheNewWhole) {
  using Bytes = SimulatedDisk::Bytes;
  std::size_t crashes = 0;
  for (const std::size_t saved : {0U, 1U, 2U, 3U}) {
    for (std::size_t at = 0;; ++at) {
      SimulatedDisk disk;
      const bool failed = fail_in_save(disk, saved, at);
      for (std::uint64_t kept = 0; kept < 1ULL << disk.unsynced_changes(); ++kept) {
        for (const Bytes bytes : {Bytes::Lost, Bytes::Kept, Bytes::Half, Bytes::Zeros}) {
          SimulatedDisk next = disk.after_power_failure(kept, bytes);
          const std::string found = load_on(next);
          const bool right = found == content(saved + 1) || (failed && found == content(saved));
          ASSERT_TRUE(right) << "saved " << saved << ", operation " << at << ", kept " << kept
                             << ", found '" << found << "'";
          ASSERT_TRUE(open_on(next).save("after it"));
          ASSERT_EQ(load_on(next), "after it");
          ++crashes;
        }
      }
      if (!failed) break;
    }
  }
  EXPECT_GT(crashes, 400U);
}

// Goal: the same over many lives of one disk, each cut off somewhere, with directories that cannot
// be synced in some of them: never older than the last that was said to be saved.
TEST(Crash, AfterCrashNeverGoesBackBehindWhatWasSaid) {
  std::mt19937_64 random{7};
  for (int round = 0; round < 100; ++round) {
    SimulatedDisk disk;
    std::size_t said = 0;
    std::size_t tried = 0;
    for (int life = 0; life < 8; ++life) {
      disk.power_fails_at = random() % 60;
      disk.directory_syncs = random() % 4 != 0;
      try {
        Store store = open_on(disk);
        for (int i = 0; i < 4; ++i) {
          if (store.save(content(++tried))) said = tried;
        }
      } catch (const PowerFailure&) {
      }
      disk = disk.after_power_failure(random(), static_cast<SimulatedDisk::Bytes>(random() % 4));
      const std::string found = load_on(disk);
      std::size_t number = 0;
      while (number <= tried && content(number) != found) ++number;
      ASSERT_LE(number, tried) << "round " << round << ": torn";
      ASSERT_GE(number, said) << "round " << round << ", life " << life;
      said = number;
    }
  }
}

/// Runs `work` in a process that is killed when it makes system call `count`. False: it ended
/// before.
bool killed_at_call(std::size_t count, const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
    work();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  // Each call stops twice, before and after: both are moments to die at.
  for (std::size_t stops = 0; WIFSTOPPED(status) && stops < count; ++stops) {
    ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    ::waitpid(child, &status, 0);
  }
  if (WIFEXITED(status)) return false;
  ::kill(child, SIGKILL);
  ::waitpid(child, &status, 0);
  return true;
}

// Goal: the same with real files and a process that is really killed, at each of its system calls.
TEST(Crash, OfTheProcessLeavesTheOldOrTheNewWhole) {
  if (!killed_at_call(0, [] {})) GTEST_SKIP() << "ptrace is not allowed here";
  const StoreOptions options{.lock_wait = std::chrono::milliseconds{0}};
  const ScratchDirectory scratch;
  {
    auto store = Store::open(scratch.path() / "checkpoint", options);
    ASSERT_TRUE(store->save("first"));
    ASSERT_TRUE(store->save("second"));
  }
  const std::string big(100'000, 'n');
  bool renewed = false;
  std::size_t calls = 0;
  for (bool killed = true; killed; ++calls) {
    const ScratchDirectory life;
    std::filesystem::copy(scratch.path(), life.path());
    const std::string path = life.path() / "checkpoint";
    killed = killed_at_call(calls, [&] {
      auto store = Store::open(path, options);
      if (store) (void)store->save(big);
    });
    auto store = Store::open(path, options);
    ASSERT_TRUE(store) << "its lock outlived it";
    const auto loaded = store->load();
    ASSERT_TRUE(loaded) << calls;
    ASSERT_TRUE(loaded->refused.empty()) << calls;
    renewed = loaded->bytes == big;
    ASSERT_TRUE(renewed || (loaded->bytes == "second" && killed)) << calls;
    for (const auto& entry : std::filesystem::directory_iterator{life.path()}) {
      EXPECT_EQ(entry.path().string().find(".tmp-"), std::string::npos) << "not swept";
    }
  }
  EXPECT_TRUE(renewed);
  EXPECT_GT(calls, 20U);
}

}  // namespace
}  // namespace spotdrill::checkpoint
