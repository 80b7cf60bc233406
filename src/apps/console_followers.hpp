// Who follows which instance's console. Not the console itself: the process host keeps that.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/listener.hpp"

namespace spotdrill::apps {

/// A follower that has not taken this much yet loses what comes, rather than fill the memory.
inline constexpr std::size_t follower_backlog_bytes_max = 4 * 1024 * 1024;

/// Followers of one instance.
inline constexpr std::size_t followers_max = 64;

class ConsoleFollowers {
 public:
  /// False when the instance has too many already.
  bool add(const std::string& instance_id, std::shared_ptr<http::ReplyStream> stream);

  /// Passes on what the instance printed.
  void output(const std::string& instance_id, std::string_view text);

  /// The instance prints no more.
  void ended(const std::string& instance_id);

  void clear() { streams_.clear(); }

 private:
  struct Follower {
    std::shared_ptr<http::ReplyStream> stream;
    bool lagging = false;
  };
  std::map<std::string, std::vector<Follower>, std::less<>> streams_;
};

}  // namespace spotdrill::apps
