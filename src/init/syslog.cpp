#include "init/syslog.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "init/protocol.hpp"
#include "init/units/journal.hpp"
#include "init/unix_address.hpp"

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

// "<13>Nov 30 10:00:00 job[12]: text": who said it, and what.
std::string syslog_journal_line(std::string_view message, units::Microseconds at) {
  units::JournalEntry entry;
  entry.at = at;
  if (message.starts_with('<')) entry.priority = std::atoi(message.data() + 1) & 7;
  std::string_view text = without_priority(message);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\0')) text.remove_suffix(1);
  if (has_time(text)) text.remove_prefix(16);
  const std::size_t colon = text.find(": ");
  const std::string_view tag = text.substr(0, colon == std::string_view::npos ? 0 : colon);
  const std::size_t bracket = tag.find('[');
  if (!tag.empty() && tag.find(' ') == std::string_view::npos) {
    entry.identifier = tag.substr(0, bracket);
    if (bracket != std::string_view::npos) {
      entry.pid = std::atoi(std::string{tag.substr(bracket + 1)}.c_str());
    }
    text.remove_prefix(colon + 2);
  }
  entry.text = text;
  for (char& c : entry.identifier) {
    if (static_cast<unsigned char>(c) < ' ') c = '?';
  }
  return units::journal_line(entry);
}

Outcome Syslog::open(const std::string& hostname, bool fresh) {
  host_ = hostname.substr(0, hostname.find('.'));
  source_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (source_ < 0) return failure("socket for syslog");
  const sockaddr_un address = unix_address(log_socket);
  if (bind(source_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return failure("bind " + std::string{log_socket});
  }
  (void)!chmod(log_socket, 0666);
  for (std::size_t index = 0; index < std::size(log_files); ++index) {
    // Where it cannot be made the messages are lost, and the programs go on.
    File& file = files_[index];
    if (fresh) unlink(log_files[index]);
    file.fd = ::open(log_files[index], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  }
  clock_.emplace();
  return done();
}

void Syslog::copy() {
  static char message[message_bytes_max];
  for (int count = 0; count < messages_a_turn; ++count) {
    const ssize_t got = recv(source_, message, sizeof message, MSG_DONTWAIT);
    if (got < 0) return;
    const std::string_view text{message, static_cast<std::size_t>(got)};
    const std::string line = syslog_line(text, host_);
    for (File& file : files_) append(file, line);
    units::append_to_journal(syslog_journal_line(text, clock_->wall()));
  }
}

void Syslog::append(File& file, const std::string& line) {
  if (file.fd < 0) return;
  // Others append too, such as the manager of units.
  struct stat about{};
  if (fstat(file.fd, &about) == 0) file.length = about.st_size;
  // DEVIATION: on a machine logrotate does this once a day.
  if (file.length >= console_file_bytes_max && ftruncate(file.fd, 0) == 0) file.length = 0;
  (void)!write(file.fd, line.data(), line.size());
}

}  // namespace spotdrill::init
