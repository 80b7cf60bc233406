// What services print: read from their sockets, line by line, into the journal.
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

#include "init/units/manager.hpp"

namespace spotdrill::init::units {
namespace {

// "LineMax=… Defaults to 48K."
constexpr std::size_t line_bytes_max = 48 << 10;

std::string identifier_of(const Unit& unit, const std::string& phase) {
  if (!unit.service.syslog_identifier.empty()) return unit.service.syslog_identifier;
  // "If this option is not set, the logging identifier defaults to the process name".
  const auto found = unit.service.exec.find(phase.empty() ? "ExecStart" : phase);
  if (found == unit.service.exec.end() || found->second.empty()) return unit.prefix;
  const std::string& path = found->second.front().path;
  return path.substr(path.rfind('/') + 1);
}

// "<6>text", as programs that know the journal print it.
int take_priority(std::string& text) {
  if (text.size() < 3 || text[0] != '<' || text[2] != '>' || text[1] < '0' || text[1] > '7') {
    return 6;
  }
  const int priority = text[1] - '0';
  text.erase(0, 3);
  return priority;
}

}  // namespace

void Manager::add_stream(const Runtime& runtime, int fd) {
  constexpr std::size_t streams_max = 1'000;
  if (streams_.size() >= streams_max) {
    close(fd);
    return;
  }
  streams_.push_back(
      {.fd = fd,
       .unit = runtime.unit.name,
       .identifier = identifier_of(runtime.unit, runtime.phase),
       .pending = {},
       .pid = runtime.control_pid > 0 ? runtime.control_pid : runtime.main_pid,
       .cron_user = runtime.unit.name.starts_with(":cron:") ? runtime.unit.description : "",
       .printed = false});
}

// False: nobody can print there any more.
bool Manager::read_stream(Stream& stream) {
  char buffer[16 << 10];
  for (int round = 0; round < 16; ++round) {
    iovec part{buffer, sizeof buffer};
    alignas(cmsghdr) char space[CMSG_SPACE(sizeof(ucred)) + CMSG_SPACE(sizeof(int) * 4)] = {};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = space;
    header.msg_controllen = sizeof space;
    const ssize_t got = recvmsg(stream.fd, &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got < 0) return errno == EAGAIN || errno == EINTR;
    if (got == 0) {
      flush_lines(stream, true);
      tell_discarded(stream);
      return false;
    }
    for (cmsghdr* each = CMSG_FIRSTHDR(&header); each != nullptr;
         each = CMSG_NXTHDR(&header, each)) {
      if (each->cmsg_level != SOL_SOCKET || each->cmsg_type != SCM_CREDENTIALS) continue;
      ucred peer{};
      std::memcpy(&peer, CMSG_DATA(each), sizeof peer);
      if (peer.pid > 0) stream.pid = peer.pid;
    }
    stream.pending.append(buffer, static_cast<std::size_t>(got));
    flush_lines(stream, false);
  }
  return true;
}

void Manager::flush_lines(Stream& stream, bool all) {
  std::size_t begin = 0;
  const auto put = [&](std::size_t end) {
    JournalEntry entry;
    entry.unit = stream.unit;
    entry.identifier = stream.identifier;
    entry.pid = stream.pid;
    entry.text = stream.pending.substr(begin, end - begin);
    entry.priority = take_priority(entry.text);
    if (!stream.cron_user.empty()) return take_cron_output(stream, entry.text);
    if (!entry.text.empty()) journal_.write(std::move(entry));
  };
  for (;;) {
    // DEVIATION: journald ends lines at line feeds only; a bar that is drawn anew after a carriage
    // return is shown at once here, so that its figures can be read.
    const std::size_t end = stream.pending.find_first_of("\n\r", begin);
    if (end == std::string::npos) break;
    put(end);
    begin = end + 1;
  }
  if (all || stream.pending.size() - begin > line_bytes_max) {
    put(stream.pending.size());
    begin = stream.pending.size();
  }
  stream.pending.erase(0, begin);
}

void Manager::drain_streams() {
  for (Stream& stream : streams_) {
    // One that has ended is closed when it is polled.
    (void)read_stream(stream);
  }
}

}  // namespace spotdrill::init::units
