#include "init/report.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "init/unix_address.hpp"

namespace spotdrill::init {
namespace {

constexpr std::size_t kind_bytes_max = 16;
constexpr std::size_t what_bytes_max = 100;
constexpr std::size_t line_bytes_max = sizeof Message::text - 1;

// Words of a command line may hold anything.
std::string one_line(std::string_view text, std::size_t bytes_max) {
  std::string line{text.substr(0, bytes_max)};
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
  }
  return line;
}

}  // namespace

std::string unavailable_line(std::string_view kind, std::string_view what,
                             std::string_view detail) {
  std::string line = one_line(kind, kind_bytes_max) + "\t" + one_line(what, what_bytes_max) + "\t";
  return line + one_line(detail, line_bytes_max - line.size());
}

void report_unavailable(std::string_view kind, std::string_view what, std::string_view detail) {
  const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return;
  const sockaddr_un address = unix_address(report_path);
  const std::string line = unavailable_line(kind, what, detail);
  // A full queue must not hold up the command.
  (void)!sendto(fd, line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                reinterpret_cast<const sockaddr*>(&address), sizeof address);
  close(fd);
}

Outcome open_reports(int& fd) {
  fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return failure("socket for reports");
  const sockaddr_un address = unix_address(report_path);
  if (bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return failure("bind " + std::string{report_path});
  }
  (void)!chmod(report_path, 0622);
  return done();
}

std::optional<std::string> receive_report(int fd) {
  char text[line_bytes_max];
  const ssize_t got = recv(fd, text, sizeof text, MSG_DONTWAIT);
  if (got < 0) return std::nullopt;
  const std::string_view line{text, static_cast<std::size_t>(got)};
  const std::size_t first = line.find('\t');
  const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
  if (second == std::string_view::npos) return std::string{};
  // Whoever sent it: what the daemon gets is well formed.
  return unavailable_line(line.substr(0, first), line.substr(first + 1, second - first - 1),
                          line.substr(second + 1));
}

}  // namespace spotdrill::init
