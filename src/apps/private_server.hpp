// A server that lives as long as one drill: its data is in a temporary directory, its port is a
// free one, and nothing of it is left afterwards.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/speed.hpp"
#include "engine/process_host.hpp"

namespace spotdrill::apps {

struct PrivateServerOptions {
  Speed speed;
  std::vector<SharedDirectory> shares;
  std::string network = {};                 ///< "open", "aws-only"; empty: whatever there is.
  std::string s3_bandwidth = {};            ///< "50MB/s"; empty: no limit.
  std::string s3_latency = {};              ///< "20ms"; empty: none.
  std::vector<std::string> endpoints = {};  ///< As `--endpoint-for` takes them.
  std::string host_mode = {};               ///< As `--host-mode` takes it; empty: as they can be.
  std::optional<std::uint64_t> seed;        ///< Of ids: the same seed gives the same ones.
  /// Whether to give up before it answers.
  std::function<bool()> stop = [] { return false; };
  /// Whether its end may take no time: its instances are killed then.
  std::function<bool()> hurry = [] { return false; };
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
  PrivateServer(std::filesystem::path data, pid_t pid, std::function<bool()> hurry)
      : data_(std::move(data)), pid_(pid), hurry_(std::move(hurry)) {}

  void end();
  [[nodiscard]] bool ended_within(std::chrono::milliseconds time, bool heed_hurry) const;

  std::filesystem::path data_;
  pid_t pid_;
  std::function<bool()> hurry_;
};

}  // namespace spotdrill::apps
