#include "apps/data_dir.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

#include "apps/aws_file.hpp"
#include "base/json.hpp"
#include "host/descriptor.hpp"
#include "host/disk_guard.hpp"
#include "store/disk_reserve.hpp"

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;

fs::path lock_file(const fs::path& data) {
  return data / "lock";
}
fs::path info_file(const fs::path& data) {
  return data / "server.json";
}
fs::path credentials_file(const fs::path& data) {
  return data / "credentials";
}

std::string random_text(std::string_view alphabet, std::size_t length) {
  std::string text(length, '\0');
  std::size_t done = 0;
  while (done < length) {
    std::array<unsigned char, 64> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) continue;
    for (const unsigned char byte : bytes) {
      // A byte past the last whole multiple would make some characters likelier than others.
      if (byte >= 256 / alphabet.size() * alphabet.size() || done == length) continue;
      text[done++] = alphabet[byte % alphabet.size()];
    }
  }
  return text;
}

UserCredentials make_credentials() {
  constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  return {.access_key_id = "AKIA" + random_text(base32, 16),
          .secret_access_key = random_text(letters, 40),
          .admin_token = random_text(letters, 40)};
}

/// For a new store, keys and certificates, and what the first launches write. Units: bytes.
constexpr std::uint64_t room_bytes_min = 4ULL << 20;

/// What spotdrill makes in a data directory; the store has files beside its own.
constexpr std::array<std::string_view, 14> own_names{
    "aws",        "clock.json", "credentials", "doctor", "efs",       "instances",   "lock",
    "lost+found", "objects",    "reserve",     "runs",   "serve.log", "server.json", "tls"};
constexpr std::string_view store_prefix = "store.sqlite";

/// Whether nothing is in `data` but what spotdrill makes there.
bool holds_own_things_only(const fs::path& data) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{data, error}) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(store_prefix) && std::ranges::find(own_names, name) == own_names.end()) {
      return false;
    }
  }
  return !error;
}

std::string is_anothers(const fs::path& data, uid_t owner) {
  return fmt::format(
      "{} belongs to another user (uid {}), who could read and replace what is kept there: give a "
      "directory of your own with --data.",
      data.string(), owner);
}

/// `path`, or the nearest directory above it that is there.
fs::path existing(fs::path path) {
  std::error_code error;
  while (!fs::exists(path, error) && path.has_relative_path()) path = path.parent_path();
  return path;
}

}  // namespace

fs::path data_directory(const std::string& given) {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string{value == nullptr ? "" : value};
  };
  if (!given.empty()) return fs::absolute(given);
  if (const auto data = variable("SPOTDRILL_DATA"); !data.empty()) return fs::absolute(data);
  if (const auto state = variable("XDG_STATE_HOME"); !state.empty()) {
    return fs::path{state} / "spotdrill";
  }
  const auto home = variable("HOME");
  return fs::path{home.empty() ? "/var/lib" : home + "/.local/state"} / "spotdrill";
}

fs::path runs_directory(const std::string& given) {
  return data_directory(given) / "runs";
}

bool replace_file(const fs::path& file, std::string_view text, mode_t mode) {
  const std::string temporary = file.string() + ".new";
  ::unlink(temporary.c_str());
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0) return false;
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  ::close(fd);
  return written && ::rename(temporary.c_str(), file.c_str()) == 0;
}

std::optional<std::string> read_text(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{stream}, {}};
}

std::string full_disk(const fs::path& data) {
  return fmt::format(
      "The disk of {} is full ({} KiB are free): make room there, or give another directory with "
      "--data.",
      data.string(), free_bytes(existing(data)) >> 10U);
}

Result<void, std::string> check_room(const fs::path& data) {
  const bool reserve = DiskReserve{DiskReserve::file_in(data)}.held();
  if (reserve || free_bytes(existing(data)) >= room_bytes_min) return {};
  return refuse(full_disk(data));
}

void use_reserve(const fs::path& data) {
  if (free_bytes(data) < room_bytes_min) DiskReserve{DiskReserve::file_in(data)}.release();
}

std::string why_not_started(const fs::path& data, const fs::path& log) {
  const std::string said = last_line_of(log);
  if (!said.empty()) return fmt::format("The server did not start. It said: {}", said);
  if (const auto room = check_room(data); !room.has_value()) return room.error();
  return fmt::format("The server over {} ended at once and said nothing.", data.string());
}

