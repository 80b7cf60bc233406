#include "host/linux_process_host.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <thread>

#include "base/assert.hpp"
#include "base/log.hpp"
#include "engine/function_host.hpp"
#include "host/boot_config.hpp"
#include "host/cgroup.hpp"
#include "host/child_process.hpp"
#include "host/disk_guard.hpp"
#include "host/guest.hpp"
#include "host/host_directories.hpp"
#include "host/host_mode.hpp"
#include "host/outside_network.hpp"
#include "host/plain_processes.hpp"
#include "host/remove_tree.hpp"
#include "host/retired_cgroups.hpp"
#include "host/volume_files.hpp"

namespace spotdrill {
namespace {

namespace fs = std::filesystem;

/// How long a new daemon waits for an instance that was being started when the old one was killed.
constexpr std::chrono::milliseconds take_up_wait{2000};

/// How often the disk is looked at. A fast disk takes less than `free_bytes_min` meanwhile.
constexpr std::chrono::milliseconds disk_interval{200};

/// A root volume that occupies less, or less than half of the free space that is wanted, is never
/// to blame for a full disk.
constexpr std::uint64_t blame_bytes_min = 64ULL << 20;

/// An empty cgroup of ours that is older was left behind: an instance ended by itself after its
/// server was killed, and its files were taken away then.
constexpr std::chrono::seconds stale_cgroup_age{60};

std::chrono::milliseconds real_grace(Duration grace, double rate) {
  const double real_ms = static_cast<double>(grace.count()) / 1000.0 / rate;
  constexpr double longest_ms = 1e9;
  return std::chrono::milliseconds{static_cast<std::int64_t>(std::min(real_ms, longest_ms))};
}

class LinuxProcessHost final : public LinuxInstances, public GuestOwner {
 public:
  LinuxProcessHost(boost::asio::io_context& loop, HostOptions options, HostMode mode,
                   const Clock& clock, HostEvents events)
      : loop_(loop),
        options_(std::move(options)),
        mode_(mode),
        ids_(find_subordinate_ids()),
        clock_(clock),
        events_(std::move(events)),
        disk_timer_(loop),
        retired_(loop),
        volumes_(loop, options_, mode_, ids_),
        alive_(std::make_shared<LinuxProcessHost*>(this)) {
    if (options_.free_bytes_min == 0) {
      options_.free_bytes_min = suitable_free_bytes(options_.data_dir);
    }
    remove_stale_cgroups(cgroup_parent_, stale_cgroup_age);
  }

  ~LinuxProcessHost() override {
    *alive_ = nullptr;
    for (auto& [id, guest] : guests_) guest->detach();
  }

  [[nodiscard]] std::string_view kind() const override { return to_string(mode_); }
  void set_listener(ProcessHostListener& listener) override {
    listener_ = &listener;
    sandbox_listener_ = nullptr;
  }
  void set_sandbox_listener(ProcessHostListener& listener) override {
    sandbox_listener_ = &listener;
  }

  void launch(const InstanceBoot& boot) override {
    const auto started = start(boot);
    if (!started.has_value()) fail_later(boot.instance_id, started.error());
  }

