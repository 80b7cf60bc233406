#include "init/units/client.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string_view>

#include "init/files.hpp"
#include "init/passed_descriptors.hpp"
#include "init/report.hpp"
#include "init/units/channel.hpp"
#include "init/units/load.hpp"
#include "init/unix_address.hpp"

namespace spotdrill::init::units {
namespace {

constexpr std::size_t words_of_command_max = 1'000;

int connect_to_manager() {
  const int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  const sockaddr_un address = unix_address(units_socket_path);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
  close(fd);
  return -1;
}

void print(FILE* to, const char* text, std::size_t size) {
  std::fwrite(text, 1, size, to);
  std::fflush(to);
}

bool send_request(int to, const std::string& request, bool with_streams) {
  const int streams[3] = {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO};
  return send_with(to, request.data(), request.size(), MSG_NOSIGNAL, streams,
                   with_streams ? std::size(streams) : 0) >= 0;
}

// service NAME VERB, as init scripts have it.
int run_service(const std::vector<std::string>& words) {
  if (words.size() == 1 && words[0] == "--status-all") {
    return ask_manager("service", {"list-units", "--type=service", "--no-legend"});
  }
  if (words.size() < 2) {
    std::fprintf(stderr,
                 "Usage: service < option > | --status-all | [ service_name [ command ]]\n");
    return 1;
  }
  const std::string& name = words[0];
  const std::string script = "/etc/init.d/" + name;
  if (is_done_by_instance(full_name(name))) {
    return ask_manager("service", {words[1] == "status" ? "is-active" : "start", name});
  }
  if (load_unit(full_name(name)).state == Loaded::NotFound) {
    // Where there is a script only, that is what Debian's service runs.
    if (access(script.c_str(), X_OK) == 0) {
      execl(script.c_str(), script.c_str(), words[1].c_str(), static_cast<char*>(nullptr));
    }
    std::fprintf(stderr, "%s: unrecognized service\n", name.c_str());
    if (words[1] != "status") {
      report_unavailable("command", "service " + name + " " + words[1],
                         "There is no unit " + full_name(name) + " in the instance.");
    }
    return 1;
  }
  return ask_manager("service", {words[1], name});
}

}  // namespace

int run_as_root(const std::vector<std::string>& words) {
  char* here = get_current_dir_name();
  std::vector<std::string> request{"sudo", "--", here != nullptr ? here : "/"};
  std::free(here);
  request.insert(request.end(), words.begin(), words.end());
  return ask_manager("sudo", request, true);
}

int ask_manager(const char* name, const std::vector<std::string>& words, bool with_streams) {
  std::string request;
  for (const std::string& word : words) request.append(word).push_back('\0');
  const int fd = request.size() <= request_bytes_max ? connect_to_manager() : -1;
  if (fd < 0 || !send_request(fd, request, with_streams)) {
    std::fprintf(stderr, "%s: Failed to reach the manager of units: %s\n", name,
                 std::strerror(errno));
    return 1;
  }
  static char packet[packet_bytes_max + 64];
  for (;;) {
    const ssize_t got = recv(fd, packet, sizeof packet - 1, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    const auto size = static_cast<std::size_t>(got);
    packet[size] = '\0';
    if (packet[0] == answer_exit) return std::atoi(packet + 1);
    print(packet[0] == answer_errors ? stderr : stdout, packet + 1, size - 1);
  }
  std::fprintf(stderr, "%s: The manager of units ended.\n", name);
  return 1;
}

int run_unit_command(const char* name, int argc, char** argv) {
  std::vector<std::string> words;
  for (int index = 1; index < argc && words.size() < words_of_command_max; ++index) {
    words.emplace_back(argv[index]);
  }
  const std::string_view called{name};
  const bool version = words.size() == 1 && words[0] == "--version";
  if (version && called != "service") {
    std::puts("systemd 252 (what spotdrill's instances have of it)");
    return 0;
  }
  if (called == "systemctl") return ask_manager(name, words);
  if (called == "service") return run_service(words);
  if (called == "journalctl") return run_journalctl(words);
  if (called == "systemd-run") return run_systemd_run(words);
  if (called == "systemd-cat") return run_systemd_cat(words);
  if (called == "systemd-notify") return run_systemd_notify(words);
  return -1;
}

}  // namespace spotdrill::init::units
