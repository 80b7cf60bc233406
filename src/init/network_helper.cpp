#include "init/network_helper.hpp"

#include <sched.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <csignal>

#include <vector>

namespace spotdrill::init {
namespace {

using HelperWords = std::vector<std::string>;

// In the instance's user namespace already: what it does for one that it is told of an ordinary
// user's kernel refuses.
HelperWords slirp_words(const HelperPlace& place) {
  if (place.user >= 0 && setns(place.user, CLONE_NEWUSER) != 0) _exit(126);
  return {"slirp4netns",       std::string{"--cidr="} + router_network,
          "--mtu=1500",        "--disable-host-loopback",
          "--disable-dns",     "--enable-sandbox",
          "--netns-type=path", "/proc/self/fd/" + std::to_string(place.network),
          interface_name};
}

// Forwards nothing inward, and takes no address for the host. It closes what it inherits.
HelperWords pasta_words(const HelperPlace& place) {
  const std::string open_there = "/proc/" + std::to_string(place.keeper) + "/fd/";
  HelperWords words{"pasta",        "--foreground",
                    "--quiet",      "--ipv4-only",
                    "--no-map-gw",  "--mtu",
                    "1500",         "--gateway",
                    router_address, "--tcp-ports",
                    "none",         "--udp-ports",
                    "none",         "--tcp-ns",
                    "none",         "--udp-ns",
                    "none",         "--no-dhcp",
                    "--ns-ifname",  interface_name,
                    "--netns",      open_there + std::to_string(place.network)};
  if (place.user >= 0) {
    words.insert(words.end(), {"--userns", open_there + std::to_string(place.user)});
  }
  return words;
}

}  // namespace

void run_helper(const std::string& program, const HelperPlace& place) {
  const HelperWords words = program.ends_with("/pasta") ? pasta_words(place) : slirp_words(place);
  // Not before: who comes into a user namespace is another, for whom nothing of the kind is set.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != place.keeper) _exit(1);
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(program.c_str(), arguments.data());
  _exit(127);
}

}  // namespace spotdrill::init
