// The server: every part built in the order of its needs, and the doors that lead to them. Wiring
// and the life of the process; what requests mean is decided elsewhere.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "apps/serve_options.hpp"
#include "base/result.hpp"
#include "base/units.hpp"

namespace spotdrill::apps {

class Daemon {
 public:
  /// Builds everything, takes up what an earlier server left, and listens.
  /// Errors: one sentence that says what to do.
  static Result<std::unique_ptr<Daemon>, std::string> create(const ServeOptions& options);

  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  /// "http://127.0.0.1:4566".
  [[nodiscard]] const std::string& endpoint() const;

  /// What instances are: ProcessHost::kind().
  [[nodiscard]] std::string_view instances() const;

  /// How far drill time is ahead of this machine's: its data may be of a faster server.
  [[nodiscard]] Duration ahead() const;

  /// Serves until SIGINT or SIGTERM, then shuts every instance down; a second signal kills them at
  /// once. Nothing of them is alive when it returns.
  void run();

 private:
  struct Parts;
  explicit Daemon(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace spotdrill::apps
