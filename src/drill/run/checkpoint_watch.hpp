// Watches how a checkpoint's file is written: in place, or beside it and then renamed. By the file
// system's events, so that no write is too short to be seen. Not what is in it.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

class CheckpointWatch {
 public:
  /// `file`: its path on this machine; its directory need not be there yet.
  explicit CheckpointWatch(std::filesystem::path file);
  ~CheckpointWatch();
  CheckpointWatch(const CheckpointWatch&) = delete;
  CheckpointWatch& operator=(const CheckpointWatch&) = delete;

  /// Reads what has happened since the last look.
  void look();

  /// Waits for something to happen, but no longer than `at_most`. Whether it has.
  bool wait(std::chrono::milliseconds at_most) const;

  /// Whether a save was under way at the last look that is not the first one: the file itself was
  /// being written or was away, or one beside it that has its name in its own was being written or
  /// is about to take its place.
  [[nodiscard]] bool is_overwriting() const;

  /// The instance that writes is being shut down. Says so again and again.
  void shutdown_begun();

  /// What has been seen since the last reset.
  [[nodiscard]] const CheckpointSeen& seen() const { return seen_; }

  /// Another instance writes from now on.
  void next_instance();

 private:
  void note(std::string_view name, unsigned events);
  void note_end(bool is_to_be_renamed);

  std::filesystem::path directory_;
  std::string name_;
  int descriptor_ = -1;
  int watch_ = -1;
  std::string written_;  ///< The name of the file that is being written; empty: none.
  std::chrono::steady_clock::time_point written_since_;
  std::optional<std::chrono::steady_clock::time_point> closed_;  ///< `written_`, beside the file.
  /// Since when the file, which was there before, is away.
  std::optional<std::chrono::steady_clock::time_point> gone_;
  bool ending_ = false;
  CheckpointSeen seen_;
};

}  // namespace spotdrill::drill
