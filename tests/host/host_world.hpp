// A process host with what it needs, and a record of what it reported.
#pragma once

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "host/cgroup.hpp"
#include "host/linux_process_host.hpp"
#include "host/real_clock.hpp"
#include "unit/scratch.hpp"

namespace spotdrill::testing {

class HostWorld : public ProcessHostListener {
 public:
  explicit HostWorld(HostMode mode = HostMode::Auto, double rate = 1.0)
      : clock(RealClock::origin_now(rate)) {
    options.data_dir = scratch.path() / "data";
    options.init_program = SPOTDRILL_INIT;
    options.mode = mode;
    options.orphan_grace = std::chrono::milliseconds{20'000};
  }

  ~HostWorld() override {
    if (host != nullptr) {
      for (const std::string& id : launched) host->kill(id);
      run_until([this] { return ended.size() + failed.size() >= launched.size(); });
    }
    if (host != nullptr) {
      for (const std::string& id : launched) host->discard(id);
    }
    host.reset();
  }

  /// Makes the host. False, with the reason in `missing`, where this computer cannot.
  bool open() {
    HostEvents events;
    events.sockets_ready = [this](GuestSockets made) {
      const std::string id = made.instance_id;
      sockets.insert_or_assign(id, std::move(made));
    };
    events.sockets_gone = [this](const std::string& id) { sockets.erase(id); };
    events.console_output = [this](const std::string& id, std::string_view text) {
      output[id] += text;
      if (output[id].size() > (1U << 20)) output[id].erase(0, 1U << 19);
    };
    auto made = make_linux_process_host(loop, options, clock, std::move(events));
    if (!made.has_value()) {
      missing = made.error();
      return false;
    }
    host = std::move(*made);
    host->set_listener(*this);
    return true;
  }

  void launch(const InstanceBoot& boot) {
    const std::string& id = boot.instance_id;
    if (std::find(launched.begin(), launched.end(), id) == launched.end()) launched.push_back(id);
    host->launch(boot);
  }
  void launch(const std::string& id, const std::string& user_data, bool first_boot = true) {
    launch(boot_of(id, user_data, first_boot));
  }

  static InstanceBoot boot_of(const std::string& id, const std::string& user_data,
                              bool first_boot = true) {
    return {.instance_id = id,
            .region = "us-east-1",
            .hostname = "ip-172-31-0-10.ec2.internal",
            .private_ip = "172.31.0.10",
            .user_data = user_data,
            .first_boot = first_boot};
  }

  bool run_until(const std::function<bool()>& condition,
                 std::chrono::milliseconds limit = std::chrono::milliseconds{120'000}) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      loop.restart();
      loop.run_one_for(std::chrono::milliseconds{20});
    }
    return true;
  }

  bool wait_for_output(const std::string& id, const std::string& text) {
    return run_until([&] { return output[id].find(text) != std::string::npos; });
  }
  bool wait_for_end(const std::string& id) {
    return run_until([&] { return ended.contains(id); });
  }

  [[nodiscard]] std::filesystem::path directory(const std::string& id) const {
    return options.data_dir / "instances" / id;
  }

  void instance_booted(const std::string& id) override { ++booted[id]; }
  void instance_failed(const std::string& id, const std::string& reason) override {
    failed[id] = reason;
  }
  void user_data_ended(const std::string& id, ExitStatus status) override {
    user_data_ends.insert_or_assign(id, status);
  }
  void processes_gone(const std::string& id, const WorkloadEnd& end) override {
    gone.insert_or_assign(id, end);
    ++gone_told[id];
  }
  void unavailable(const std::string& id, const Unavailable& thing) override {
    missed[id].push_back(thing);
  }
  void shutdown_requested(const std::string& id, bool reboot) override { wishes[id] = reboot; }
  void shutting_down(const std::string& id, const std::vector<ProcessState>& seen,
                     const std::vector<OpenFile>& open) override {
    processes[id] = seen;
    files[id] = open;
  }
  void killed_after_grace(const std::string& id, const std::vector<OpenFile>& open) override {
    ++killed[id];
    files_at_kill[id] = open;
  }
  void instance_ended(const std::string& id) override { ++ended[id]; }
  void attachment_changed(const std::string&, const std::string& volume_id,
                          Attachment now) override {
    attachments[volume_id] = now;
  }

  ScratchDirectory scratch;
  boost::asio::io_context loop;
  RealClock clock;
  HostOptions options;
  std::unique_ptr<ProcessHost> host;
  std::string missing;
  std::vector<std::string> launched;
  std::map<std::string, GuestSockets> sockets;
  std::map<std::string, std::string> output;
  std::map<std::string, int> booted;
  std::map<std::string, int> ended;
  std::map<std::string, std::string> failed;
  std::map<std::string, ExitStatus> user_data_ends;
  std::map<std::string, WorkloadEnd> gone;
  std::map<std::string, int> gone_told;
  std::map<std::string, std::vector<Unavailable>> missed;
  std::map<std::string, bool> wishes;
  std::map<std::string, std::vector<ProcessState>> processes;
  std::map<std::string, std::vector<OpenFile>> files;
  std::map<std::string, std::vector<OpenFile>> files_at_kill;
  std::map<std::string, int> killed;
  std::map<std::string, Attachment> attachments;  // By volume.
};

inline std::string read_whole(const std::filesystem::path& path) {
  const std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();  // Not by iterators: those throw when a process goes meanwhile.
  return text.str();
}

/// Processes of this host whose command line holds `mark`.
inline int count_processes(const std::string& mark) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
    const std::string line = read_whole(entry.path() / "cmdline");
    if (line.find(mark) != std::string::npos) ++count;
  }
  return count;
}

inline std::string name_of(const ::testing::TestParamInfo<HostMode>& info) {
  return info.param == HostMode::Root ? "Root"
                                      : (info.param == HostMode::Userns ? "Userns" : "Plain");
}

/// Cgroups that instances of this data directory, whose ids begin with `ids`, were given. An
/// earlier directory may have had the same inode, and have left some.
inline int count_cgroups(const std::filesystem::path& data_dir, const std::string& ids) {
  struct stat about{};
  if (::stat((data_dir / "instances").c_str(), &about) != 0) return 0;
  std::ostringstream start;
  start << "spotdrill-" << std::hex << about.st_dev << "-" << about.st_ino << "-" << ids;
  int count = 0;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator{own_cgroup_directory(), none}) {
    if (entry.path().filename().string().starts_with(start.str())) ++count;
  }
  return count;
}

inline int count_mounts() {
  const std::string text = read_whole("/proc/self/mounts");
  return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace spotdrill::testing
