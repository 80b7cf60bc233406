// As much HTTP/1.1 as the metadata service takes: one request, one small reply, within a time.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <spotdrill/checkpoint.hpp>

namespace spotdrill::checkpoint {

struct Endpoint {
  std::string host;
  std::string port = "80";
  std::string prefix;  ///< Of paths: empty, or "/a/b".
};

/// "http://HOST[:PORT][/PREFIX]", where HOST may be [IPv6]. Nothing for anything else.
std::optional<Endpoint> parse_endpoint(std::string_view url);

struct Reply {
  int status = 0;
  std::string body;
};

/// What the whole of a connection's bytes says. That the body is whole, its reader sees.
/// Errors: EPROTO: it is no reply.
Result<Reply> parse_reply(std::string_view bytes);

/// Sends "METHOD PATH" with `headers`, each of which ends with \r\n.
/// A name of a host is looked up by libc, in its own time.
/// Errors: ETIMEDOUT; ECANCELED: `cancel` became readable; EPROTO; those of sockets.
Result<Reply> exchange(const Endpoint& endpoint, std::string_view method, std::string_view path,
                       std::string_view headers, std::chrono::milliseconds limit, int cancel);

/// Waits for `events` of `file`, which may be -1. Errors: ETIMEDOUT; ECANCELED.
std::error_code wait_for(int file, short events, std::chrono::steady_clock::time_point until,
                         int cancel);

}  // namespace spotdrill::checkpoint
