#include "host/host_mode.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <sstream>
#include <system_error>

#include "host/boot_config.hpp"
#include "host/child_process.hpp"
#include "init/protocol.hpp"

namespace spotdrill {

std::string_view to_string(HostMode mode) {
  switch (mode) {
    case HostMode::Root:
      return "root";
    case HostMode::Userns:
      return "userns";
    case HostMode::Plain:
      return "plain";
    case HostMode::Auto:
      break;
  }
  return "auto";
}
namespace {

namespace fs = std::filesystem;

constexpr int check_seconds_max = 20;

std::string_view describe(HostMode mode) {
  switch (mode) {
    case HostMode::Root:
      return "namespaces as root";
    case HostMode::Userns:
      return "namespaces in a user namespace";
    case HostMode::Plain:
      return "plain processes";
    case HostMode::Auto:
      break;
  }
  return "any";
}

}  // namespace

bool mode_works(HostMode mode, const HostOptions& options, const Clock& clock,
                std::vector<std::string>& remarks) {
  if (mode == HostMode::Plain) return true;
  if (mode == HostMode::Root && ::geteuid() != 0) {
    remarks.emplace_back("namespaces as root: this is not root");
    return false;
  }
  const InstanceBoot boot{.instance_id = fmt::format("check-{}", ::getpid()),
                          .region = "us-east-1",
                          .hostname = "check",
                          .private_ip = "172.31.0.10",
                          .user_data = {}};
  const fs::path directory = options.data_dir / "instances" / boot.instance_id;
  int code = -1;
  std::string printed;
  const auto written =
      write_boot_files(directory, boot, options, mode, find_subordinate_ids(), clock);
  if (written.has_value()) {
    printed = run_program(options.init_program, {"check", (directory / init::config_name).string()},
                          check_seconds_max, code);
  } else {
    printed = written.error();
  }
  std::istringstream lines{printed};
  for (std::string line; std::getline(lines, line);) {
    remarks.push_back(fmt::format("{}: {}", describe(mode), line));
  }
  int removed = 0;
  run_program(options.init_program,
              {"remove", (directory / init::config_name).string(), directory.string()},
              check_seconds_max, removed);
  std::error_code error;
  fs::remove_all(directory, error);
  return code == 0;
}

Result<ModeChoice, std::string> choose_mode(const HostOptions& options, const Clock& clock) {
  ModeChoice choice;
  if (options.mode != HostMode::Auto) {
    choice.mode = options.mode;
    if (mode_works(options.mode, options, clock, choice.remarks)) return choice;
    const std::string why = choice.remarks.empty() ? "it does not work" : choice.remarks.back();
    return refuse(fmt::format("this computer cannot run instances so: {}", why));
  }
  const HostMode best = ::geteuid() == 0 ? HostMode::Root : HostMode::Userns;
  // Root that may not make namespaces alone, as in a container, may make a user namespace.
  for (const HostMode mode : {best, HostMode::Userns, HostMode::Plain}) {
    if (!mode_works(mode, options, clock, choice.remarks)) continue;
    choice.mode = mode;
    break;
  }
  return choice;
}

Result<fs::path, std::string> find_init_program() {
  std::error_code error;
  const fs::path here = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& path :
       {here / "spotdrill-init", here / "../spotdrill-init", here / "../../spotdrill-init",
        here / SPOTDRILL_LIBEXEC / "spotdrill-init"}) {
    if (::access(path.c_str(), X_OK) == 0) return fs::weakly_canonical(path, error);
  }
  return refuse(fmt::format("spotdrill-init is not beside {}: build it, or install it there",
                            (here / "spotdrill").string()));
}

}  // namespace spotdrill
