#include "init/guest_files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

#include "init/cloud_init.hpp"
#include "init/files.hpp"
#include "init/fstab.hpp"
#include "init/image_files.hpp"
#include "init/protocol.hpp"
#include "init/schedules.hpp"
#include "init/shims.hpp"

namespace spotdrill::init {
namespace {

Outcome write_names(const Config& config) {
  const std::string& full = config.hostname;
  const std::string brief = full.substr(0, full.find('.'));
  if (sethostname(full.c_str(), full.size()) != 0) return failure("set the host name");
  STEP(replace_file("/etc/hostname", full + "\n", 0644));
  STEP(replace_file("/etc/hosts",
                    "127.0.0.1 localhost localhost.localdomain\n" + config.private_ip + " " + full +
                        " " + brief + "\n" + config.imds_address + " instance-data.ec2.internal\n",
                    0644));
  return replace_file(
      "/etc/resolv.conf",
      "nameserver " + config.dns_address + "\nsearch ec2.internal\noptions timeout:2 attempts:2\n",
      0644);
}

Outcome write_parts(const Config& config, const std::vector<std::string>& parts) {
  STEP(make_directories("/var/log", 0755));
  STEP(make_directories("/var/lib/cloud/instances/" + config.id + "/scripts", 0755));
  STEP(make_directories(per_boot_directory, 0755));
  if (!config.first_boot) return done();
  unlink("/var/lib/cloud/instance");
  if (symlink(("/var/lib/cloud/instances/" + config.id).c_str(), "/var/lib/cloud/instance") != 0) {
    return failure("link /var/lib/cloud/instance");
  }
  for (std::size_t index = 0; index < parts.size(); ++index) {
    char name[32];
    std::snprintf(name, sizeof name, "/part-%03zu", index + 1);
    STEP(write_file(scripts_directory + std::string{name}, parts[index], 0700));
  }
  return done();
}

// "/etc/ld.so.preload: the libraries to be loaded before the program." Unlike a variable it reaches
// programs that are given a clean environment, by su or cron say.
Outcome write_clock(const Config& config) {
  constexpr const char* list = "/etc/ld.so.preload";
  std::string lines;
  if (exists(list)) STEP(read_file(list, lines));
  const std::string ours = std::string{clock_library_path} + "\n";
  const std::size_t at = lines.find(ours);
  const bool listed = at != std::string::npos;
  if (config.clock.empty()) {
    // An earlier boot of this root volume may have had another speed.
    return listed ? replace_file(list, lines.erase(at, ours.size()), 0644) : done();
  }
  STEP(write_file("/run/spotdrill/clock", config.clock + "\n", 0644));
  return listed ? done() : replace_file(list, ours + lines, 0644);
}

}  // namespace

Outcome read_parts(const Config& config, std::vector<std::string>& parts) {
  if (!config.first_boot) return done();
  for (const std::string& name : config.parts) {
    std::string text;
    STEP(read_file(config.instance_dir + "/parts/" + name, text));
    parts.push_back(std::move(text));
  }
  return done();
}

Outcome write_guest_files(const Config& config, const std::vector<std::string>& parts) {
  umask(022);
  STEP(write_names(config));
  STEP(write_image_files(config));
  STEP(write_parts(config, parts));
  if (config.first_boot) STEP(replace_file("/etc/fstab", first_fstab, 0644));
  STEP(write_clock(config));
  std::string shared;
  for (const Share& share : config.shares) shared += share.guest + "\n";
  STEP(write_file(shared_list_path, shared, 0644));
  STEP(write_shims(image_family(config.image)));
  prepare_schedules(config);
  return write_cloud_init(config);
}

}  // namespace spotdrill::init
