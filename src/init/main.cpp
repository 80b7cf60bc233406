// spotdrill-init: PID 1 of an instance, and the commands that talk to it.
//   spotdrill-init boot CONFIG       started by the daemon; descriptor 3 is its control connection
//   spotdrill-init check CONFIG      tries what an instance needs
//   spotdrill-init remove CONFIG DIR deletes an instance's files, in its user namespace
//   spotdrill-init copy CONFIG FROM TO
//                                    copies a volume, likewise
//   spotdrill-init missing KIND WHAT DETAIL
//                                    tells PID 1, inside an instance, what was asked for in vain
//   spotdrill-init as-root COMMAND WORDS…
//                                    sudo's, for a user of the instance that may become root
//   spotdrill-init manage-units      the manager of an instance's units; PID 1 starts it
//   shutdown, poweroff, halt, reboot, systemctl, mount, …: by that name, inside an instance
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

#include "init/config.hpp"
#include "init/control.hpp"
#include "init/launcher.hpp"
#include "init/report.hpp"
#include "init/shims.hpp"
#include "init/units/client.hpp"
#include "init/units/manager.hpp"

int main(int argc, char** argv) {
  using namespace spotdrill::init;
  const char* slash = argc > 0 ? std::strrchr(argv[0], '/') : nullptr;
  const char* name = slash != nullptr ? slash + 1 : (argc > 0 ? argv[0] : "");
  if (const int code = run_shim(name, argc, argv); code >= 0) return code;
  const bool boot = argc == 3 && std::strcmp(argv[1], "boot") == 0;
  const bool check = argc == 3 && std::strcmp(argv[1], "check") == 0;
  const bool remove = argc == 4 && std::strcmp(argv[1], "remove") == 0;
  const bool copy = argc == 5 && std::strcmp(argv[1], "copy") == 0;
  if (argc == 5 && std::strcmp(argv[1], "missing") == 0) {
    report_unavailable(argv[2], argv[3], argv[4]);
    return 0;
  }
  if (argc >= 2 && std::strcmp(argv[1], "manage-units") == 0) {
    return units::manage_units(argc == 3 && std::strcmp(argv[2], "--boot") == 0);
  }
  if (argc >= 3 && std::strcmp(argv[1], "as-root") == 0) {
    return units::run_as_root({argv + 2, argv + argc});
  }
  if (!boot && !check && !remove && !copy) {
    std::fprintf(stderr, "spotdrill-init: started by spotdrill, for its instances.\n");
    return 2;
  }
  umask(022);  // The daemon's is 077; an instance's files are as those of any system.
  constexpr int control_fd = 3;
  Control control{boot ? control_fd : -1};
  if (boot) {
    fcntl(control_fd, F_SETFD, FD_CLOEXEC);
    // Held by PID 1 to its end, whatever happens: so a daemon can tell the living from the dead.
    const int lock = open(argv[2], O_RDONLY | O_CLOEXEC);
    if (lock >= 0) flock(lock, LOCK_SH | LOCK_NB);
  }
  Config config;
  if (const Outcome outcome = read_config(argv[2], config); outcome.failed()) {
    Message message{.kind = Kind::Failed, .a = outcome.error};
    std::snprintf(message.text, sizeof message.text, "%s", outcome.step.c_str());
    control.send(message);
    return 1;
  }
  if (check) return check_mode(config);
  if (remove) return remove_tree(config, argv[3]);
  if (copy) return copy_tree(config, argv[3], argv[4]);
  launch(config, control);
}
