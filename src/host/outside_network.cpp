#include "host/outside_network.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "host/child_process.hpp"

namespace spotdrill {
namespace {

constexpr const char* tun_device = "/dev/net/tun";
constexpr std::array helper_directories{"/usr/bin", "/usr/local/bin", "/bin"};

std::filesystem::path find_helper(std::string_view name) {
  return find_executable(name, helper_directories);
}

}  // namespace

WayOut find_way_out(HostMode mode) {
  if (::access(tun_device, R_OK | W_OK) != 0) {
    return {.helper = {},
            .lack = fmt::format("{}: {}", tun_device, std::strerror(errno)),
            .remedy = errno == ENOENT ? "modprobe tun" : fmt::format("chmod 0666 {}", tun_device)};
  }
  if (auto slirp = find_helper("slirp4netns"); !slirp.empty()) return {std::move(slirp), {}, {}};
  // As root pasta becomes another user, who may not enter root's namespaces.
  if (mode == HostMode::Userns) {
    if (auto pasta = find_helper("pasta"); !pasta.empty()) return {std::move(pasta), {}, {}};
  }
  return {.helper = {},
          .lack = mode == HostMode::Userns ? "neither slirp4netns nor pasta is here"
                                           : "slirp4netns is not here",
          .remedy = "apt install slirp4netns"};
}

Result<std::filesystem::path, std::string> choose_way_out(OutsideNetwork asked, HostMode mode) {
  // Plain processes have the host's network as it is.
  if (asked == OutsideNetwork::AwsOnly || mode == HostMode::Plain) return std::filesystem::path{};
  WayOut way = find_way_out(mode);
  if (way.helper.empty() && asked == OutsideNetwork::Open) {
    return refuse(
        fmt::format("No instance here can have an open network: {} -> {}", way.lack, way.remedy));
  }
  return std::move(way.helper);
}

}  // namespace spotdrill