  bool take_up(const InstanceBoot& boot) override {
    const fs::path directory = directory_of(boot.instance_id);
    const auto deadline = std::chrono::steady_clock::now() + take_up_wait;
    while (instance_lives(directory)) {
      auto guest = std::make_shared<Guest>(loop_, *this, boot, directory);
      if (guest->take_up()) {
        guests_.insert_or_assign(boot.instance_id, std::move(guest));
        watch_disk();
        return true;
      }
      if (std::chrono::steady_clock::now() > deadline) break;
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    const Cgroup cgroup = Cgroup::find(directory);
    if (mode_ == HostMode::Plain && !cgroup.kill()) kill_plain_processes(boot.instance_id);
    retired_.add(cgroup);
    return false;
  }

  void shut_down(const std::string& id, Duration grace) override {
    Guest* guest = find(id);
    if (guest == nullptr) return;
    const Instant until = clock_.now() + grace;
    const auto known = kills_.try_emplace(id, until).first;
    known->second = std::min(known->second, until);
    guest->shut_down(real_grace(grace, clock_.rate()));
  }
  void kill(const std::string& id) override {
    if (Guest* guest = find(id)) guest->kill();
  }
  void freeze(const std::string& id) override {
    if (Guest* guest = find(id)) guest->freeze();
  }
  void thaw(const std::string& id) override {
    if (Guest* guest = find(id)) guest->thaw();
  }

  void attach_volume(const std::string& id, const VolumeDevice& device) override {
    if (Guest* guest = find(id)) guest->attach(device);
  }
  void detach_volume(const std::string& id, const std::string& volume_id, bool force) override {
    if (Guest* guest = find(id)) guest->detach(volume_id, force);
  }
  void refresh_volume(const std::string& id, const VolumeDevice& device) override {
    if (Guest* guest = find(id)) guest->attach(device);
  }
  VolumeStore& volumes() override { return volumes_; }
  Result<Descriptor, std::string> open_volume(const std::string& volume_id) override {
    return volumes_.open(volume_id);
  }

  void set_outside(const std::string& id, bool open) override {
    if (Guest* guest = find(id)) guest->set_outside(open);
  }

  [[nodiscard]] std::vector<std::string> living() const override {
    std::vector<std::string> ids;
    for (const auto& [id, guest] : guests_) ids.push_back(id);
    return ids;
  }

  void discard(const std::string& id) override {
    if (find(id) != nullptr) return;  // It has not ended: its files are in use.
    const fs::path directory = directory_of(id);
    retired_.add(Cgroup::find(directory));
    remove_volume(directory);
  }

  std::string console(const std::string& id, std::size_t bytes_max) override {
    return ConsoleTail{directory_of(id)}.newest(bytes_max);
  }

  Activity activity() override {
    Activity seen{.instances = guests_.size()};
    for (const auto& [id, guest] : guests_) {
      seen.settling = seen.settling || !guest->settled() ||
                      (!options_.network_helper.empty() && guest->talks_outside());
      seen.processor_time += guest->processor_time();
    }
    for (const auto& [id, until] : kills_) {
      const Duration left = until - clock_.now();
      if (!seen.until_kill || left < *seen.until_kill) seen.until_kill = left;
    }
    return seen;
  }

  bool anything_runs() override {
    return std::ranges::any_of(guests_, [](const auto& entry) { return entry.second->runs(); });
  }

  std::vector<pid_t> threads_of(const std::string& instance) override {
    const Guest* guest = find(instance);
    return guest == nullptr ? std::vector<pid_t>{} : guest->threads();
  }

  // PID 1 counts real time: it is told what is left of its grace, which is less than it knows.
  void clock_moved() override {
    for (const auto& [id, until] : kills_) {
      const Duration left = std::max(until - clock_.now(), Duration::zero());
      if (Guest* guest = find(id)) guest->shut_down(real_grace(left, clock_.rate()));
    }
  }

  ProcessHostListener& listener(const std::string& id) override {
    if (sandbox_listener_ != nullptr && id.starts_with(function_sandbox_prefix)) {
      return *sandbox_listener_;
    }
    ASSERT(listener_ != nullptr);
    return *listener_;
  }
  const HostEvents& events() override { return events_; }
  [[nodiscard]] double rate() const override { return clock_.rate(); }
  [[nodiscard]] Instant now() const override { return clock_.now(); }
  [[nodiscard]] bool network_open() const override {
    return mode_ == HostMode::Plain || !options_.network_helper.empty();
  }

  void ended(Guest& guest, const std::string& failure) override {
    const std::string id = guest.id();
    if (!failure.empty() && guest.cgroup().valid() && !cgroup_parent_.empty()) {
      // Some kernels kill what is cloned out of a cgroup that was killed once: the next does
      // without.
      log::warning("{}: {}: no more cgroups are used", id, failure);
      cgroup_parent_.clear();
    }
    retired_.add(guest.cgroup());
    guests_.erase(id);
    kills_.erase(id);
    empty_hog(id);
    if (failure.empty()) {
      listener(id).instance_ended(id);
    } else {
      listener(id).instance_failed(id, failure);
    }
  }

 private:
  [[nodiscard]] fs::path directory_of(const std::string& id) const {
    return options_.data_dir / "instances" / id;
  }

  Guest* find(const std::string& id) {
    const auto found = guests_.find(id);
    return found == guests_.end() ? nullptr : found->second.get();
  }

  Result<void, std::string> start(const InstanceBoot& boot) {
    const fs::path directory = directory_of(boot.instance_id);
    if (find(boot.instance_id) != nullptr || instance_lives(directory)) {
      return refuse(std::string{"the instance is running already"});
    }
    std::error_code error;
    fs::create_directories(directory, error);
    Cgroup cgroup = Cgroup::make(cgroup_parent_, directory);
    TRY(write_boot_files(directory, boot, options_, mode_, ids_, clock_, cgroup.directory()));
    auto guest = std::make_shared<Guest>(loop_, *this, boot, directory);
    TRY(guest->start(options_.init_program, mode_ == HostMode::Plain, std::move(cgroup)));
    guests_.emplace(boot.instance_id, std::move(guest));
    watch_disk();
    return {};
  }

  void fail_later(const std::string& id, const std::string& reason) {
    boost::asio::post(loop_, [alive = alive_, id, reason] {
      if (*alive != nullptr) (*alive)->listener(id).instance_failed(id, reason);
    });
  }

  void remove_volume(const fs::path& directory) {
    std::error_code error;
    remove_root(directory);
    remove_tree(directory, error);
    if (error) log::warning("cannot remove {}: {}", directory.string(), error.message());
  }

  void remove_root(const fs::path& directory) {
    std::error_code error;
    const fs::path root = directory / "root";
    if (!fs::exists(root, error)) return;
    // What the instance's other users made belongs to subordinate ids of ours.
    if (mode_ == HostMode::Userns && ids_.usable()) {
      int code = 0;
      constexpr int seconds_max = 30;
      run_program(options_.init_program,
                  {"remove", (directory / init::config_name).string(), root.string()}, seconds_max,
                  code);
    }
    remove_tree(root, error);
    if (error) log::warning("cannot remove {}: {}", root.string(), error.message());
  }

  // Runs while there are instances.
  void watch_disk() {
    if (watching_disk_ || guests_.empty()) return;
    watching_disk_ = true;
    disk_timer_.expires_after(disk_interval);
    disk_timer_.async_wait([alive = alive_](const boost::system::error_code& cancelled) {
      if (cancelled || *alive == nullptr) return;
      LinuxProcessHost& host = **alive;
      host.watching_disk_ = false;
      host.end_disk_hog();
      host.watch_disk();
    });
  }

  void end_disk_hog() {
    // One after the other: the end of the first may be enough.
    if (!hogs_.empty()) return;
    const std::uint64_t left = free_bytes(options_.data_dir);
    if (left >= options_.free_bytes_min) return;
    std::uint64_t most = 0;
    Guest* hog = nullptr;
    for (const auto& [id, guest] : guests_) {
      const std::uint64_t occupied = occupied_bytes(directory_of(id) / "root");
      if (occupied <= most) continue;
      most = occupied;
      hog = guest.get();
    }
    // Somebody else fills the disk: no instance is to blame.
    const std::uint64_t blame_bytes = std::min(blame_bytes_min, options_.free_bytes_min / 2);
    if (hog == nullptr || most < blame_bytes) return;
    const std::string line = fmt::format(
        "spotdrill: killed: the host's disk is full ({} MiB left) and this root volume occupied {} "
        "MiB; it was emptied",
        left >> 20, most >> 20);
    log::error("{}: {}", hog->id(), line);
    hogs_.emplace(hog->id(), line);
    hog->kill();
  }

  // What filled the disk goes before anybody hears of the end, so that this can be written down.
  void empty_hog(const std::string& id) {
    const auto hog = hogs_.extract(id);
    if (hog.empty()) return;
    const fs::path directory = directory_of(id);
    remove_root(directory);
    const std::string line = hog.mapped() + "\n";
    std::ofstream{directory / init::console_name, std::ios::app} << line;
    if (events_.console_output) events_.console_output(id, line);
  }

  boost::asio::io_context& loop_;
  HostOptions options_;
  HostMode mode_;
  SubordinateIds ids_;
  const Clock& clock_;
  HostEvents events_;
  ProcessHostListener* listener_ = nullptr;
  ProcessHostListener* sandbox_listener_ = nullptr;  // Null: as of everything else.
  std::map<std::string, std::shared_ptr<Guest>> guests_;
  std::map<std::string, Instant> kills_;  // When those that shut down are killed.
  boost::asio::steady_timer disk_timer_;
  fs::path cgroup_parent_ = own_cgroup_directory();
  RetiredCgroups retired_;
  bool watching_disk_ = false;
  std::map<std::string, std::string> hogs_;  // Killed for a full disk; what their console is told.
  VolumeFiles volumes_;
  std::shared_ptr<LinuxProcessHost*> alive_;
};

}  // namespace

Result<std::unique_ptr<LinuxInstances>, std::string> make_linux_process_host(
    boost::asio::io_context& loop, HostOptions options, const Clock& clock, HostEvents events) {
  raise_descriptor_limit();
  if (options.init_program.empty()) options.init_program = TRY(find_init_program());
  options.data_dir = TRY(make_host_directories(options.data_dir));
  const ModeChoice choice = TRY(choose_mode(options, clock));
  for (const std::string& remark : choice.remarks) log::info("{}", remark);
  options.network_helper = TRY(choose_way_out(options.network, choice.mode));
  return std::make_unique<LinuxProcessHost>(loop, std::move(options), choice.mode, clock,
                                            std::move(events));
}

}  // namespace spotdrill