std::string last_line_of(const std::filesystem::path& file) {
  std::string text = read_text(file).value_or("");
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

Result<void, std::string> write_server_info(const fs::path& data, const ServerInfo& info) {
  json::object object;
  object.emplace("endpoint", info.endpoint);
  object.emplace("port", info.port);
  object.emplace("pid", info.pid);
  object.emplace("region", info.region);
  object.emplace("account", info.account);
  object.emplace("started", info.started);
  object.emplace("auth_required", info.auth_required);
  object.emplace("clock", info.clock);
  if (replace_file(info_file(data), to_text(object) + "\n", 0600)) return {};
  return refuse(
      fmt::format("Cannot write {}: {}.", info_file(data).string(), std::strerror(errno)));
}

std::optional<ServerInfo> read_server_info(const fs::path& data) {
  const auto text = read_text(info_file(data));
  if (!text) return std::nullopt;
  const auto parsed = parse_json(*text);
  if (!parsed.has_value() || !parsed->is_object()) return std::nullopt;
  const json::object& object = parsed->get_object();
  const auto number = [&](std::string_view key) -> std::int64_t {
    const json::value* value = object.if_contains(key);
    return value != nullptr && value->is_int64() ? value->get_int64() : 0;
  };
  ServerInfo info;
  info.endpoint = string_at(object, "endpoint");
  info.port = static_cast<std::uint16_t>(number("port"));
  info.pid = static_cast<pid_t>(number("pid"));
  info.region = string_at(object, "region");
  info.account = string_at(object, "account");
  info.started = string_at(object, "started");
  info.clock = string_at(object, "clock");
  const json::value* auth = object.if_contains("auth_required");
  info.auth_required = auth == nullptr || !auth->is_bool() || auth->get_bool();
  if (info.endpoint.empty() || info.pid <= 0) return std::nullopt;
  return info;
}

void remove_server_info(const fs::path& data) {
  ::unlink(info_file(data).c_str());
}

std::optional<UserCredentials> read_user_credentials(const fs::path& data) {
  auto kept = section_of(credentials_file(data), "default");
  if (!kept) return std::nullopt;
  UserCredentials credentials{.access_key_id = (*kept)["aws_access_key_id"],
                              .secret_access_key = (*kept)["aws_secret_access_key"],
                              .admin_token = (*kept)["spotdrill_admin_token"]};
  if (credentials.access_key_id.empty() || credentials.secret_access_key.empty() ||
      credentials.admin_token.empty()) {
    return std::nullopt;
  }
  return credentials;
}

Result<UserCredentials, std::string> user_credentials(const fs::path& data) {
  if (auto kept = read_user_credentials(data)) return *std::move(kept);
  const fs::path file = credentials_file(data);
  if (fs::exists(file)) {
    return refuse(
        fmt::format("{} is damaged: delete it, and new credentials are made.", file.string()));
  }
  UserCredentials made = make_credentials();
  const std::string text = fmt::format(
      "# spotdrill's own; they open nothing on AWS.\n"
      "[default]\naws_access_key_id = {}\naws_secret_access_key = {}\n"
      "spotdrill_admin_token = {}\n",
      made.access_key_id, made.secret_access_key, made.admin_token);
  if (!replace_file(file, text, 0600)) {
    return refuse(fmt::format("Cannot write {}: {}.", file.string(), std::strerror(errno)));
  }
  return made;
}

Result<void, std::string> claim_data_directory(const fs::path& data) {
  std::error_code error;
  fs::create_directories(data.parent_path(), error);
  if (::mkdir(data.c_str(), 0700) != 0 && errno != EEXIST) {
    return refuse(fmt::format("Cannot make {}: {}. Give another directory with --data.",
                              data.string(), std::strerror(errno)));
  }
  const uid_t self = ::geteuid();
  struct stat about{};
  // A link of another user's leads where that user likes.
  if (::lstat(data.c_str(), &about) == 0 && S_ISLNK(about.st_mode) && about.st_uid != self &&
      about.st_uid != 0) {
    return refuse(is_anothers(data, about.st_uid));
  }
  // By the descriptor: what is looked at is what is changed.
  const Descriptor directory{::open(data.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!directory.valid() || ::fstat(directory.get(), &about) != 0) {
    return refuse(fmt::format("Cannot open {}: {}. Give another directory with --data.",
                              data.string(), std::strerror(errno)));
  }
  if (about.st_uid != self) return refuse(is_anothers(data, about.st_uid));
  if ((about.st_mode & (S_IRWXG | S_IRWXO)) == 0) return {};
  if (holds_own_things_only(data) && ::fchmod(directory.get(), S_IRWXU) == 0) return {};
  return refuse(fmt::format(
      "Other users can look into {} (mode {:o}), and it holds other things than spotdrill's: give "
      "a directory of its own with --data, or close it by 'chmod 700'.",
      data.string(), about.st_mode & 07777));
}

Result<DataLock, std::string> DataLock::take(const fs::path& data) {
  TRY(claim_data_directory(data));
  const int fd = ::open(lock_file(data).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    return refuse(fmt::format("Cannot write in {}: {}. Give another directory with --data.",
                              data.string(), std::strerror(errno)));
  }
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    ::close(fd);
    const auto info = read_server_info(data);
    return refuse(fmt::format(
        "A server already runs over {}{}: stop it by 'spotdrill stop', or give another directory "
        "with --data.",
        data.string(),
        info ? fmt::format(" (pid {}, {})", info->pid, info->endpoint) : std::string{}));
  }
  return DataLock{fd};
}

DataLock::~DataLock() {
  if (fd_ >= 0) ::close(fd_);
}

bool DataLock::held(const fs::path& data) {
  const int fd = ::open(lock_file(data).c_str(), O_RDWR | O_CLOEXEC);
  if (fd < 0) return false;
  const bool busy = ::flock(fd, LOCK_SH | LOCK_NB) != 0;
  ::close(fd);
  return busy;
}

}  // namespace spotdrill::apps
