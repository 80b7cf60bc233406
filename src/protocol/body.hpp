// Bodies that are too long for memory: a request's goes somewhere as it comes, a reply's is read
// while it is sent. Not where they are kept: that is a service's matter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace spotdrill::protocol {

struct HttpRequest;

/// A request's body that is not in memory. What it is, whoever made it knows. Destroyed: what was
/// not taken out of it is gone.
class StoredBody {
 public:
  virtual ~StoredBody() = default;
};

/// Takes a body as it comes. Destroyed before its end: the client has left, and so has everything
/// that it sent.
class BodySink {
 public:
  virtual ~BodySink() = default;

  virtual void write(std::string_view bytes) = 0;

  /// Whether the request is refused whatever its body is: a client that waits for leave to send it
  /// (Expect: 100-continue) is answered at once.
  [[nodiscard]] virtual bool is_refused() const { return false; }

  /// Whether nothing more is to be written yet. `again`, if any, is called once, in a later event,
  /// when it is to be asked anew.
  virtual bool is_full(std::function<void()> again) {
    (void)again;
    return false;
  }

  /// All of it has come, or nothing of it will be read.
  virtual std::shared_ptr<StoredBody> finish() = 0;
};

class BodySinks {
 public:
  virtual ~BodySinks() = default;

  /// Where the body of a request goes whose head has come; `length` is what the head says of it, if
  /// it does. Null: into memory.
  virtual std::unique_ptr<BodySink> begin(const HttpRequest& head,
                                          std::optional<std::uint64_t> length) = 0;
};

/// A reply's body, read as fast as the client takes it.
class BodySource {
 public:
  virtual ~BodySource() = default;

  /// Of the whole. Units: bytes.
  [[nodiscard]] virtual std::uint64_t size() const = 0;

  /// The bytes that follow, `max` of them at most; empty: there are no more. Nothing: they cannot
  /// be read, and the reply ends too early.
  virtual std::optional<std::string> next(std::size_t max) = 0;

  /// Whether what follows has not come yet. `again`, if any, is called once, in a later event, when
  /// it is to be asked anew.
  virtual bool is_waiting(std::function<void()> again) {
    (void)again;
    return false;
  }
};

}  // namespace spotdrill::protocol
