#include "init/guest_files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "init/cloud_init.hpp"
#include "init/files.hpp"
#include "init/fstab.hpp"
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

bool has_entry(const std::string& text, const std::string& name) {
  const std::string start = name + ":";
  return text.starts_with(start) || text.find("\n" + start) != std::string::npos;
}

// The first number from 1000 on that is nobody's, as useradd takes it. `text` is passwd or group.
long free_id(const std::string& passwd, const std::string& group) {
  for (long id = 1000; id < 60000; ++id) {
    const std::string mark = ":x:" + std::to_string(id) + ":";
    if (passwd.find(mark) == std::string::npos && group.find(mark) == std::string::npos) return id;
  }
  return 1000;
}

// "The default user account of an Amazon Linux AMI is ec2-user", whose home user data scripts use.
Outcome add_user() {
  std::string passwd, group, shadow;
  STEP(read_file("/etc/passwd", passwd));
  STEP(read_file("/etc/group", group));
  long id = free_id(passwd, group);
  if (!has_entry(passwd, "ec2-user")) {
    const std::string number = std::to_string(id);
    STEP(replace_file("/etc/passwd",
                      passwd + "ec2-user:x:" + number + ":" + number +
                          ":EC2 Default User:/home/ec2-user:/bin/bash\n",
                      0644));
    if (!has_entry(group, "ec2-user")) {
      STEP(replace_file("/etc/group", group + "ec2-user:x:" + number + ":\n", 0644));
    }
  } else {
    const std::size_t at = ("\n" + passwd).find("\nec2-user:");
    const std::size_t second = passwd.find(':', passwd.find(':', at) + 1);
    id = std::strtol(passwd.c_str() + second + 1, nullptr, 10);
  }
  // `su` wants a shadow entry; an ordinary user's instance cannot read the host's.
  if (!read_file("/etc/shadow", shadow).failed() && !has_entry(shadow, "ec2-user")) {
    STEP(replace_file("/etc/shadow", shadow + "ec2-user:!:19000:0:99999:7:::\n", 0640));
  }
  STEP(make_directories("/home/ec2-user", 0700));
  // One id only, and the owner stays root: the job runs as root too.
  (void)!chown("/home/ec2-user", static_cast<uid_t>(id), static_cast<gid_t>(id));
  return done();
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
  STEP(add_user());
  STEP(write_parts(config, parts));
  if (config.first_boot) STEP(replace_file("/etc/fstab", first_fstab, 0644));
  STEP(write_clock(config));
  std::string shared;
  for (const Share& share : config.shares) shared += share.guest + "\n";
  STEP(write_file(shared_list_path, shared, 0644));
  STEP(write_shims());
  prepare_schedules(config);
  return write_cloud_init(config);
}

}  // namespace spotdrill::init
