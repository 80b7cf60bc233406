// Asks a running server for what AWS has no word for: `/_spotdrill/…`. Blocking, one request at a
// time; the commands need no more. Not a client of AWS operations (client/).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "apps/data_dir.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace spotdrill::apps {

/// How a command finds its server: what all commands take.
struct Target {
  std::string endpoint;  ///< --endpoint, else $SPOTDRILL_ENDPOINT; empty: this user's server.
  std::string data;      ///< --data.
};

/// The server that a command is about.
struct Found {
  std::filesystem::path data;
  std::string endpoint;
  std::string region = "us-east-1";
  pid_t pid = 0;      ///< 0: only the endpoint is known.
  std::string clock;  ///< As ServerInfo's.
  std::optional<UserCredentials> credentials;
};

/// Errors: one sentence that says how to start a server.
Result<Found, std::string> find_server(const Target& target);

/// The sentence that says so.
std::string no_credentials(const Found& found);

struct AdminReply {
  int status = 0;
  std::string body;
};

class AdminClient {
 public:
  explicit AdminClient(Found found) : found_(std::move(found)) {}

  /// Sends one request. `piece` hears of the body as it comes, and AdminReply::body stays empty
  /// then (unless the server refuses).
  /// Errors: one sentence: no connection, or the server's own message when it refuses.
  Result<AdminReply, std::string> call(std::string_view method, const std::string& path,
                                       const json::object& body = {},
                                       const std::function<void(std::string_view)>& piece = {});

  [[nodiscard]] const Found& found() const { return found_; }

 private:
  Found found_;
};

/// `text` for a path: everything but letters, digits and "-._~" percent-encoded.
std::string percent_encode(std::string_view text);

}  // namespace spotdrill::apps
