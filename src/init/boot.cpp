#include "init/boot.hpp"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "init/capabilities.hpp"
#include "init/console.hpp"
#include "init/files.hpp"
#include "init/guest_files.hpp"
#include "init/machine.hpp"
#include "init/network.hpp"
#include "init/root_volume.hpp"
#include "init/supervisor.hpp"
#include "init/system_mounts.hpp"
#include "init/volumes.hpp"

namespace spotdrill::init {
namespace {

Outcome open_directory(const Config& config, int& fd) {
  fd = open(config.instance_dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return fd < 0 ? failure("open " + config.instance_dir) : done();
}

// The daemon's log is not the instance's: what PID 1 itself has open leads nowhere.
void close_standard_streams() {
  const int null = open("/dev/null", O_RDWR);
  for (int fd = 0; fd <= 2; ++fd) dup2(null, fd);
  if (null > 2) close(null);
}

}  // namespace

Outcome run_instance(Config& config, Control& control) {
  setsid();
  begin_uptime();
  int directory = -1;
  STEP(open_directory(config, directory));
  Console console;
  STEP(console.open_files(directory));
  Listeners listeners;
  STEP(bring_up_network(config));
  STEP(open_listeners(config, listeners));
  if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
    return failure("make mounts private");
  }
  STEP(control.listen_at(directory));
  std::vector<std::string> parts;
  STEP(read_parts(config, parts));
  std::string root;
  STEP(assemble_root(config, config.notices, root));
  STEP(mount_system(config, root));
  STEP(mount_volume_store(config, root));
  STEP(enter_root(root));
  STEP(write_guest_files(config, parts));
  become_own_machine(config);
  close_standard_streams();
  STEP(console.open_source(true));
  console.open_log("/var/log/cloud-init-output.log");
  Supervisor supervisor{config, control, console, listeners, directory};
  STEP(supervisor.prepare());
  STEP(drop_capabilities());
  // Nothing inside may look into PID 1, which holds descriptors of the host.
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  supervisor.announce();
  supervisor.run();
  return done();
}

Outcome rehearse_instance(Config& config) {
  STEP(bring_up_network(config));
  if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
    return failure("make mounts private");
  }
  std::string root;
  STEP(assemble_root(config, config.notices, root));
  STEP(mount_system(config, root));
  STEP(enter_root(root));
  STEP(write_guest_files(config, {}));
  become_own_machine(config);
  return done();
}

Outcome run_plain(Config& config, Control& control) {
  int directory = -1;
  STEP(open_directory(config, directory));
  Console console;
  STEP(console.open_files(directory));
  STEP(control.listen_at(directory));
  STEP(make_directories(config.instance_dir + "/root", 0755));
  if (chdir((config.instance_dir + "/root").c_str()) != 0) return failure("enter the root volume");
  close_standard_streams();
  STEP(console.open_source(false));
  console.open_log((config.instance_dir + "/root/cloud-init-output.log").c_str());
  Supervisor supervisor{config, control, console, Listeners{}, directory};
  STEP(supervisor.prepare());
  supervisor.announce();
  supervisor.run();
  return done();
}

}  // namespace spotdrill::init
