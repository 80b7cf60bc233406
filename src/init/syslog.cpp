#include "init/syslog.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "init/protocol.hpp"

namespace spotdrill::init {
namespace {

constexpr const char* log_socket = "/dev/log";
// Debian's and Ubuntu's, Amazon Linux's.
constexpr const char* log_files[] = {"/var/log/syslog", "/var/log/messages"};
constexpr std::size_t message_bytes_max = 64 << 10;
constexpr int messages_a_turn = 64;

bool has_time(std::string_view text) {
  // "Nov 30 10:00:00 ", as ctime has it.
  return text.size() > 16 && text[3] == ' ' && text[6] == ' ' && text[9] == ':' &&
         text[12] == ':' && text[15] == ' ';
}

std::string_view without_priority(std::string_view text) {
  if (!text.starts_with('<')) return text;
  const std::size_t end = text.find('>');
  return end == std::string_view::npos || end > 4 ? text : text.substr(end + 1);
}

}  // namespace

std::string syslog_line(std::string_view message, std::string_view host) {
  std::string_view text = without_priority(message);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\0')) text.remove_suffix(1);
  std::string line;
  if (has_time(text)) {
    line.append(text.substr(0, 16));
    text.remove_prefix(16);
  }
  line.append(host).append(" ");
  for (const char c : text) {
    // As rsyslog shows what would break the line.
    if (c == '\n')
      line += "#012";
    else
      line += c;
  }
  return line + "\n";
}

Outcome Syslog::open(const std::string& hostname, bool fresh) {
  host_ = hostname.substr(0, hostname.find('.'));
  source_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (source_ < 0) return failure("socket for syslog");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, log_socket);
  if (bind(source_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return failure("bind " + std::string{log_socket});
  }
  (void)!chmod(log_socket, 0666);
  for (std::size_t index = 0; index < std::size(log_files); ++index) {
    // Where it cannot be made the messages are lost, and the programs go on.
    File& file = files_[index];
    if (fresh) unlink(log_files[index]);
    file.fd = ::open(log_files[index], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    struct stat about{};
    if (file.fd >= 0 && fstat(file.fd, &about) == 0) file.length = about.st_size;
  }
  return done();
}

void Syslog::copy() {
  static char message[message_bytes_max];
  for (int count = 0; count < messages_a_turn; ++count) {
    const ssize_t got = recv(source_, message, sizeof message, MSG_DONTWAIT);
    if (got < 0) return;
    const std::string line = syslog_line({message, static_cast<std::size_t>(got)}, host_);
    for (File& file : files_) {
      if (file.fd < 0) continue;
      // DEVIATION: on a machine logrotate does this once a day.
      if (file.length >= console_file_bytes_max && ftruncate(file.fd, 0) == 0) file.length = 0;
      const ssize_t written = write(file.fd, line.data(), line.size());
      if (written > 0) file.length += written;
    }
  }
}

}  // namespace spotdrill::init
