// What only our own server can tell: its journal. On AWS it is absent, and reports say what could
// therefore not be seen.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/units.hpp"
#include "client/client.hpp"

namespace spotdrill::client {

/// One line of the server's journal.
struct ServerFact {
  std::uint64_t sequence = 0;
  Instant at;
  std::string resource;  ///< "i-…", "sir-…", "EXP…".
  std::string kind;      ///< "interruption-notice".
  json::object details;
};

/// Reads the journal. The client outlives it.
class ServerObserver {
 public:
  explicit ServerObserver(Client& client) : client_(client) {}

  /// True when the endpoint is a spotdrill server. Facts from now on are read.
  bool connect();

  /// What has happened since the last call. Empty when the server does not answer.
  std::vector<ServerFact> poll();

  /// Drill time at the server when it answered last; nothing before that.
  [[nodiscard]] std::optional<Instant> server_now() const { return server_now_; }
  /// Drill seconds for each real second.
  [[nodiscard]] double rate() const { return rate_; }
  /// Drill time that the server had passed over when it answered last, because everything waited.
  [[nodiscard]] Duration skipped() const { return skipped_; }

  /// Whether drill time passes over what everything waits for.
  [[nodiscard]] bool passes_over_waits() const { return automatic_; }

  /// Lets `real` time pass before the next look, less where the server passes over waits: then
  /// until a little drill time has passed, until `until`, or until something has happened. What
  /// comes between two pauses is a look, under which such a server's time does not run away.
  /// `before_moves`: also until everything waits for the server to move time, once for each time
  /// that it does.
  void pause(std::chrono::milliseconds real, std::optional<Instant> until = std::nullopt,
             bool before_moves = false);

 private:
  std::optional<json::object> read(const std::string& what);

  Client& client_;
  std::uint64_t next_ = 0;
  std::optional<Instant> server_now_;
  double rate_ = 1;
  Duration skipped_{0};
  bool automatic_ = false;
};

}  // namespace spotdrill::client
