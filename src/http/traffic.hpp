// Who is told how the bytes of a request and of its reply go, and may hold them back. Not what they
// say: that is the handler's.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "base/units.hpp"
#include "protocol/http_message.hpp"

namespace spotdrill::http {

/// One request on its way. Destroyed before it was answered: the connection was cut off.
class Transfer {
 public:
  virtual ~Transfer() = default;

  /// More has come of the request. When one may go on reading; nothing: at once.
  virtual std::optional<Instant> took(std::uint64_t bytes) = 0;

  /// All of it has. When it may be carried out; nothing: at once.
  virtual std::optional<Instant> whole() = 0;

  /// What it is answered with.
  virtual void answered(const protocol::HttpResponse& response) = 0;

  /// So much of the reply is to be sent. When it may be; nothing: at once.
  virtual std::optional<Instant> gives(std::uint64_t bytes) = 0;
};

class Traffic {
 public:
  virtual ~Traffic() = default;

  /// The head of a request has come, whose body has `length` bytes as far as it says. Null: it
  /// matters to nobody.
  virtual std::shared_ptr<Transfer> begin(const protocol::HttpRequest& head,
                                          std::uint64_t length) = 0;

  /// Runs `then` in a later event, not before `when`.
  virtual void at(Instant when, std::function<void()> then) = 0;
};

}  // namespace spotdrill::http
