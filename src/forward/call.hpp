// One request to another server and its reply, both of any length in little memory. Internal to
// forward/.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "forward/calls.hpp"
#include "protocol/http_message.hpp"

namespace spotdrill::forward {

/// Of a body on its way, either way, so much is in memory. Units: bytes.
inline constexpr std::size_t under_way_bytes = 256 * 1024;

/// A reply that is longer is read as the client takes it; others are had whole. Units: bytes.
inline constexpr std::uint64_t memory_reply_bytes = 1024 * 1024;

/// One that does not say how long it is, or that is wanted in memory. Units: bytes.
inline constexpr std::size_t whole_reply_bytes_max = 64 * 1024 * 1024;

struct Outgoing {
  std::string base;  ///< "http://127.0.0.1:9000".
  protocol::HttpRequest request;
  std::string ca_bundle;
  bool body_follows = false;            ///< By write() and finish().
  std::optional<std::uint64_t> length;  ///< Of that; nothing: it travels in HTTP's chunks.
  bool whole = false;                   ///< The reply is wanted in memory, however long it is.
};

class Call : public std::enable_shared_from_this<Call> {
 public:
  /// Errors: one sentence, which names the endpoint.
  using Answer = std::function<void(Result<protocol::HttpResponse, std::string>)>;

  static std::shared_ptr<Call> begin(const std::shared_ptr<Calls>& calls, Outgoing outgoing);
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  /// Called once, in a later event.
  void when_answered(Answer answer);

  /// More of the request's body.
  void write(std::string_view bytes);
  /// That was all of it.
  void finish();
  /// Whether it has enough of that for now; `again` as protocol::BodySink has it.
  bool is_full(std::function<void()> again);

  /// Of the reply's body, what has come: as protocol::BodySource has it.
  std::optional<std::string> next(std::size_t max);
  bool is_waiting(std::function<void()> again);

  /// Nobody wants it any more: the connection is closed.
  void abandon();

  [[nodiscard]] bool waits_for_endpoint() const;
  /// How long the endpoint has neither given nor taken a byte, where it was its turn.
  [[nodiscard]] std::chrono::milliseconds idle_for() const;
  void give_up();

  /// libcurl is done with it.
  void ended(CURLcode code);

 private:
  Call(const std::shared_ptr<Calls>& calls, Outgoing outgoing);

  static std::size_t give_body(char* into, std::size_t size, std::size_t count, void* self);
  static int rewind_body(void* self, curl_off_t offset, int origin);
  static std::size_t take_body(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t take_header(char* data, std::size_t size, std::size_t count, void* self);
  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);

  void set_up();
  void set_up_body();
  void take_status();
  bool streams();
  void fail(std::string why);
  void over();
  void deliver();
  void moved();
  void later(std::function<void()>& waiting);
  void resume();

  std::weak_ptr<Calls> calls_;
  Outgoing outgoing_;
  CURL* handle_;
  curl_slist* headers_ = nullptr;
  char problem_[CURL_ERROR_SIZE] = "";
  std::string refused_;  ///< Why it is not sent there; empty: it is.
  Answer answer_;

  std::string out_;       ///< Of the request's body, what is not sent yet.
  std::size_t sent_ = 0;  ///< Of a body in memory.
  bool all_given_ = false;
  bool out_paused_ = false;
  std::function<void()> when_room_;

  protocol::HttpResponse response_;
  std::string in_;  ///< Of the reply's body, what nobody has taken yet.
  bool head_done_ = false;
  bool streaming_ = false;
  bool in_paused_ = false;
  bool done_ = false;
  std::string failure_;
  std::uint64_t size_ = 0;  ///< Of a reply that is streamed.
  std::function<void()> when_more_;
  std::chrono::steady_clock::time_point moved_at_;
};

}  // namespace spotdrill::forward
