// The directory in which a user's server keeps everything, and the small files by which the other
// commands find it. Not the store: that is one file in it (store/).
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::apps {

/// $SPOTDRILL_DATA, else $XDG_STATE_HOME/spotdrill, else ~/.local/state/spotdrill; `given` goes
/// before all of them. Never below the working directory unless somebody says so.
std::filesystem::path data_directory(const std::string& given);

/// Where runs are kept: DATA/runs.
std::filesystem::path runs_directory(const std::string& given);

/// Makes `data`, or takes it up, so that only this user can look into it: what others could read
/// there (keys, consoles, user data) or change would be theirs. A directory of spotdrill's own that
/// others could read is closed to them.
/// Errors: one sentence: it is another user's, or it holds other things and others can read it.
Result<void, std::string> claim_data_directory(const std::filesystem::path& data);

/// How long a new server may take until it answers.
inline constexpr std::chrono::seconds server_start_time_max{20};

/// What DATA/server.json says of the running server.
struct ServerInfo {
  std::string endpoint;  ///< "http://127.0.0.1:4566".
  std::uint16_t port = 0;
  pid_t pid = 0;
  std::string region;
  std::string account;
  std::string started;  ///< ISO 8601, real time.
  bool auth_required = true;
  std::string clock = {};  ///< How drill time runs, for the preloaded clock; empty: as real time.
};

/// Written whole once the server answers, so that whoever waits for it can go on at once.
/// Errors: one sentence that names the file.
Result<void, std::string> write_server_info(const std::filesystem::path& data,
                                            const ServerInfo& info);
std::optional<ServerInfo> read_server_info(const std::filesystem::path& data);
void remove_server_info(const std::filesystem::path& data);

/// What a server that verifies no signature means, in one line.
inline constexpr std::string_view open_to_all =
    "Requests are not verified (--auth off): anybody on this machine can launch instances here, "
    "and "
    "what is in them runs as you.";

/// The user's key, and the token for `/_spotdrill/`. Kept in DATA/credentials (mode 0600) as a
/// shared credentials file of AWS's form, so that clients can be pointed at it.
struct UserCredentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string admin_token;
};

/// Takes up the credentials in `data`, or makes them. Errors: one sentence that names the file.
Result<UserCredentials, std::string> user_credentials(const std::filesystem::path& data);
std::optional<UserCredentials> read_user_credentials(const std::filesystem::path& data);

/// Holds a directory for one server. The lock goes with the process, however that ends.
class DataLock {
 public:
  /// Claims `data` and locks it. Errors: one sentence, with the server that holds it.
  static Result<DataLock, std::string> take(const std::filesystem::path& data);

  DataLock(DataLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  DataLock& operator=(DataLock&&) = delete;
  ~DataLock();

  /// True when some process holds the directory.
  static bool held(const std::filesystem::path& data);

 private:
  explicit DataLock(int fd) : fd_(fd) {}
  int fd_;
};

/// Replaces `file` by `text`, whole or not at all.
bool replace_file(const std::filesystem::path& file, std::string_view text, mode_t mode);
std::optional<std::string> read_text(const std::filesystem::path& file);

/// The sentence for a disk that is full: it names the directory and says what to do.
std::string full_disk(const std::filesystem::path& data);

/// Whether there is room to begin in. The store's reserve counts, for it can be given away.
/// Errors: full_disk's.
Result<void, std::string> check_room(const std::filesystem::path& data);

/// Gives the store's reserve away where there is no room without it. Its server's to call.
void use_reserve(const std::filesystem::path& data);

/// Why a server over `data` ended at its start, as its log says it.
std::string why_not_started(const std::filesystem::path& data, const std::filesystem::path& log);

/// The last line of a file that is not empty; "" where there is none: what a log said last.
std::string last_line_of(const std::filesystem::path& file);

}  // namespace spotdrill::apps
