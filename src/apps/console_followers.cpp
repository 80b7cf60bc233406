#include "apps/console_followers.hpp"

namespace spotdrill::apps {

bool ConsoleFollowers::add(const std::string& instance_id,
                           std::shared_ptr<http::ReplyStream> stream) {
  std::vector<Follower>& followers = streams_[instance_id];
  std::erase_if(followers, [](const Follower& follower) { return follower.stream->gone(); });
  if (followers.size() >= followers_max) return false;
  followers.push_back({.stream = std::move(stream)});
  return true;
}

void ConsoleFollowers::output(const std::string& instance_id, std::string_view text) {
  const auto found = streams_.find(instance_id);
  if (found == streams_.end()) return;
  std::erase_if(found->second, [](const Follower& follower) { return follower.stream->gone(); });
  for (Follower& follower : found->second) {
    if (follower.stream->pending_bytes() > follower_backlog_bytes_max) {
      if (!follower.lagging) follower.stream->write("\n[spotdrill: output was left out here]\n");
      follower.lagging = true;
      continue;
    }
    follower.lagging = false;
    follower.stream->write(std::string{text});
  }
  if (found->second.empty()) streams_.erase(found);
}

void ConsoleFollowers::ended(const std::string& instance_id) {
  streams_.erase(instance_id);
}

}  // namespace spotdrill::apps
