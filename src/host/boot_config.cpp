#include "host/boot_config.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <system_error>

#include "host/guest_time.hpp"
#include "host/user_data.hpp"
#include "init/protocol.hpp"

namespace spotdrill {
namespace {

constexpr std::string_view guest_ca_bundle = "/etc/ssl/certs/ca-certificates.crt";

// Where user data takes it.
constexpr std::string_view no_cloud_init =
    "cloud-init is not here; 'spotdrill fetch cloud-init' gets it, once.";
constexpr std::string_view no_cloud_init_in_plain =
    "cloud-init would change this computer's own files, for instances here are plain processes; "
    "'spotdrill doctor' says what they lack.";

std::string_view name_of(HostMode mode) {
  switch (mode) {
    case HostMode::Userns:
      return "userns";
    case HostMode::Plain:
      return "plain";
    case HostMode::Auto:
    case HostMode::Root:
      break;
  }
  return "root";
}

// "USER:FIRST:COUNT", by name or by number; the first line of the user counts.
void read_subordinates(const char* path, long& first, long& count) {
  const char* user = std::getenv("USER");
  const std::string by_name = std::string{user != nullptr ? user : ""} + ":";
  const std::string by_number = std::to_string(::getuid()) + ":";
  std::ifstream lines{path};
  for (std::string line; std::getline(lines, line);) {
    const bool named = by_name.size() > 1 && line.starts_with(by_name);
    if (!named && !line.starts_with(by_number)) continue;
    const std::size_t second = line.find(':', line.find(':') + 1);
    if (second == std::string::npos) continue;
    first = std::atol(line.c_str() + line.find(':') + 1);
    count = std::atol(line.c_str() + second + 1);
    return;
  }
}

class ConfigText {
 public:
  // A line break in a value would begin another key.
  void add(std::string_view key, std::string_view value) {
    std::string line{value};
    std::replace(line.begin(), line.end(), '\n', ' ');
    fmt::format_to(std::back_inserter(text_), "{}={}\n", key, line);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void add_ids(ConfigText& config, HostMode mode, const SubordinateIds& ids) {
  if (mode != HostMode::Userns || !ids.usable()) return;
  config.add("subuid", fmt::format("{} {}", ids.first_uid, ids.uid_count));
  config.add("subgid", fmt::format("{} {}", ids.first_gid, ids.gid_count));
}

bool write_whole(const std::filesystem::path& path, std::string_view text) {
  std::ofstream file{path, std::ios::binary | std::ios::trunc};
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  return !file.fail();
}

}  // namespace

SubordinateIds find_subordinate_ids() {
  SubordinateIds ids;
  if (::access("/usr/bin/newuidmap", X_OK) != 0 || ::access("/usr/bin/newgidmap", X_OK) != 0) {
    return ids;
  }
  read_subordinates("/etc/subuid", ids.first_uid, ids.uid_count);
  read_subordinates("/etc/subgid", ids.first_gid, ids.gid_count);
  return ids;
}

std::vector<std::string> guest_environment(const InstanceBoot& boot, const HostOptions& options,
                                           HostMode mode, const Clock& clock) {
  const bool plain = mode == HostMode::Plain;
  const std::string bundle = plain ? options.ca_bundle.string() : std::string{guest_ca_bundle};
  std::vector<std::string> environment{
      fmt::format("PATH={}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                  plain ? "" : "/run/spotdrill/bin:"),
      "HOME=/root",
      "USER=root",
      "LOGNAME=root",
      "SHELL=/bin/bash",
      "LANG=C.UTF-8",
      // A console that can be followed, and pip on Debian as it is on Amazon Linux.
      "PYTHONUNBUFFERED=1",
      "PIP_BREAK_SYSTEM_PACKAGES=1",
      "PIP_DISABLE_PIP_VERSION_CHECK=1",
  };
  if (!bundle.empty()) {
    for (const char* name : {"AWS_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE",
                             "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"}) {
      environment.push_back(fmt::format("{}={}", name, bundle));
    }
  }
  if (plain) {
    const std::string endpoint = fmt::format("http://127.0.0.1:{}", options.port);
    const std::string key = options.metadata_key ? options.metadata_key(boot.instance_id) : "";
    const std::string proxy = fmt::format("http://{}:{}@127.0.0.1:{}", boot.instance_id,
                                          key.empty() ? "x" : key, options.port);
    environment[1] =
        "HOME=" + (options.data_dir / "instances" / boot.instance_id / "root").string();
    environment.push_back("SPOTDRILL_INSTANCE_ID=" + boot.instance_id);
    environment.push_back(fmt::format("AWS_EC2_METADATA_SERVICE_ENDPOINT={}/_spotdrill/imds/{}/{}",
                                      endpoint, boot.instance_id, key.empty() ? "" : key + "/"));
    environment.push_back("AWS_ENDPOINT_URL=" + endpoint);
    environment.emplace_back("AWS_DISABLE_HOST_PREFIX_INJECTION=true");
    for (const char* name : {"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"}) {
      environment.push_back(fmt::format("{}={}", name, proxy));
    }
    environment.emplace_back("NO_PROXY=127.0.0.1");
    environment.emplace_back("no_proxy=127.0.0.1");
  }
  const std::string map =
      guest_time_map(clock, options.time,
                     options.time != nullptr ? options.time->directory() : std::filesystem::path{});
  if (plain && !map.empty()) {
    environment.push_back("SPOTDRILL_CLOCK=" + map);
    environment.push_back("LD_PRELOAD=" + guest_time_library(options.init_program).string());
  }
  return environment;
}

Result<void, std::string> write_boot_files(const std::filesystem::path& instance_dir,
                                           const InstanceBoot& boot, const HostOptions& options,
                                           HostMode mode, const SubordinateIds& ids,
                                           const Clock& clock,
                                           const std::filesystem::path& cgroup) {
  std::error_code error;
  const std::filesystem::path parts = instance_dir / "parts";
  std::filesystem::remove_all(parts, error);
  std::filesystem::create_directories(parts, error);
  if (error) return refuse(fmt::format("{}: {}", parts.string(), error.message()));
  std::filesystem::permissions(instance_dir, std::filesystem::perms::owner_all, error);

  ConfigText config;
  config.add("id", boot.instance_id);
  config.add("mode", name_of(mode));
  config.add("hostname", boot.hostname);
  config.add("image", boot.image_name);
  config.add("private_ip", boot.private_ip);
  config.add("mac", boot.mac);
  config.add("prefix_bits", std::to_string(boot.prefix_bits));
  config.add("imds_address", guest_imds_address);
  config.add("aws_address", guest_aws_address);
  config.add("dns_address", guest_dns_address);
  config.add("data_dir", options.data_dir.string());
  config.add("instance_dir", instance_dir.string());
  config.add("ca_bundle", options.ca_bundle.string());
  config.add("program", options.init_program.string());
  if (!cgroup.empty()) config.add("cgroup", cgroup.string());
  if (!options.network_helper.empty()) {
    config.add("network_helper", options.network_helper.string());
    config.add("network_open", boot.outside ? "1" : "0");
  }
  config.add("first_boot", boot.first_boot ? "1" : "0");
  config.add("orphan_grace_ms",
             std::to_string(boot.outlives_daemon ? options.orphan_grace.count() : 0));
  config.add("speed", fmt::format("{}", clock.rate()));
  config.add("volumes", std::to_string(boot.volumes.size()));
  add_ids(config, mode, ids);
  // DEVIATION: one file system for every instance, as an EFS mount would be; on AWS there is none
  // until one is made.
  config.add("share", fmt::format("{}\t/mnt/efs", (options.data_dir / "efs").string()));
  for (const auto* list : {&options.shared, &boot.shared}) {
    for (const SharedDirectory& shared : *list) {
      config.add("share", fmt::format("{}\t{}{}", shared.host.string(), shared.guest.string(),
                                      shared.read_only ? "\tro" : ""));
    }
  }
  const std::string map = guest_time_map(clock, options.time, guest_pages_directory);
  if (!map.empty()) {
    const std::filesystem::path library = guest_time_library(options.init_program);
    if (library.empty()) {
      config.add("notice",
                 "spotdrill-init: libspotdrill-clock.so is missing: programs here keep "
                 "real time");
    } else {
      config.add("clock", map);
      config.add("clock_library", library.string());
      if (options.time != nullptr) {
        config.add("clock_pages", options.time->directory().string());
      }
    }
  }
  const std::filesystem::path cloud_init =
      options.cloud_init && mode != HostMode::Plain ? options.cloud_init() : "";
  if (!cloud_init.empty()) config.add("cloud_init", cloud_init.string());
  for (const std::string& variable : guest_environment(boot, options, mode, clock)) {
    config.add("env", variable);
  }
  UserData user_data = read_user_data(boot.user_data);
  if (user_data.needs_cloud_init() && !cloud_init.empty()) {
    // At each boot: what of it is for the first one only cloud-init keeps account of itself.
    config.add("run_cloud_init", "1");
    user_data = {};
  }
  if (boot.first_boot) {
    for (const std::string& notice : user_data.notices) config.add("notice", notice);
    const std::string_view why = mode == HostMode::Plain ? no_cloud_init_in_plain : no_cloud_init;
    if (user_data.needs_cloud_init()) config.add("notice", fmt::format("spotdrill: {}", why));
    for (const Unavailable& thing : user_data.unavailable) {
      config.add("unavailable",
                 fmt::format("{}\t{}\t{} {}", thing.kind, thing.what, thing.detail, why));
    }
    for (std::size_t index = 0; index < user_data.scripts.size(); ++index) {
      const std::string name = fmt::format("part-{:03}", index + 1);
      if (!write_whole(parts / name, user_data.scripts[index])) {
        return refuse(fmt::format("cannot write {}", (parts / name).string()));
      }
      std::filesystem::permissions(parts / name, std::filesystem::perms::owner_all, error);
      config.add("part", name);
    }
  }
  if (!write_whole(instance_dir / init::config_name, config.text())) {
    return refuse(fmt::format("cannot write {}", (instance_dir / init::config_name).string()));
  }
  return {};
}

Result<void, std::string> write_helper_config(const std::filesystem::path& path, HostMode mode,
                                              const SubordinateIds& ids) {
  ConfigText config;
  config.add("mode", name_of(mode));
  add_ids(config, mode, ids);
  if (!write_whole(path, config.text())) {
    return refuse(fmt::format("cannot write {}", path.string()));
  }
  return {};
}

}  // namespace spotdrill
