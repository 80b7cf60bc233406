// A server that lives as long as one drill: its data is in a temporary directory, its port is a
// free one, and nothing of it is left afterwards.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/process_host.hpp"

namespace spotdrill::apps {

struct PrivateServerOptions {
  double speed = 1;
  std::vector<SharedDirectory> shares;
};

class PrivateServer {
 public:
  /// Starts it and waits until it answers. Errors: one sentence, with what the server said.
  static Result<std::unique_ptr<PrivateServer>, std::string> start(
      const PrivateServerOptions& options);

  /// Ends it and everything it runs, and deletes its data.
  ~PrivateServer();
  PrivateServer(const PrivateServer&) = delete;
  PrivateServer& operator=(const PrivateServer&) = delete;

  [[nodiscard]] const std::filesystem::path& data() const { return data_; }

 private:
  PrivateServer(std::filesystem::path data, pid_t pid) : data_(std::move(data)), pid_(pid) {}

  std::filesystem::path data_;
  pid_t pid_;
};

}  // namespace spotdrill::apps
