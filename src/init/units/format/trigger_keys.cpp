// [Path] and [Socket]: what starts a unit when something comes. Sources: systemd.path(5),
// systemd.socket(5).
#include "init/units/format/keys.hpp"
#include "init/units/format/listen_address.hpp"

namespace spotdrill::init::units {
namespace {

constexpr std::size_t watched_max = 64;

bool read_watch(const Reading& reading) {
  std::vector<Path::Watch>& watches = reading.unit.path.watches;
  if (reading.value.empty()) {
    watches.clear();  // Of every kind, as systemd does it.
    return true;
  }
  std::string path = reading.expanded();
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  if (!path.starts_with('/') || watches.size() >= watched_max) return false;
  watches.push_back({reading.key, std::move(path)});
  return true;
}

bool read_path_unit(const Reading& reading) {
  reading.unit.path.unit = reading.expanded();
  return true;
}

bool read_make_directory(const Reading& reading) {
  reading.unit.path.make_directory = parse_boolean(reading.value, false);
  return true;
}

bool read_path_mode(const Reading& reading) {
  return read_mode(reading, reading.unit.path.directory_mode);
}

bool read_listen(const Reading& reading) {
  std::vector<Socket::Listen>& listens = reading.unit.socket.listens;
  if (reading.value.empty()) {
    listens.clear();
    return true;
  }
  std::string address = reading.expanded();
  if (address.starts_with("vsock:")) {
    reading.unit.unmet.push_back(reading.key + "=" + address.substr(0, 60));
    return true;
  }
  if (!parse_listen_address(address) || listens.size() >= watched_max) return false;
  listens.push_back({reading.key, std::move(address)});
  return true;
}

template <auto Member>
bool socket_text(const Reading& reading) {
  reading.unit.socket.*Member = reading.expanded();
  return true;
}

template <auto Member>
bool socket_boolean(const Reading& reading) {
  bool& member = reading.unit.socket.*Member;
  member = parse_boolean(reading.value, member);
  return true;
}

template <auto Member>
bool socket_mode(const Reading& reading) {
  return read_mode(reading, reading.unit.socket.*Member);
}

template <auto Member>
bool socket_number(const Reading& reading) {
  const auto number = read_count(reading, 65'536);
  auto& member = reading.unit.socket.*Member;
  if (number) member = static_cast<std::remove_reference_t<decltype(member)>>(*number);
  return number.has_value();
}

bool read_trigger_interval(const Reading& reading) {
  return read_span(reading, reading.unit.trigger_limit_us);
}

bool read_trigger_burst(const Reading& reading) {
  const auto number = read_count(reading, 1'000'000);
  if (number) reading.unit.trigger_limit_burst = static_cast<std::size_t>(*number);
  return number.has_value();
}

// "Takes a list of … socket units … this setting implies Wants= and After=."
bool read_sockets(const Reading& reading) {
  Unit& unit = reading.unit;
  return add_words(reading, unit.wants) && add_words(reading, unit.after) &&
         add_words(reading, unit.service.sockets);
}

constexpr Key trigger_keys[] = {
    {"Path", "PathExists", read_watch},
    {"Path", "PathExistsGlob", read_watch},
    {"Path", "PathChanged", read_watch},
    {"Path", "PathModified", read_watch},
    {"Path", "DirectoryNotEmpty", read_watch},
    {"Path", "Unit", read_path_unit},
    {"Path", "MakeDirectory", read_make_directory},
    {"Path", "DirectoryMode", read_path_mode},
    {"Path", "TriggerLimitIntervalSec", read_trigger_interval},
    {"Path", "TriggerLimitBurst", read_trigger_burst},
    {"Socket", "ListenStream", read_listen},
    {"Socket", "ListenDatagram", read_listen},
    {"Socket", "ListenSequentialPacket", read_listen},
    {"Socket", "Accept", socket_boolean<&Socket::accept>},
    {"Socket", "Service", socket_text<&Socket::service>},
    {"Socket", "SocketMode", socket_mode<&Socket::mode>},
    {"Socket", "DirectoryMode", socket_mode<&Socket::directory_mode>},
    {"Socket", "SocketUser", socket_text<&Socket::user>},
    {"Socket", "SocketGroup", socket_text<&Socket::group>},
    {"Socket", "Backlog", socket_number<&Socket::backlog>},
    {"Socket", "MaxConnections", socket_number<&Socket::connections_max>},
    {"Socket", "FileDescriptorName", socket_text<&Socket::descriptor_name>},
    {"Socket", "TriggerLimitIntervalSec", read_trigger_interval},
    {"Socket", "TriggerLimitBurst", read_trigger_burst},
    {"Socket", "RemoveOnStop", socket_boolean<&Socket::remove_on_stop>},
    {"Service", "Sockets", read_sockets},
};

}  // namespace

const Key* find_trigger_key(std::string_view section, std::string_view name) {
  return find_among(trigger_keys, section, name);
}

bool is_trigger(const Unit& unit) {
  return unit.kind == "timer" || unit.kind == "path" || unit.kind == "socket";
}

const std::string& triggered_unit(const Unit& unit) {
  static const std::string none;
  if (unit.kind == "timer") return unit.timer.unit;
  if (unit.kind == "path") return unit.path.unit;
  if (unit.kind == "socket") return unit.socket.service;
  return none;
}

}  // namespace spotdrill::init::units
