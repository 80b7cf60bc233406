#include "host/probe.hpp"

#include <fmt/format.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "host/boot_config.hpp"
#include "host/cgroup.hpp"
#include "host/child_process.hpp"
#include "host/guest_time.hpp"
#include "host/host_mode.hpp"
#include "host/loop_device.hpp"
#include "host/outside_network.hpp"

namespace spotdrill {
namespace {

namespace fs = std::filesystem;

struct Tool {
  const char* name;
  const char* remedy;
  const char* use;
};
// What user data scripts, as AWS's documents have them, call. Those in an instance's PATH count.
constexpr Tool tools[] = {
    {"curl", "apt install curl", "reads instance metadata in shell scripts"},
    {"jq", "apt install jq", "reads JSON in shell scripts"},
    {"aws", "apt install awscli", "the AWS CLI inside instances"},
    {"python3", "apt install python3", "Python jobs"},
};
constexpr const char* guest_directories[] = {"/usr/local/sbin", "/usr/local/bin", "/usr/sbin",
                                             "/usr/bin",        "/sbin",          "/bin"};

std::string find_tool(std::string_view name) {
  return find_executable(name, guest_directories);
}

std::string joined(const std::vector<std::string>& lines) {
  return lines.empty() ? std::string{} : fmt::format("{}", fmt::join(lines, "; "));
}

void probe_modes(const HostOptions& options, const Clock& clock, Probe& probe) {
  std::vector<std::string> remarks;
  const bool root = mode_works(HostMode::Root, options, clock, remarks);
  const bool is_root = ::geteuid() == 0;
  // Who is not root does without.
  const Verdict without = is_root ? Verdict::Missing : Verdict::Limited;
  probe.findings.push_back(
      {.name = "instances as root",
       .verdict = root ? (remarks.empty() ? Verdict::Ok : Verdict::Limited) : without,
       .detail = root && remarks.empty() ? "namespaces and overlays work" : joined(remarks),
       .remedy = root ? "" : "run with sudo, or use what follows"});
  remarks.clear();
  const bool userns = mode_works(HostMode::Userns, options, clock, remarks);
  probe.findings.push_back(
      {.name = "instances in a user namespace",
       .verdict = userns ? (remarks.empty() ? Verdict::Ok : Verdict::Limited) : Verdict::Missing,
       .detail = userns && remarks.empty() ? "namespaces and overlays work" : joined(remarks),
       .remedy = userns
                     ? ""
                     : "sysctl kernel.unprivileged_userns_clone=1, or "
                       "kernel.apparmor_restrict_unprivileged_userns=0, where the kernel has it"});
  probe.mode = root ? HostMode::Root : (userns ? HostMode::Userns : HostMode::Plain);
  probe.findings.push_back(
      {.name = "instances as plain processes",
       .verdict = Verdict::Limited,
       .detail = "always there: no private files, no private addresses; programs must honour "
                 "HTTP_PROXY or AWS_ENDPOINT_URL"});
}

void probe_ids(Probe& probe) {
  if (::geteuid() == 0) return;
  const SubordinateIds ids = find_subordinate_ids();
  probe.findings.push_back(
      {.name = "subordinate ids",
       .verdict = ids.usable() ? Verdict::Ok : Verdict::Limited,
       .detail = ids.usable() ? fmt::format("{} user ids", ids.uid_count)
                              : "an instance has root only: chown and su to ec2-user fail inside",
       .remedy = ids.usable() ? ""
                              : "apt install uidmap, and a line for you in /etc/subuid and "
                                "/etc/subgid (usermod --add-subuids)"});
}

void probe_cgroups(const HostOptions& options, Probe& probe) {
  const fs::path parent = own_cgroup_directory();
  const fs::path instance = options.data_dir / "check";
  std::error_code error;
  fs::create_directories(instance, error);
  const Cgroup cgroup = Cgroup::make(parent, instance);
  const bool usable = cgroup.valid() && cgroup.remove();
  probe.findings.push_back(
      {.name = "cgroup v2",
       .verdict = usable ? Verdict::Ok : Verdict::Limited,
       .detail = usable ? fmt::format("instances are killed and frozen as a whole, below {}",
                                      parent.string())
                        : "none can be made here: instances are killed by their PID namespace and "
                          "frozen by SIGSTOP, which parents notice"});
}

void probe_time(const HostOptions& options, Probe& probe) {
  const fs::path library = guest_time_library(options.init_program);
  probe.findings.push_back(
      {.name = "drill time inside instances",
       .verdict = library.empty() ? Verdict::Missing : Verdict::Ok,
       .detail = library.empty()
                     ? "with --speed other than 1, programs would keep real time"
                     : fmt::format("{}; static programs (Go) and /proc/uptime keep real time",
                                   library.string()),
       .remedy = library.empty() ? "build libspotdrill-clock.so beside spotdrill-init" : ""});
}

void probe_tools(Probe& probe) {
  for (const Tool& tool : tools) {
    const std::string path = find_tool(tool.name);
    probe.findings.push_back({.name = tool.name,
                              .verdict = path.empty() ? Verdict::Missing : Verdict::Ok,
                              .detail = path.empty() ? tool.use : path,
                              .remedy = path.empty() ? tool.remedy : ""});
  }
  int code = -1;
  constexpr int seconds_max = 10;
  std::string version;
  if (const std::string python = find_tool("python3"); !python.empty()) {
    version = run_program(
        python, {"-c", "import importlib.metadata as m; print(m.version('boto3'), end='')"},
        seconds_max, code);
  }
  probe.findings.push_back(
      {.name = "boto3 for the system's python3",
       .verdict = code == 0 ? Verdict::Ok : Verdict::Missing,
       .detail = code == 0 ? version : "Python jobs that use AWS, as the checkpointing examples do",
       .remedy = code == 0 ? "" : "apt install python3-boto3"});
}

void probe_network(Probe& probe) {
  const WayOut way = find_way_out(probe.mode);
  Finding finding{.name = "the internet, for instances", .detail = way.helper.string()};
  if (probe.mode == HostMode::Plain) {
    finding.verdict = Verdict::Limited;
    finding.detail = "plain processes have this computer's own network: nothing keeps them in";
  } else if (way.helper.empty()) {
    finding.verdict = Verdict::Limited;
    finding.detail = fmt::format("AWS only, for {}", way.lack);
    finding.remedy = way.remedy;
  }
  probe.findings.push_back(std::move(finding));
}

void probe_disk(const HostOptions& options, Probe& probe) {
  struct statvfs about{};
  std::error_code error;
  fs::create_directories(options.data_dir, error);
  if (::statvfs(options.data_dir.c_str(), &about) != 0) return;
  const std::uint64_t free_mib = static_cast<std::uint64_t>(about.f_bavail) * about.f_frsize >> 20;
  constexpr std::uint64_t enough_mib = 2048;
  probe.findings.push_back(
      {.name = "space for root volumes",
       .verdict = free_mib >= enough_mib ? Verdict::Ok : Verdict::Limited,
       .detail = fmt::format("{} MiB free at {}", free_mib, options.data_dir.string()),
       .remedy = free_mib >= enough_mib ? "" : "free some, or use --data"});
}

void probe_volumes(const HostOptions& options, Probe& probe) {
  const auto loop = try_loop_devices(options.data_dir);
  const bool blocks = probe.mode == HostMode::Root && loop.has_value();
  const bool none = probe.mode == HostMode::Plain;
  probe.findings.push_back(
      {.name = "volumes",
       .verdict = blocks ? Verdict::Ok : Verdict::Limited,
       .detail = blocks ? "block devices: a loop device each"
                 : none ? "no device of theirs appears in plain processes"
                        : fmt::format("directories behind mkfs, mount, blkid and lsblk, without a "
                                      "size of their own: {}",
                                      loop.has_value() ? "not in this mode" : loop.error()),
       .remedy = blocks ? "" : "run with sudo where the kernel has loop devices"});
}

}  // namespace

Probe probe_host(HostOptions options, const Clock& clock) {
  Probe probe;
  utsname kernel{};
  if (::uname(&kernel) == 0) {
    probe.findings.push_back({.name = "kernel", .detail = kernel.release});
  }
  if (options.init_program.empty()) {
    const auto found = find_init_program();
    if (found.has_value()) options.init_program = *found;
    probe.findings.push_back({.name = "spotdrill-init",
                              .verdict = found.has_value() ? Verdict::Ok : Verdict::Missing,
                              .detail = found.has_value() ? found->string() : found.error()});
  }
  std::error_code error;
  fs::create_directories(options.data_dir / "efs", error);
  probe_modes(options, clock, probe);
  probe_ids(probe);
  probe_cgroups(options, probe);
  probe_network(probe);
  probe_time(options, probe);
  probe_volumes(options, probe);
  probe_disk(options, probe);
  probe_tools(probe);
  return probe;
}

}  // namespace spotdrill
