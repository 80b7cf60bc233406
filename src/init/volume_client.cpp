#include "init/volume_client.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>

#include "init/mountinfo.hpp"
#include "init/protocol.hpp"
#include "init/unix_address.hpp"

namespace spotdrill::init {
namespace {

// The errno; what else was said is in `answer`.
int ask(std::string_view request, std::string& answer) {
  const int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  if (fd < 0) return errno;
  const sockaddr_un address = unix_address(volumes_path);
  std::string text(volume_answer_bytes_max, '\0');
  ssize_t got = -1;
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      ::send(fd, request.data(), request.size(), MSG_NOSIGNAL) ==
          static_cast<ssize_t>(request.size())) {
    got = recv(fd, text.data(), text.size(), 0);
  }
  const int error = got > 0 ? 0 : (got == 0 ? EIO : errno);
  close(fd);
  if (error != 0) return error;
  std::string_view rest{text.data(), static_cast<std::size_t>(got)};
  const std::string code{take_until(rest, '\n')};
  answer = rest;
  return std::atoi(code.c_str());
}

std::string plain_word(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  return std::string{text};
}

}  // namespace

std::vector<VolumeView> list_volumes() {
  std::vector<VolumeView> volumes;
  std::string answer;
  if (ask(volume_verbs::list, answer) != 0) return volumes;
  std::string_view rest{answer};
  while (!rest.empty()) {
    std::string_view line = take_until(rest, '\n');
    VolumeView& volume = volumes.emplace_back();
    volume.node = take_until(line, '\t');
    volume.id = take_until(line, '\t');
    volume.bytes = std::strtoull(std::string{take_until(line, '\t')}.c_str(), nullptr, 10);
    volume.directory = take_until(line, '\t') == "directory";
    volume.number = take_until(line, '\t');
    volume.format.type = take_until(line, '\t');
    volume.format.uuid = take_until(line, '\t');
    volume.format.label = take_until(line, '\t');
    while (!line.empty()) volume.places.emplace_back(take_until(line, '\t'));
  }
  return volumes;
}

const VolumeView* find_volume(const std::vector<VolumeView>& volumes, std::string_view source) {
  const auto by = [&](auto same) -> const VolumeView* {
    const auto found = std::find_if(volumes.begin(), volumes.end(), same);
    return found == volumes.end() ? nullptr : &*found;
  };
  if (source.starts_with("UUID=")) {
    const std::string uuid = plain_word(source.substr(5));
    return by([&](const VolumeView& volume) { return volume.format.uuid == uuid; });
  }
  if (source.starts_with("LABEL=")) {
    const std::string label = plain_word(source.substr(6));
    return by(
        [&](const VolumeView& volume) { return !label.empty() && volume.format.label == label; });
  }
  if (!source.starts_with("/dev/")) return nullptr;
  const std::string_view by_uuid = "/dev/disk/by-uuid/";
  if (source.starts_with(by_uuid)) {
    return by([&](const VolumeView& volume) {
      return volume.format.uuid == source.substr(by_uuid.size());
    });
  }
  char real[PATH_MAX];
  if (realpath(std::string{source}.c_str(), real) == nullptr) return nullptr;
  return by([&](const VolumeView& volume) { return volume.path() == real; });
}

int ask_for_volume(std::initializer_list<std::string_view> fields) {
  std::string request;
  for (const std::string_view field : fields) {
    if (!request.empty()) request += '\t';
    request += field;
  }
  if (request.size() > volume_request_bytes_max) return E2BIG;
  std::string answer;
  return ask(request, answer);
}

}  // namespace spotdrill::init
